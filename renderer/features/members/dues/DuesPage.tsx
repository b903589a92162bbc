import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { PageHead } from '../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useDefinition, useMayWrite, useWorkspace } from '../../../records/ui/workspace.tsx';
import { DuesMonth } from './DuesMonth.tsx';
import { MonthPicker } from './MonthPicker.tsx';

/** 会费: one month of one union. */
export function DuesPage() {
  const { scope, unit } = useWorkspace();
  const definition = useDefinition('duesYear');
  const mayWrite = useMayWrite('general');
  const [month, setMonth] = useState(isoDateOf(new Date()).slice(0, 7));
  const organisation = unit ?? (scope.organisations.length > 1 ? undefined : scope.office.id);
  return (
    <section className="page" aria-label="会费">
      <PageHead title="会费" note={<MonthPicker month={month} onMonth={setMonth} />}>
        <Link to="/records/duesYear">历年明细</Link>
        {mayWrite && organisation !== undefined ? (
          <Link to={`/members/dues/import?month=${month}`}>
            <Button tabIndex={-1}>导入工资表</Button>
          </Link>
        ) : null}
      </PageHead>
      {definition === undefined ? null : organisation === undefined ? (
        <Sentence tone="wait">会费按单位记。请先在上方选一个单位。</Sentence>
      ) : (
        <DuesMonth
          key={organisation}
          organisation={organisation}
          definition={definition}
          month={month}
          mayWrite={mayWrite}
        />
      )}
    </section>
  );
}

import type { RecordDefinition } from '../../../../../domain/records/definition.ts';
import { count } from '../../../../records/ui/words.ts';
import type { ImportSummary } from '../../../../store/port.ts';
import { WrittenPane } from '../../import/WrittenPane.tsx';

interface PayrollDoneProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  readonly onAgain: () => void;
}

/** The last step of a payroll's import. */
export function PayrollDone({ definition, summary, onAgain }: PayrollDoneProps) {
  return (
    <WrittenPane
      definition={definition}
      summary={summary}
      written={`${count(summary.created + summary.changed)} 人的会费`}
      endsWith="下一次导入工资表"
      source="原来那份工资表用完请删掉或收好。"
      next={{ to: '/members/dues', label: '看会费' }}
      onAgain={onAgain}
    />
  );
}

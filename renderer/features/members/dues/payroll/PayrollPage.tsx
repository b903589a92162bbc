import { Navigate, useSearchParams } from 'react-router';
import { isIsoMonth, isoDateOf } from '../../../../../domain/rules/calendar.ts';
import { useDefinition, useMayWrite, useWorkspace } from '../../../../records/ui/workspace.tsx';
import { PayrollWizard } from './PayrollWizard.tsx';

/** 导入工资表, of the unit in the title bar; the month comes with the address. */
export function PayrollPage() {
  const { scope, unit } = useWorkspace();
  const definition = useDefinition('duesYear');
  const mayWrite = useMayWrite('general');
  const [asked] = useSearchParams();
  const month = asked.get('month') ?? '';
  const organisation = unit ?? (scope.organisations.length > 1 ? undefined : scope.office.id);
  if (definition === undefined || organisation === undefined || !mayWrite)
    return <Navigate to="/members/dues" replace />;
  return (
    <PayrollWizard
      key={organisation}
      definition={definition}
      organisation={organisation}
      month={isIsoMonth(month) ? month : isoDateOf(new Date()).slice(0, 7)}
    />
  );
}

import { useLocation } from 'react-router';
import { openImport } from '../../../records/import/client.ts';
import { useDefinition, useMayWrite } from '../../../records/ui/workspace.tsx';
import { NotHere } from '../../records/ListPage.tsx';
import { ImportWizard } from './ImportWizard.tsx';

/** 导入花名册 */
export function ImportPage() {
  const definition = useDefinition('member');
  const mayWrite = useMayWrite('general');
  const location = useLocation();
  const dropped: unknown = (location.state as { readonly file?: unknown } | null)?.file;
  if (definition === undefined || !mayWrite) return <NotHere />;
  return (
    <ImportWizard
      definition={definition}
      open={openImport}
      dropped={dropped instanceof File ? dropped : undefined}
    />
  );
}

import { useCallback } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { RecordPage } from '../../records/detail/RecordPage.tsx';
import { readableDefinitions, useWorkspace } from '../../records/ui/workspace.tsx';
import { actsLabelOf, NotHere } from './ListPage.tsx';

/** `/records/:type/:id`, and `new` for one that does not exist yet. */
export function FilePage() {
  const { type = '', id = '' } = useParams();
  const { definitions, user } = useWorkspace();
  const navigate = useNavigate();
  const location = useLocation();
  const definition = readableDefinitions(definitions, user.roles).find(
    (candidate) => candidate.type === type,
  );
  const open = useCallback(
    (next: string) => void navigate(`/records/${type}/${next}`, { replace: id === 'new' }),
    [navigate, type, id],
  );
  const created = useCallback(
    (next: string) =>
      void navigate(`/records/${type}/${next}`, {
        replace: true,
        state: { savedAt: new Date().toISOString() },
      }),
    [navigate, type],
  );
  if (definition === undefined) return <NotHere />;
  const state = location.state as { readonly field?: string; readonly savedAt?: string } | null;
  return (
    <RecordPage
      key={`${type}/${id}`}
      definition={definition}
      id={id === 'new' ? undefined : id}
      actsLabel={actsLabelOf(definition)}
      focusOn={state?.field}
      savedAt={state?.savedAt}
      onOpen={open}
      onCreated={created}
    />
  );
}

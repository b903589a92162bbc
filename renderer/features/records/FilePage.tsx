import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useHref, useLocation, useNavigate, useParams } from 'react-router';
import { PrintDesk } from '../../papers/desk/PrintDesk.tsx';
import { papersOf } from '../../papers/registry.ts';
import { RecordPage } from '../../records/detail/RecordPage.tsx';
import { readableDefinitions, useWorkspace } from '../../records/ui/workspace.tsx';
import { actsLabelOf, NotHere } from './ListPage.tsx';

/** `/records/:type/:id`, and `new` for one that does not exist yet. */
export function FilePage() {
  const { type = '', id = '' } = useParams();
  const { definitions, user } = useWorkspace();
  const navigate = useNavigate();
  const location = useLocation();
  const here = useHref(location);
  const [printing, setPrinting] = useState<string>();
  const definition = readableDefinitions(definitions, user.roles).find(
    (candidate) => candidate.type === type,
  );
  const open = useCallback(
    (next: string) => void navigate(`/records/${type}/${next}`, { replace: id === 'new' }),
    [navigate, type, id],
  );
  const created = useCallback(
    (next: string) => {
      // Whoever has clicked on is not fetched back, though the screen they left may still be drawn.
      if (!here.endsWith(window.location.hash)) return;
      void navigate(`/records/${type}/${next}`, {
        replace: true,
        state: { savedAt: new Date().toISOString() },
      });
    },
    [navigate, type, here],
  );
  if (definition === undefined) return <NotHere />;
  const state = location.state as { readonly field?: string; readonly savedAt?: string } | null;
  const atDesk = printing === id;
  return (
    <>
      {/* The file stays behind the desk with what is half typed in it. */}
      <div className={atDesk ? 'put-away' : 'as-it-is'}>
        <RecordPage
          key={`${type}/${id}`}
          definition={definition}
          id={id === 'new' ? undefined : id}
          actsLabel={actsLabelOf(definition)}
          tools={
            papersOf(type).length === 0 ? null : (
              <Button
                onClick={() => {
                  setPrinting(id);
                }}
              >
                打印…
              </Button>
            )
          }
          focusOn={state?.field}
          savedAt={state?.savedAt}
          onOpen={open}
          onCreated={created}
        />
      </div>
      {atDesk ? (
        <PrintDesk
          definition={definition}
          chosen={{ query: { type }, ids: [id], total: 1 }}
          onClose={() => {
            setPrinting(undefined);
          }}
        />
      ) : null}
    </>
  );
}

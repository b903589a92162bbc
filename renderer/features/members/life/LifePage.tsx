import { useCallback, useMemo, useState } from 'react';
import { Navigate, useNavigate, useParams } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { ActDialog } from '../../../records/acts/ActDialog.tsx';
import { actChoices } from '../../../records/acts/choices.ts';
import type { ActChoice } from '../../../records/acts/choices.ts';
import { ExportDialog } from '../../../records/acts/ExportDialog.tsx';
import { RecordList } from '../../../records/list/RecordList.tsx';
import { useStoreEvents } from '../../../records/ui/events.ts';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import {
  organisationsOf,
  readableDefinitions,
  useMayWrite,
  useWorkspace,
} from '../../../records/ui/workspace.tsx';
import type { Query } from '../../../store/index/port.ts';
import { NotHere } from '../../records/ListPage.tsx';
import { lifePage } from './shelves.ts';
import type { LifePage as Page, LifePlace, Shelf } from './shelves.ts';
import { ShelfTabs } from './ShelfTabs.tsx';
import { useRemindDays } from './useRemindDays.ts';
import { NewsLine } from '../../../records/ui/NewsLine.tsx';

/** The acts of a shelf, in its order: steps the user may take, and single columns to fill. */
function choicesOf(
  definition: RecordDefinition,
  shelf: Shelf,
  steps: readonly ActChoice[],
): readonly ActChoice[] {
  return shelf.acts.flatMap((name): readonly ActChoice[] => {
    if (!name.startsWith('=')) return steps.filter((step) => step.key === `step:${name}`);
    const column = name.slice(1);
    return [
      { kind: 'setMany', key: name, label: `登记${definition.fields[column]?.label ?? column}`, column },
    ];
  });
}

interface ShelfListProps {
  readonly definition: RecordDefinition;
  readonly page: Page;
  readonly shelf: Shelf;
  readonly remindDays: number;
  readonly onRemindDays: (days: number) => void;
}

/** One shelf as a list of its own, with its acts. What was done moves people to another shelf at once. */
function ShelfList({ definition, page, shelf, remindDays, onRemindDays }: ShelfListProps) {
  const workspace = useWorkspace();
  const { store, events, user } = workspace;
  const navigate = useNavigate();
  const mayWrite = useMayWrite(definition.compartment);
  const [act, setAct] = useState<{ readonly choice: ActChoice; readonly ids: readonly string[] }>();
  const [exporting, setExporting] = useState<{
    readonly query: Query;
    readonly total: number;
    readonly ids: readonly string[] | undefined;
  }>();
  const [news, setNews] = useState<string>();
  const organisations = organisationsOf(workspace);
  const [totals, reload] = useLoaded(async () => {
    const counted = page.shelves.map(async ({ key, filters, ranges }) => {
      const query: Query = {
        type: definition.type,
        organisations,
        ...(filters === undefined ? {} : { filters }),
        ...(ranges === undefined ? {} : { ranges }),
      };
      return [key, (await store.query(query, 0, 1)).total] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }, `${page.place}/${remindDays}/${organisations.join()}`);
  useStoreEvents(events, (event) => {
    if (event.kind === 'records' && event.type === definition.type) reload();
  });
  const view = useMemo(
    (): RecordDefinition => ({ ...definition, list: shelf.columns }),
    [definition, shelf.columns],
  );
  const screen = useMemo(
    () => ({
      key: `${page.place}.${shelf.key}`,
      to: `/members/${page.place}/${shelf.key}`,
      label: page.title,
    }),
    [page.place, page.title, shelf.key],
  );
  const choices = mayWrite ? choicesOf(definition, shelf, actChoices(definition, user.roles, undefined)) : [];
  const open = useCallback(
    (id: string) => void navigate(`/records/${definition.type}/${id}`),
    [navigate, definition.type],
  );
  return (
    <>
      <RecordList
        definition={view}
        title={page.title}
        screen={screen}
        wish={{
          fixed: true,
          sort: shelf.sort,
          ...(shelf.filters === undefined ? {} : { filters: shelf.filters }),
          ...(shelf.ranges === undefined ? {} : { ranges: shelf.ranges }),
        }}
        acts={{
          items: choices.map(({ key, label }) => ({ key, label })),
          choose: (key, ids) => {
            const choice = choices.find((candidate) => candidate.key === key);
            if (choice !== undefined && ids.length > 0) setAct({ choice, ids });
          },
        }}
        actsLabel="办理…"
        onOpen={open}
        onExport={(query, total, ids) => {
          setExporting({ query, total, ids });
        }}
        nothingYet={
          <div className="nothing">
            <p className="nothing-lead">“{shelf.label}”现在没有人。</p>
          </div>
        }
        news={
          <>
            <ShelfTabs
              shelves={page.shelves}
              chosen={shelf}
              totals={totals}
              remindDays={page.place === 'leaving' ? remindDays : undefined}
              onChoose={(key) => void navigate(`/members/${page.place}/${key}`)}
              onRemindDays={onRemindDays}
            />
            <NewsLine
              words={news}
              onClose={() => {
                setNews(undefined);
              }}
            />
          </>
        }
      />
      {act === undefined ? null : (
        <ActDialog
          definition={definition}
          act={act.choice}
          ids={act.ids}
          onClose={(words) => {
            setAct(undefined);
            if (words !== undefined) setNews(words);
          }}
        />
      )}
      {exporting === undefined ? null : (
        <ExportDialog
          definition={definition}
          query={exporting.query}
          ids={exporting.ids}
          total={exporting.total}
          onClose={(words) => {
            setExporting(undefined);
            if (words !== undefined) setNews(words);
          }}
        />
      )}
    </>
  );
}

/** `/members/join`, `/members/transfer`, `/members/leaving`, each with the key of a shelf behind it. */
export function LifePage({ place }: { readonly place: LifePlace }) {
  const { shelf: key } = useParams();
  const { definitions, user, unit, store } = useWorkspace();
  const [remindDays, setRemindDays] = useRemindDays(store);
  const definition = readableDefinitions(definitions, user.roles).find(({ type }) => type === 'member');
  if (definition === undefined) return <NotHere />;
  if (remindDays === undefined) return null;
  const page = lifePage(place, isoDateOf(new Date()), remindDays);
  const shelf = page.shelves.find((each) => each.key === key);
  if (shelf === undefined) return <Navigate to={`/members/${place}/${page.shelves[0]?.key ?? ''}`} replace />;
  return (
    <ShelfList
      key={`${place}/${shelf.key}/${unit ?? ''}/${remindDays}`}
      {...{ definition, page, shelf, remindDays }}
      onRemindDays={setRemindDays}
    />
  );
}

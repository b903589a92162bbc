import { Button, Dropdown, Tag } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { RecordView } from '../../store/port.ts';
import type { ActChoice } from '../acts/choices.ts';
import { actChoices } from '../acts/choices.ts';
import { ActDialog } from '../acts/ActDialog.tsx';
import { readLastUsed } from '../form/lastUsed.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { Sentence } from '../ui/Sentence.tsx';
import { useStatusLine } from '../ui/statusLine.tsx';
import { useLoaded } from '../ui/useLoaded.ts';
import { showMasked, showValue } from '../ui/values.ts';
import { organisationForNew, organisationName, useMayWrite, useWorkspace } from '../ui/workspace.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { RecordEditor } from './RecordEditor.tsx';
import { useEarlierHistory } from './useEarlierHistory.ts';
import { useNeighbours } from './useNeighbours.ts';
import { useRecord } from './useRecord.ts';
import { gapsOf } from '../../../domain/records/validate.ts';

interface RecordPageProps {
  readonly definition: RecordDefinition;
  readonly id: string | undefined;
  readonly actsLabel: string;
  /** More buttons for a record that is there. */
  readonly tools?: ReactNode;
  readonly focusOn: string | undefined;
  /** Just created by the page before this one: its “已保存” goes on standing here. */
  readonly savedAt: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onCreated: (id: string) => void;
}

/** The unit a new record goes to must be chosen before anything is typed; its draft is kept under it. */
const newId = (organisation: string): string => `new-${organisation}`;

function Tags({ definition, view }: { readonly definition: RecordDefinition; readonly view: RecordView }) {
  const gaps = gapsOf(definition, view.data).length;
  const drafts = definition.draftStates;
  return (
    <>
      {Object.entries(definition.fields)
        .filter(([key, field]) => field.stateOf !== undefined && view.data[key] !== undefined)
        .slice(0, 2)
        .map(([key, field]) => {
          const state = view.data[key];
          const draft = drafts?.field === key && typeof state === 'string' && drafts.values.includes(state);
          return (
            <Tag variant="outlined" key={key} className={draft ? 'tag-wait' : ''}>
              {draft ? '暂存' : showValue(field, state)}
            </Tag>
          );
        })}
      {gaps === 0 ? null : (
        <Tag variant="outlined" className="tag-wait">
          待补 {gaps} 项
        </Tag>
      )}
    </>
  );
}

function Title({
  definition,
  view,
  children,
}: {
  readonly definition: RecordDefinition;
  readonly view: RecordView | undefined;
  readonly children?: ReactNode;
}) {
  const workspace = useWorkspace();
  const list = definition.listLabel ?? definition.label;
  const back = workspace.lists.recall(definition.type)?.screen ?? {
    to: `/records/${definition.type}`,
    label: list.replace(/^会员/, ''),
  };
  if (view === undefined) {
    const unit =
      workspace.scope.organisations.length > 1
        ? organisationName(workspace, organisationForNew(workspace))
        : '';
    return (
      <PageHead
        back={back}
        title={`新增一${definition.countWord}`}
        note={unit === '' ? undefined : `记在：${unit}`}
      >
        {children}
      </PageHead>
    );
  }
  const title = definition.fields[definition.titleField];
  const subtitle =
    definition.subtitleField === undefined ? undefined : definition.fields[definition.subtitleField];
  const subtitleText =
    subtitle === undefined || subtitle.stateOf !== undefined
      ? ''
      : showMasked(subtitle, view.data[definition.subtitleField ?? '']);
  return (
    <PageHead
      back={back}
      title={
        title === undefined
          ? definition.label
          : showValue(title, view.data[definition.titleField]) || definition.label
      }
      note={
        <>
          {subtitleText === '' ? null : (
            <span>
              {subtitle?.label} {subtitleText}
            </span>
          )}
          {view.contentElsewhere ? <span>内容在另一台电脑</span> : null}
          <Tags definition={definition} view={view} />
        </>
      }
    >
      {children}
    </PageHead>
  );
}

/** Any record, new or opened: form, history, steps, neighbours. */
export function RecordPage(props: RecordPageProps) {
  const { definition, id, actsLabel, focusOn, onOpen } = props;
  const workspace = useWorkspace();
  const { store, user } = workspace;
  const mayWrite = useMayWrite(definition.compartment);
  const organisation = organisationForNew(workspace);
  const [opened, reload] = useRecord(definition, id ?? newId(organisation));
  const [lastUsed] = useLoaded(() => readLastUsed(store, definition.type), definition.type);
  const [act, setAct] = useState<ActChoice>();
  const neighbours = useNeighbours(definition.type, id);
  const reach = useEarlierHistory(definition.type, id);
  const view = opened?.view.ok === true && id !== undefined ? opened.view.value : undefined;
  useStatusLine(
    neighbours.place === undefined
      ? []
      : [
          {
            text: '第',
            value: String(neighbours.place.index + 1),
            after: `${definition.countWord} / ${neighbours.place.total} ${definition.countWord}`,
          },
        ],
  );
  if (opened === undefined || lastUsed === undefined) {
    return (
      <section className="page" aria-busy="true">
        <Title definition={definition} view={undefined} />
      </section>
    );
  }
  if (id !== undefined && !opened.view.ok) {
    return (
      <section className="page">
        <PageHead
          back={{ to: `/records/${definition.type}`, label: definition.listLabel ?? definition.label }}
          title={definition.label}
        />
        <Sentence tone="error">{opened.view.error.message}</Sentence>
      </section>
    );
  }
  const choices =
    view === undefined || !mayWrite || view.voided ? [] : actChoices(definition, user.roles, [view.data]);
  const report = choices.find((choice) => choice.kind === 'transition' && choice.transition.reports === true);
  return (
    <section className="page" aria-label={definition.label}>
      <Title definition={definition} view={view}>
        {choices.length === 0 ? null : (
          <Dropdown
            trigger={['click']}
            menu={{
              items: choices.map((choice) => ({ key: choice.key, label: choice.label })),
              onClick: ({ key }) => {
                setAct(choices.find((choice) => choice.key === key));
              },
            }}
          >
            <Button>{actsLabel}</Button>
          </Dropdown>
        )}
        {view === undefined ? null : props.tools}
        {id === undefined ? null : (
          <>
            <Button
              disabled={neighbours.previous === undefined}
              onClick={() => {
                neighbours.go(neighbours.previous, onOpen);
              }}
            >
              上一{definition.countWord}
            </Button>
            <Button
              disabled={neighbours.next === undefined}
              onClick={() => {
                neighbours.go(neighbours.next, onOpen);
              }}
            >
              下一{definition.countWord}
            </Button>
          </>
        )}
      </Title>
      <div className="detail">
        <RecordEditor
          key={id ?? 'new'}
          definition={definition}
          view={view}
          organisation={view?.organisation ?? organisation}
          draftId={id ?? newId(organisation)}
          draft={
            opened.draft !== undefined && Object.keys(opened.draft.data).length > 0 ? opened.draft : undefined
          }
          lastUsed={lastUsed}
          readOnly={!mayWrite || view?.voided === true}
          focusOn={focusOn}
          savedAt={props.savedAt}
          reportLabel={report?.label}
          onSaved={(saved) => {
            if (id === undefined) props.onCreated(saved);
            else reload();
          }}
          onReport={() => {
            setAct(report);
          }}
          onOpenOther={onOpen}
        />
        {view === undefined ? null : (
          <HistoryPanel definition={definition} lines={opened.history} reach={reach} />
        )}
      </div>
      {act === undefined || id === undefined ? null : (
        <ActDialog
          definition={definition}
          act={act}
          ids={[id]}
          onClose={() => {
            setAct(undefined);
            reload();
          }}
        />
      )}
    </section>
  );
}

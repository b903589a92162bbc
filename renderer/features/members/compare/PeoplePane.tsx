import { Button, Checkbox, Select } from 'antd';
import { useRef, useState } from 'react';
import type { PeopleFilter, PeopleList, PersonView } from '../../../records/compare/views.ts';
import { sources } from '../../../records/compare/types.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import { actChoices } from '../../../records/acts/choices.ts';
import type { ActChoice } from '../../../records/acts/choices.ts';
import { ActDialog } from '../../../records/acts/ActDialog.tsx';
import type { ActDone } from '../../../records/compare/session.ts';
import { storeFor } from '../../../records/import/client.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { shortPath } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { PagedTable } from '../import/PagedTable.tsx';
import type { PagedColumn } from '../import/PagedTable.tsx';
import type { PaneProps } from './desk.ts';
import { useTicks } from './useTicks.ts';

interface PeoplePaneProps extends PaneProps {
  readonly list: PeopleList;
  readonly filter: PeopleFilter;
  readonly onFilter: (filter: PeopleFilter) => void;
}

/** 在厂未入会, or 已离职会籍未转: where each person stands in each list, and the steps for those in our books. */
export function PeoplePane(props: PeoplePaneProps) {
  const { definition, session, report, version, list, filter, busy } = props;
  const { store, user } = useWorkspace();
  const [act, setAct] = useState<ActChoice>();
  /** What the open dialog has done: its closing is another render than its act. */
  const done = useRef<ActDone | undefined>(undefined);
  const total = report[list][filter];
  const ticks = useTicks(`${list} ${filter} ${version}`, total);
  const labels = sourceLabels(definition);
  const word = definition.countWord;
  const { register } = definition;
  const offered = list === 'notJoined' ? [register?.enrol] : (register?.release ?? []);
  const acts = actChoices(definition, user.roles, undefined).filter(
    (choice) => choice.kind === 'transition' && offered.includes(choice.name),
  );
  useStatusLine([
    { text: listTitles[list], value: count(total), after: word },
    ...(ticks.count > 0 ? [{ text: '已选', value: count(ticks.count), after: word }] : []),
  ]);
  const filters: readonly (readonly [PeopleFilter, string])[] = [
    ['all', '全部'],
    ['ready', list === 'notJoined' ? '档案里有、未入会的' : '档案里有的'],
    ['notInBooks', '档案里没有的'],
    ...(report.rows.register === undefined ? [] : [['registerLacks', `${labels.register}里没有的`] as const]),
  ];
  const given = sources.filter((source) => report.rows[source] !== undefined);
  const fieldLabel = (key: string | undefined): string => definition.fields[key ?? '']?.label ?? '';
  const columns: readonly PagedColumn<PersonView>[] = [
    {
      key: 'tick',
      label: '选',
      width: 40,
      render: (row) => (
        <Checkbox
          aria-label={`选 ${row.title} ${row.subtitle}`}
          checked={ticks.has(row.identity)}
          onChange={(event) => {
            ticks.set(row.identity, event.target.checked);
          }}
        />
      ),
    },
    {
      key: 'subtitle',
      label: fieldLabel(definition.subtitleField),
      width: 84,
      render: (row) => row.subtitle,
    },
    { key: 'title', label: fieldLabel(definition.titleField), width: 100, render: (row) => row.title },
    {
      key: 'tree',
      label: fieldLabel(definition.treeField),
      width: 150,
      render: (row) => <span title={row.tree}>{shortPath(row.tree)}</span>,
    },
    ...given.map((source): PagedColumn<PersonView> => ({
      key: source,
      label: labels[source],
      width: source === 'ours' ? 140 : 100,
      render: (row) => <span title={row.says[source]}>{row.says[source]}</span>,
    })),
  ];
  return (
    <>
      <div className="pane-head">
        <h2>
          {listTitles[list]}：{count(total)} {word}
        </h2>
        <p className="quiet">
          {list === 'notJoined'
            ? `在职，${report.rows.register === undefined ? '' : `${labels.register}里没有，或者`}档案里不是会员。档案里没有的人，先导入花名册再办入会。`
            : '不在人事名单里或已经离职，会籍还在。不办理，人和会籍都原样留着。'}
        </p>
      </div>
      <div className="strip" role="group" aria-label="怎么办理">
        <Select<PeopleFilter>
          size="small"
          aria-label="只看哪些人"
          value={filter}
          popupMatchSelectWidth={false}
          options={filters.map(([value, label]) => ({
            value,
            label: `${label} ${count(report[list][value])} ${word}`,
          }))}
          onChange={props.onFilter}
        />
        <span>{ticks.count === 0 ? '勾上要办的人' : `已选 ${count(ticks.count)} ${word}`}</span>
        {acts.map((choice) => (
          <Button
            key={choice.key}
            size="small"
            disabled={ticks.count === 0 || busy}
            onClick={() => {
              setAct(choice);
            }}
          >
            {choice.label}…
          </Button>
        ))}
        <div className="grow" />
        <Button
          size="small"
          type="link"
          disabled={total === 0}
          onClick={() => {
            ticks.everybody(ticks.count < total);
          }}
        >
          {ticks.count === total && total > 0 ? '一个也不选' : `全选这 ${count(total)} ${word}`}
        </Button>
        <Button size="small" disabled={total === 0} onClick={props.onExport}>
          导出表格
        </Button>
      </div>
      <PagedTable<PersonView>
        key={`${list} ${filter}`}
        label={listTitles[list]}
        total={total}
        version={`${filter} ${version}`}
        columns={columns}
        load={(offset, limit) => session.people(list, filter, offset, limit)}
      />
      {act?.kind === 'transition' ? (
        <ActDialog
          definition={definition}
          act={act}
          ids={[]}
          people={ticks.count}
          perform={async (fields) => {
            const answer = await props.run('正在写入', (progress) =>
              session.step(
                storeFor(store),
                { list, filter, chosen: ticks.chosen },
                { name: act.name, fields },
                progress,
              ),
            );
            done.current = answer.ok ? answer.value : undefined;
            return answer;
          }}
          onClose={(news) => {
            setAct(undefined);
            if (news !== undefined && done.current !== undefined) props.onDone(news, done.current);
            done.current = undefined;
          }}
        />
      ) : null}
    </>
  );
}

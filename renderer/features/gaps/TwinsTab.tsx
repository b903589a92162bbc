import { Button, Radio } from 'antd';
import { useState } from 'react';
import type { RecordDefinition, TwinRule } from '../../../domain/records/definition.ts';
import { twinRulesOf } from '../../../domain/records/twinRules.ts';
import { useStoreEvents } from '../../records/ui/events.ts';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../records/ui/statusLine.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showMasked } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { organisationName, organisationsOf, useWorkspace } from '../../records/ui/workspace.tsx';
import type { TwinGroup } from '../../store/twinsPort.ts';
import { SideBySide } from './SideBySide.tsx';

interface TabProps {
  readonly definition: RecordDefinition;
  readonly mayWrite: boolean;
}

const step = 50;
const namesShown = 4;

/** 疑似重复: who shares what is one person's. Nothing is merged; a clerk tells apart or voids the one too many. */
export function TwinsTab({ definition, mayWrite }: TabProps) {
  const workspace = useWorkspace();
  const { store, events } = workspace;
  const organisations = organisationsOf(workspace);
  const rules = twinRulesOf(definition);
  const [key, setKey] = useState(rules[0]?.key ?? '');
  const [limit, setLimit] = useState(step);
  const [open, setOpen] = useState<TwinGroup>();
  const [news, setNews] = useState<{ readonly tone: 'ok' | 'error'; readonly words: string }>();
  const { type, countWord: word } = definition;
  const [counts, reloadCounts] = useLoaded(() =>
    Promise.all(rules.map(({ key: rule }) => store.twins({ type, organisations, rule }, 0, 0))),
  );
  const [found, reload] = useLoaded(
    () => store.twins({ type, organisations, rule: key }, 0, limit),
    `${key}/${limit}`,
  );
  useStoreEvents(events, (event) => {
    if (event.kind !== 'records' || event.type !== type) return;
    reloadCounts();
    reload();
  });
  useStatusLine(
    found === undefined
      ? []
      : [{ text: '疑似重复', value: count(found.groups), after: `组，${count(found.records)} ${word}` }],
  );
  const rule = rules.find((each) => each.key === key);
  if (rule === undefined || counts === undefined || found === undefined) return null;
  const told = news === undefined ? null : <Sentence tone={news.tone}>{news.words}</Sentence>;
  if (open !== undefined)
    return (
      <div className="gaps-main">
        {told}
        <SideBySide
          definition={definition}
          rule={rule}
          group={open}
          mayWrite={mayWrite}
          onClose={(next) => {
            setOpen(undefined);
            setNews(next);
          }}
        />
      </div>
    );
  return (
    <div className="gaps-main">
      {told}
      <Radio.Group
        className="gaps-rules"
        aria-label="怎样算重复"
        value={key}
        options={rules.map((each, at) => ({
          value: each.key,
          label: `${each.label}（${count(counts[at]?.groups ?? 0)} 组）`,
        }))}
        onChange={(event) => {
          setKey(String(event.target.value));
          setLimit(step);
          setNews(undefined);
        }}
      />
      {found.apart === 0 ? null : (
        <p className="quiet">另有 {count(found.apart)} 组在本机标过不是同一个，不再列出。</p>
      )}
      {found.groups === 0 ? (
        <div className="nothing">
          <p className="nothing-lead">没有{rule.label}的。</p>
        </div>
      ) : (
        <NumberedTable
          heads={[
            ...rule.fields.map((each) => definition.fields[each]?.label ?? each),
            { label: `${word}数`, number: true },
            '哪些',
            { label: '办理', unseen: true },
          ]}
        >
          {found.page.map((group, index) => (
            <Line
              key={group.ids.join()}
              {...{ definition, rule, group }}
              number={index + 1}
              onOpen={() => {
                setNews(undefined);
                setOpen(group);
              }}
            />
          ))}
        </NumberedTable>
      )}
      {found.groups > found.page.length ? (
        <Button
          onClick={() => {
            setLimit(limit + step);
          }}
        >
          再看 {step} 组（共 {count(found.groups)} 组）
        </Button>
      ) : null}
    </div>
  );
}

interface LineProps {
  readonly definition: RecordDefinition;
  readonly rule: TwinRule;
  readonly group: TwinGroup;
  readonly number: number;
  readonly onOpen: () => void;
}

function Line({ definition, rule, group, number, onOpen }: LineProps) {
  const workspace = useWorkspace();
  const { titleField, subtitleField } = definition;
  const severalUnits = workspace.scope.organisations.length > 1;
  const first = group.rows[0];
  const people = group.rows.slice(0, namesShown).map((row) => {
    const title = String(row.values[titleField] ?? '');
    const subtitle = subtitleField === undefined ? '' : String(row.values[subtitleField] ?? '');
    const unit = severalUnits ? organisationName(workspace, row.organisation) : '';
    return [title, subtitle, unit].filter((part) => part !== '').join(' ');
  });
  return (
    <tr>
      <td className="row-number">{number}</td>
      {rule.fields.map((key) => {
        const field = definition.fields[key];
        return <td key={key}>{field === undefined ? '' : showMasked(field, first?.values[key])}</td>;
      })}
      <td className="number">{count(group.ids.length)}</td>
      <td>
        {people.join('、')}
        {group.ids.length > namesShown ? ` 等` : ''}
      </td>
      <td>
        <Button size="small" aria-label={`并排看第 ${number} 组`} onClick={onOpen}>
          并排看
        </Button>
      </td>
    </tr>
  );
}

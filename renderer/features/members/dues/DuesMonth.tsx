import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { moneyInWords } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import type { ImportSummary } from '../../../store/port.ts';
import { LastImports } from '../import/LastImports.tsx';
import { UndoDialog } from '../import/UndoDialog.tsx';
import { DuesExport } from './DuesExport.tsx';
import { DuesFigures } from './DuesFigures.tsx';
import { DuesTable } from './DuesTable.tsx';
import { RegisterDialog } from './RegisterDialog.tsx';
import { useDues } from './useDues.ts';
import type { DuesFigures as Figures, DuesGroup } from './work/ledger.ts';
import { groupWords, monthWords } from './words.ts';

interface DuesMonthProps {
  readonly organisation: string;
  readonly definition: RecordDefinition;
  readonly month: string;
  readonly mayWrite: boolean;
}

const lostWords = '算会费的程序中途停了。记过的都在，没有丢。请离开这一页再进来。';

/** Figures, people, and what can be done with those chosen. */
export function DuesMonth({ organisation, definition, month, mayWrite }: DuesMonthProps) {
  const { loaded, lost } = useDues(organisation, month);
  const [group, setGroup] = useState<DuesGroup>('paying');
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'register' | 'export' | 'acts'>();
  const [news, setNews] = useState<{ readonly text: string; readonly act?: ImportSummary }>();
  const [undoing, setUndoing] = useState<ImportSummary>();
  const wish = { group, words: words.trim() };
  const version = `${String(loaded?.turn ?? 0)} ${group} ${wish.words}`;
  const driver = loaded?.handle.ledger;
  const [total] = useLoaded(async () => (driver === undefined ? 0 : driver.count(wish)), version);
  const shown = total ?? 0;
  const since = loaded?.figures.since;
  useStatusLine([
    { text: groupWords[group], value: count(shown), after: '人' },
    ...(chosen.size > 0 ? [{ text: '已选', value: count(chosen.size), after: '人' }] : []),
    ...(since === undefined ? [] : [{ text: `欠缴从 ${monthWords(since)}算起` }]),
  ]);
  if (lost) return <Sentence tone="error">{lostWords}</Sentence>;
  if (loaded === undefined)
    return (
      <p className="nothing quiet" role="status">
        正在算会费……
      </p>
    );
  const { handle, figures } = loaded;
  return (
    <>
      {figures.doubled === 0 ? null : (
        <Sentence tone="wait" action={<Link to="/records/duesYear">去看明细</Link>}>
          有 {count(figures.doubled)}{' '}
          份会费明细和另一份是同一人、同一年（两台电脑各记了一份）。钱没有重复算；请在明细里把多的一份抄到另一份后作废。
        </Sentence>
      )}
      {news === undefined ? null : (
        <Sentence
          tone="ok"
          action={
            news.act === undefined ? null : (
              <Button
                size="small"
                onClick={() => {
                  setUndoing(news.act);
                }}
              >
                撤回
              </Button>
            )
          }
        >
          {news.text}
        </Sentence>
      )}
      <DuesFigures figures={figures} group={group} onGroup={setGroup} />
      <div className="strip" role="group" aria-label="选人和办理">
        <Input
          className="dues-search"
          size="small"
          allowClear
          aria-label="在名单里找"
          placeholder="工号、姓名、部门"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
          }}
        />
        <span className="grow ellipsis">
          {chosen.size === 0 ? '点行选人（Ctrl、Shift 选多个）' : `已选 ${count(chosen.size)} 人`}
        </span>
        {mayWrite ? (
          <>
            <Button
              size="small"
              onClick={() => {
                if (chosen.size > 0) setChosen(new Set());
                else void handle.ledger.ids(wish).then((ids) => setChosen(new Set(ids)));
              }}
            >
              {chosen.size > 0 ? '不选了' : `全选这 ${count(shown)} 人`}
            </Button>
            <Button
              size="small"
              disabled={chosen.size === 0}
              onClick={() => {
                setDialog('register');
              }}
            >
              登记已缴
            </Button>
            <Button
              size="small"
              aria-expanded={dialog === 'acts'}
              onClick={() => {
                setDialog(dialog === 'acts' ? undefined : 'acts');
              }}
            >
              {dialog === 'acts' ? '收起记录' : '导入和登记记录'}
            </Button>
          </>
        ) : null}
        <Button
          size="small"
          onClick={() => {
            setDialog('export');
          }}
        >
          导出明细表
        </Button>
      </div>
      {dialog === 'acts' ? (
        <div className="page-scroll">
          <LastImports definition={definition} />
          <LastImports definition={definition} acts />
        </div>
      ) : shown === 0 ? (
        <p className="nothing quiet">{emptyWords(group, wish.words, figures)}</p>
      ) : (
        <DuesTable
          driver={handle.ledger}
          wish={wish}
          total={shown}
          version={version}
          chosen={chosen}
          onChosen={setChosen}
        />
      )}
      {dialog === 'register' ? (
        <RegisterDialog
          handle={handle}
          month={month}
          ids={[...chosen]}
          onClose={(outcome) => {
            setDialog(undefined);
            if (outcome === undefined) return;
            setChosen(new Set());
            setNews({
              text: `刚才登记 ${count(outcome.people)} 人已缴 ${moneyInWords(outcome.cents)} 元，已保存在本机。`,
              ...(outcome.act === undefined ? {} : { act: outcome.act }),
            });
          }}
        />
      ) : null}
      {dialog === 'export' ? (
        <DuesExport
          definition={definition}
          organisation={organisation}
          handle={handle}
          wish={wish}
          month={month}
          onClose={(text) => {
            setDialog(undefined);
            if (text !== undefined) setNews({ text });
          }}
        />
      ) : null}
      {undoing === undefined ? null : (
        <UndoDialog
          definition={definition}
          summary={undoing}
          onClose={() => {
            setUndoing(undefined);
            setNews(undefined);
          }}
        />
      )}
    </>
  );
}

function emptyWords(group: DuesGroup, words: string, { people, since, month }: Figures): string {
  if (words !== '') return `名单里没有找到“${words}”。`;
  if (people.paying === 0)
    return '这个月没有要缴会费的会员。会员在花名册里办入会以后，从入会那个月起列在这里。';
  switch (group) {
    case 'paid':
      return '这个月还没有人缴。点右上角“导入工资表”，或选中人登记已缴。';
    case 'owing':
      return since === undefined || since > month
        ? '这个月还没有开始记会费，算不出欠缴。导入一份工资表以后，从那个月算起。'
        : '没有人欠缴。';
    default:
      return '每个人都有基数或约定金额。';
  }
}

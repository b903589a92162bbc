import { Button, Input, Radio, Select } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { openImport } from '../../../records/import/client.ts';
import type { Target } from '../../../records/import/layout/mapping.ts';
import type { Block } from '../../../records/paste/block.ts';
import { blockOf, cellsOf } from '../../../records/paste/block.ts';
import { PageHead } from '../../../records/ui/PageHead.tsx';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { count } from '../../../records/ui/words.ts';
import { useDefinition, useMayWrite, useWorkspace } from '../../../records/ui/workspace.tsx';
import { NotHere } from '../../records/ListPage.tsx';
import type { OpenImport } from '../import/driver.ts';
import { choicesFor } from '../import/Questions.tsx';
import { PasteGrid } from './PasteGrid.tsx';
import type { PasteSheet } from './sheet.ts';
import { blankSheet, joined, mostRows, sheetOf } from './sheet.ts';
import { firstLine, usePaste } from './usePaste.ts';

interface PasteProps {
  readonly definition: RecordDefinition;
  readonly open: OpenImport;
}

const staying = new Set(['refused', 'ask', 'twice']);

/** 粘贴录入 (K30): a block from WPS, judged like an import; what cannot be written stays with its reason. */
export function Paste({ definition, open }: PasteProps) {
  const { scope, unit } = useWorkspace();
  const several = scope.organisations.length > 1 && unit === undefined;
  const [other, setOther] = useState<string>();
  const organisation = unit ?? (several ? other : scope.office.id);
  const [sheet, setSheet] = useState<PasteSheet>();
  const [targets, setTargets] = useState<ReadonlyMap<number, Target>>(new Map());
  const [states, setStates] = useState<Readonly<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string>();
  const [news, setNews] = useState<string>();
  const wishes = useMemo(() => ({ targets, states }), [targets, states]);
  const paste = usePaste(definition, open, organisation, sheet, wishes);
  const { judged } = paste;
  const word = definition.countWord;

  const take = (block: Block): void => {
    const next = sheetOf(definition, block);
    const whole = sheet === undefined ? next : joined(sheet, next, next.rows.length < block.length);
    if (next.rows.length === 0) setRefusal('粘贴的内容里没有表格的行。请在 WPS 里选中几行再复制。');
    else if (whole === undefined)
      setRefusal('这一块的列和上面不一样，没有接上。请先写入或清空上面的，再粘贴。');
    else if (whole.rows.length > mostRows)
      setRefusal(
        `一次最多 ${mostRows} 行，这里有 ${count(whole.rows.length)} 行，没有读取。请存成表格，用“导入花名册”。`,
      );
    else {
      setRefusal(undefined);
      setNews(undefined);
      if (sheet === undefined) setTargets(new Map());
      setSheet(whole);
    }
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const block = event.clipboardData === null ? [] : blockOf(event.clipboardData);
      const inside = event.target instanceof Element && event.target.closest('.paste-grid input') !== null;
      // One word pasted into one box is just that.
      if (block.length === 0 || (inside && block.length === 1 && block[0]?.length === 1)) return;
      event.preventDefault();
      latest.current(block);
    };
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('paste', onPaste);
    };
  }, []);

  const edit = useCallback((change: (rows: Block) => Block) => {
    setSheet((old) => (old === undefined ? old : { ...old, rows: change(old.rows) }));
  }, []);
  const onCell = useCallback(
    (row: number, column: number, text: string) => {
      edit((rows) =>
        rows.map((cells, at) =>
          at === row ? cells.map((cell, index) => (index === column ? text : cell)) : cells,
        ),
      );
    },
    [edit],
  );
  const onRemove = useCallback(
    (row: number) => {
      edit((rows) => rows.filter((_, at) => at !== row));
    },
    [edit],
  );
  const clear = (): void => {
    setSheet(undefined);
    setRefusal(undefined);
  };
  const will = judged?.report.willWrite;
  const total = will === undefined ? 0 : will.created + will.edited + will.steps;
  const write = async (): Promise<void> => {
    const lines = judged?.lines;
    const written = await paste.write();
    if (written === undefined || sheet === undefined) return;
    const rest = sheet.rows.filter((_, at) => staying.has(lines?.get(at + firstLine)?.verdict ?? ''));
    setSheet(rest.length === 0 ? undefined : { ...sheet, rows: rest });
    setNews(
      `已写入：新增 ${count(written.created)} ${word}，改动 ${count(written.changed)} ${word}，已保存在本机。${rest.length === 0 ? '' : `还有 ${count(rest.length)} 行没有写，留在下面，改好再写。`}`,
    );
  };
  useStatusLine(
    judged === undefined
      ? []
      : [
          { text: '粘贴', value: count(sheet?.rows.length ?? 0), after: '行' },
          { text: '新增', value: count(judged.report.counts.new), after: word },
          { text: '不能录入', value: count(judged.report.counts.refused), after: '行' },
        ],
  );
  return (
    <section className="page" aria-label="粘贴录入">
      <PageHead title="粘贴录入" back={{ to: '/members/import', label: '导入花名册' }}>
        {several ? (
          <Select<string>
            aria-label="录到哪个单位"
            className="place-unit"
            placeholder="请先选单位"
            {...(other === undefined ? {} : { value: other })}
            showSearch={{ optionFilterProp: 'label' }}
            options={scope.organisations.map((each) => ({ value: each.id, label: each.name }))}
            onChange={setOther}
          />
        ) : null}
      </PageHead>
      {refusal === undefined ? null : <Sentence tone="error">{refusal}</Sentence>}
      {paste.trouble === undefined ? null : <Sentence tone="error">{paste.trouble}</Sentence>}
      {news === undefined ? null : (
        <Sentence tone="ok" action={<Link to="/members/import">要撤回，到“导入花名册”</Link>}>
          {news}
        </Sentence>
      )}
      {sheet === undefined ? (
        <div className="page-scroll">
          <div className="file-step">
            <div className="drop-sheet">
              <p className="nothing-lead">在 WPS、Excel 或微信里选中几行复制，回到这里按 Ctrl+V。</p>
              <p className="quiet">
                最多 {mostRows} 行，有没有列名都行。先核对给您看，点“写入”以前什么都不写。
              </p>
              <Input.TextArea
                aria-label="粘贴到这里"
                autoFocus
                rows={3}
                value=""
                onChange={(event) => {
                  const block = cellsOf(event.target.value);
                  if (block.length > 0) take(block);
                }}
              />
              <Button
                onClick={() => {
                  setNews(undefined);
                  setTargets(new Map());
                  setSheet(blankSheet(definition));
                }}
              >
                从空白表格开始填
              </Button>
            </div>
          </div>
        </div>
      ) : (
        <>
          <div className="strip" role="region" aria-label="新来的这些人">
            {(paste.preview?.stateQuestions ?? []).map((question) => (
              <span key={question.field} className="paste-question">
                <span id={`paste-${question.field}`}>新来的这些人</span>
                <Radio.Group
                  aria-labelledby={`paste-${question.field}`}
                  value={states[question.field] ?? (question.hasColumn ? '' : question.start)}
                  options={choicesFor(question.field, question.start, question.hasColumn, definition).map(
                    (each) => ({ ...each }),
                  )}
                  onChange={(event) => {
                    const code = String(event.target.value);
                    setStates(code === '' ? {} : { [question.field]: code });
                  }}
                />
              </span>
            ))}
            <div className="grow" />
            <Button
              size="small"
              disabled={sheet.rows.length >= mostRows}
              onClick={() => {
                edit((rows) => [...rows, sheet.headers.map(() => '')]);
              }}
            >
              加一行
            </Button>
            <Button size="small" onClick={clear}>
              清空
            </Button>
          </div>
          <PasteGrid
            definition={definition}
            sheet={sheet}
            columns={paste.preview?.columns ?? []}
            judged={judged}
            onTarget={(index, target) => {
              setTargets((old) => new Map([...old, [index, target]]));
            }}
            onCell={onCell}
            onRemove={onRemove}
          />
          <footer className="save-bar">
            <div className="grow">
              <b>现在还没有写入任何内容。</b>
              {organisation === undefined ? ' 请先在右上角选单位。' : ''}
            </div>
            <Button
              type="primary"
              loading={paste.busy}
              disabled={judged === undefined || total === 0}
              onClick={() => void write()}
            >
              写入 {count(total)} {word}
            </Button>
          </footer>
        </>
      )}
    </section>
  );
}

/** `/members/import/paste` */
export function PastePage() {
  const definition = useDefinition('member');
  const mayWrite = useMayWrite('general');
  if (definition === undefined || !mayWrite) return <NotHere />;
  return <Paste definition={definition} open={openImport} />;
}

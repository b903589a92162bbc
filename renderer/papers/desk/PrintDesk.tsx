import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { HostFailure, PrintOutcome } from '../../host/host.ts';
import { PageHead } from '../../records/ui/PageHead.tsx';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { papersOf } from '../registry.ts';
import { OrderPane } from './OrderPane.tsx';
import { Preview } from './Preview.tsx';
import type { Zoom } from './Preview.tsx';
import { PrintBar } from './PrintBar.tsx';
import type { Range } from './PrintBar.tsx';
import { PrintRun } from './PrintRun.tsx';
import { layOut, wishFor } from './order.ts';
import type { Chosen, LaidOut, Wish } from './order.ts';

/** Pages one printing may hold: 8,000 people of a roster, and not so many that the document grows beyond an office PC. */
export const mostPages = 500;

interface PrintDeskProps {
  readonly definition: RecordDefinition;
  readonly chosen: Chosen;
  readonly onClose: () => void;
}

interface News {
  readonly tone: 'ok' | 'error' | 'plain';
  readonly words: string;
}

function newsOf(outcome: Result<PrintOutcome, HostFailure>, to: 'printer' | 'pdf', pages: number): News {
  if (!outcome.ok) return { tone: 'error', words: outcome.error.message };
  switch (outcome.value) {
    case 'done':
      return {
        tone: 'ok',
        words: to === 'pdf' ? `已存成 PDF，${count(pages)} 页。` : `已交给打印机 ${count(pages)} 页。`,
      };
    case 'cancelled':
      return { tone: 'plain', words: '没有印，排好的页都在。' };
    case 'unknown':
      return { tone: 'plain', words: '打印窗口关上了；没有印出来的话，再点一次“打印”。' };
  }
}

/** The desk on which papers are chosen, looked at and printed. It stands in place of the page it was opened from. */
export function PrintDesk({ definition, chosen, onClose }: PrintDeskProps) {
  const workspace = useWorkspace();
  const { host } = workspace;
  const [papers] = useState(() => papersOf(definition.type));
  const [wish, setWish] = useState<Wish | undefined>(() => papers[0] && wishFor(papers[0]));
  const [laidOut, setLaidOut] = useState<LaidOut>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [news, setNews] = useState<News>();
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [page, setPage] = useState(1);
  const [range, setRange] = useState<Range>({ from: 1, to: 1 });
  const [running, setRunning] = useState<'printer' | 'pdf'>();
  /** Rises when the clerk withdraws or asks anew: an answer of an older turn is nobody's any more. */
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  if (wish === undefined) return null;
  const word = definition.countWord;

  const change = (next: Wish): void => {
    setWish(next);
    setLaidOut(undefined);
    setTrouble(undefined);
    setNews(undefined);
  };
  const onLayOut = async (): Promise<void> => {
    if (wish.copies === undefined && wish.reason.trim() === '') {
      setTrouble('请写一句用途，会记入操作日志。');
      return;
    }
    turn.current += 1;
    const own = turn.current;
    setTrouble(undefined);
    setNews(undefined);
    setBusy(true);
    const done = await layOut(workspace, definition, chosen, wish, new Date());
    if (own !== turn.current) return;
    setBusy(false);
    if (!done.ok) {
      setTrouble(done.error.message);
      return;
    }
    setLaidOut(done.value);
    setPage(1);
    setRange({ from: 1, to: Math.max(1, Math.min(done.value.pages.length, mostPages)) });
  };
  const start = (to: 'printer' | 'pdf'): void => {
    if (range.to < range.from) {
      setNews({ tone: 'error', words: '页码前后反了，还没有印。请把“到”填得不小于“从”。' });
    } else if (range.to - range.from >= mostPages) {
      setNews({
        tone: 'error',
        words: `一次最多印 ${count(mostPages)} 页，还没有印。请分几次，先印第 ${count(range.from)} 到 ${count(range.from + mostPages - 1)} 页。`,
      });
    } else {
      setNews(undefined);
      setRunning(to);
    }
  };
  const nothing = laidOut === undefined || laidOut.pages.length === 0 || running !== undefined;
  const printed = laidOut?.pages.slice(range.from - 1, range.to) ?? [];
  // A file's name must not tell whom it is about.
  const fileName = `${wish.paper.title}.pdf`;
  return (
    <section className="page print-desk" aria-label="打印">
      <PageHead
        title="打印"
        note={
          chosen.total === 1 ? `1 ${word}，印已保存的内容` : `${count(chosen.total)} ${word}，印已保存的内容`
        }
      >
        <Button onClick={onClose}>返回</Button>
        {/* A browser saves a PDF from its print dialog; a button of ours would open the same one. */}
        {host.kind === 'browser' ? null : (
          <Button
            disabled={nothing}
            onClick={() => {
              start('pdf');
            }}
          >
            另存为 PDF
          </Button>
        )}
        <Button
          type="primary"
          disabled={nothing}
          onClick={() => {
            start('printer');
          }}
        >
          {laidOut === undefined || laidOut.pages.length === 0
            ? '打印'
            : `打印 ${count(Math.max(0, range.to - range.from + 1))} 页`}
        </Button>
      </PageHead>
      <div className="print-body">
        <OrderPane
          definition={definition}
          papers={papers}
          wish={wish}
          total={chosen.total}
          busy={busy}
          trouble={trouble}
          onWish={change}
          onLayOut={() => void onLayOut()}
          onCancel={() => {
            turn.current += 1;
            setBusy(false);
          }}
        />
        <div className="print-side">
          {laidOut === undefined ? (
            <p className="quiet print-nothing">还没有排。选好左边的，点“排好看样”；看好了再印。</p>
          ) : (
            <>
              {laidOut.refused === 0 ? null : (
                <Sentence tone="wait">
                  {count(laidOut.refused)} {word}
                  {laidOut.paper.refuses?.words}，没有排进去；其余 {count(laidOut.people)} {word}在下面。
                </Sentence>
              )}
              {laidOut.pages.length === 0 ? null : (
                <PrintBar
                  pages={laidOut.pages.length}
                  page={page}
                  about={laidOut.people === 0 ? '' : `，${count(laidOut.people)} ${word}`}
                  zoom={zoom}
                  range={range}
                  onZoom={setZoom}
                  onRange={setRange}
                />
              )}
              {news === undefined ? null : <Sentence tone={news.tone}>{news.words}</Sentence>}
              {running === undefined ? null : (
                <PrintRun
                  laidOut={laidOut}
                  pages={printed}
                  print={() =>
                    running === 'pdf'
                      ? host.savePdf(fileName, laidOut.paper.sheet)
                      : host.print(laidOut.paper.sheet)
                  }
                  onEnd={(outcome) => {
                    setRunning(undefined);
                    setNews(newsOf(outcome, running, printed.length));
                  }}
                  onCancel={() => {
                    setRunning(undefined);
                    setNews({ tone: 'plain', words: '已取消，没有印；排好的页都在。' });
                  }}
                />
              )}
              {laidOut.pages.length === 0 ? (
                laidOut.refused > 0 ? null : (
                  <p className="quiet print-nothing">没有可以印的{word === '人' ? '人' : '内容'}。</p>
                )
              ) : (
                <Preview key={laidOut.stamp} laidOut={laidOut} zoom={zoom} onPage={setPage} />
              )}
            </>
          )}
        </div>
      </div>
    </section>
  );
}

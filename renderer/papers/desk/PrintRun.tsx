import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { HostFailure, PrintOutcome } from '../../host/host.ts';
import type { Result } from '../../../domain/result.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import { count } from '../../records/ui/words.ts';
import { Sheet } from '../sheet/Sheet.tsx';
import type { PaperPage } from '../paper.ts';
import type { LaidOut } from './order.ts';

/** Pages made between two pictures of the screen: small enough that a key is answered at once. */
const step = 8;

interface PrintRunProps {
  readonly laidOut: LaidOut;
  readonly pages: readonly PaperPage[];
  readonly print: () => Promise<Result<PrintOutcome, HostFailure>>;
  readonly onEnd: (outcome: Result<PrintOutcome, HostFailure>) => void;
  readonly onCancel: () => void;
}

/**
 * Makes the pages for the printer, step by step, beside everything else in the document: the style sheet prints this and
 * hides the rest (decision 0010). They are gone as soon as the printer or the PDF has them.
 */
export function PrintRun({ laidOut, pages, print, onEnd, onCancel }: PrintRunProps) {
  const [built, setBuilt] = useState(step);
  const [place] = useState(() => {
    const element = document.createElement('div');
    element.className = 'print-sheets';
    return element;
  });
  const told = useRef({ print, onEnd });
  useEffect(() => {
    told.current = { print, onEnd };
  });
  useEffect(() => {
    document.body.append(place);
    return () => {
      place.remove();
    };
  }, [place]);
  const ready = built >= pages.length;
  useEffect(() => {
    if (ready) return undefined;
    const timer = setTimeout(() => {
      setBuilt((old) => old + step);
    });
    return () => {
      clearTimeout(timer);
    };
  }, [built, ready]);
  useEffect(() => {
    if (!ready) return undefined;
    let stopped = false;
    const run = async (): Promise<void> => {
      await document.fonts?.ready;
      // Withdrawn, or the office was locked, while the fonts came: nothing may be printed then.
      if (stopped) return;
      const outcome = await told.current.print();
      if (!stopped) told.current.onEnd(outcome);
    };
    void run();
    return () => {
      stopped = true;
    };
  }, [ready]);
  return (
    <>
      <Sentence
        tone="plain"
        action={
          ready ? undefined : (
            <Button size="small" onClick={onCancel}>
              取消
            </Button>
          )
        }
      >
        {ready
          ? '正在交给打印机…'
          : `正在排 ${count(Math.min(built, pages.length))} / ${count(pages.length)} 页`}
      </Sentence>
      {createPortal(
        pages
          .slice(0, built)
          .map((page) => (
            <Sheet key={page.key} page={page} orientation={laidOut.paper.sheet} stamp={laidOut.stamp} />
          )),
        place,
      )}
    </>
  );
}

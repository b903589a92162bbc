import { openSheets } from './open.ts';
import { RowPacker } from './pack.ts';
import { ReadStop, settleRead } from './port.ts';
import { blocksAhead } from './wire.ts';
import type { PackedRows } from './pack.ts';
import type { SheetSource } from './port.ts';
import type { Asked, MergedAnswer, OpenAnswer, ReaderQuestion, RowsAnswer, RowsWish } from './wire.ts';

/** Answers as a reader: one file is open at a time, its rows go out packed and no faster than they are taken. */
export function serveReader(): (asked: Asked) => Promise<void> {
  let source: SheetSource | undefined;
  return async ({ question, answers }) => {
    if (question.kind === 'open') {
      const opened = await openSheets(question.file, question.limits, question.password);
      source = opened.ok ? opened.value : undefined;
      const answer: OpenAnswer = opened.ok
        ? {
            ok: true,
            value: {
              format: opened.value.format,
              sheets: opened.value.sheets,
              canMerge: opened.value.merged !== undefined,
            },
          }
        : opened;
      answers.postMessage(answer);
      answers.close();
    } else if (source && question.kind === 'merged') await giveMerged(source, question.sheet, answers);
    else if (source && question.kind === 'rows') await giveRows(source, question, answers);
  };
}

async function giveMerged(source: SheetSource, sheet: number, answers: MessagePort): Promise<void> {
  const stopper = new AbortController();
  answers.onmessage = () => {
    stopper.abort();
  };
  const answer: MergedAnswer = await settleRead(async () => source.merged?.(sheet, stopper.signal) ?? []);
  answers.postMessage(answer);
  answers.close();
}

async function giveRows(
  source: SheetSource,
  { sheet, columns, maxRows }: Extract<ReaderQuestion, { kind: 'rows' }>,
  answers: MessagePort,
): Promise<void> {
  const line = new RowsLine(answers);
  const packer = new RowPacker();
  const options = {
    signal: line.signal,
    ...(columns === undefined ? {} : { columns }),
    ...(maxRows === undefined ? {} : { maxRows }),
  };
  const given = await settleRead(async () => {
    for await (const batch of source.rows(sheet, options)) {
      for (const row of batch) {
        packer.add(row);
        if (packer.isFull) await line.send(packer.take());
      }
    }
    if (!packer.isEmpty) await line.send(packer.take());
  });
  line.end(given.ok ? { kind: 'end' } : { kind: 'end', failure: given.error });
}

class RowsLine {
  private readonly port: MessagePort;
  private readonly stopper = new AbortController();
  private room = blocksAhead;
  private wake: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.port = port;
    port.onmessage = ({ data }: MessageEvent<RowsWish>) => {
      if (data === 'more') this.room += 1;
      else this.stopper.abort();
      this.wake?.();
    };
  }

  get signal(): AbortSignal {
    return this.stopper.signal;
  }

  async send(block: PackedRows): Promise<void> {
    while (this.room === 0 && !this.signal.aborted)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    if (this.signal.aborted) throw new ReadStop('cancelled');
    this.room -= 1;
    const { numbers, marks, ends, places, kinds, rawAt, lasting } = block;
    const answer: RowsAnswer = { kind: 'block', block };
    this.port.postMessage(
      answer,
      [numbers, marks, ends, places, kinds, rawAt, lasting].map(({ buffer }) => buffer),
    );
  }

  end(answer: RowsAnswer): void {
    this.port.postMessage(answer);
    this.port.close();
  }
}

import { RowUnpacker } from './pack.ts';
import { ReadStop, readFailure } from './port.ts';
import type { Result } from '../../../../domain/result.ts';
import type { ReadFailure, ReadLimits, RowOptions, SheetRow, SheetSource } from './port.ts';
import type { Asked, OpenAnswer, ReaderQuestion, RowsAnswer, RowsWish } from './wire.ts';

/** A reader that works elsewhere. */
export interface ReaderLine {
  ask(asked: Asked, transfer: Transferable[]): void;
  /** Settles when the reader is gone though nobody closed it: it ran out of memory, or never came up. */
  readonly lost: Promise<void>;
  close(): void;
}

/** Opens a file in a reader of its own, so that it is read while what was read is judged (R26). */
export async function openRemote(
  line: ReaderLine,
  file: Blob,
  limits: ReadLimits,
): Promise<Result<SheetSource, ReadFailure>> {
  const answers = ask(line, { kind: 'open', file, limits });
  const opened = await Promise.race([
    new Promise<OpenAnswer>((resolve) => {
      answers.onmessage = ({ data }: MessageEvent<OpenAnswer>) => {
        resolve(data);
      };
    }),
    line.lost.then((): OpenAnswer => ({ ok: false, error: readFailure('readerLost') })),
  ]);
  answers.close();
  if (!opened.ok) {
    line.close();
    return opened;
  }
  return {
    ok: true,
    value: {
      ...opened.value,
      rows: (sheet, options = {}) => takeRows(line, sheet, options),
      close: () => {
        line.close();
      },
    },
  };
}

function ask(line: ReaderLine, question: ReaderQuestion): MessagePort {
  const { port1, port2 } = new MessageChannel();
  line.ask({ question, answers: port2 }, [port2]);
  return port1;
}

async function* takeRows(
  line: ReaderLine,
  sheet: number,
  { columns, maxRows, signal }: RowOptions,
): AsyncGenerator<readonly SheetRow[], void, undefined> {
  const port = ask(line, {
    kind: 'rows',
    sheet,
    ...(columns === undefined ? {} : { columns }),
    ...(maxRows === undefined ? {} : { maxRows }),
  });
  const unpacker = new RowUnpacker();
  const inbox: RowsAnswer[] = [];
  let wake: (() => void) | undefined;
  const wakeUp = (): void => wake?.();
  let isLost = false;
  void line.lost.then(() => {
    isLost = true;
    wakeUp();
  });
  port.onmessage = ({ data }: MessageEvent<RowsAnswer>) => {
    inbox.push(data);
    wakeUp();
  };
  signal?.addEventListener('abort', wakeUp);
  try {
    for (;;) {
      if (signal?.aborted === true) throw new ReadStop('cancelled');
      const answer = inbox.shift();
      if (answer?.kind === 'block') {
        port.postMessage('more' satisfies RowsWish);
        yield unpacker.rows(answer.block);
      } else if (answer) {
        if (answer.failure) throw new ReadStop(answer.failure.code, answer.failure.detail);
        return;
      } else if (isLost) throw new ReadStop('readerLost');
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    signal?.removeEventListener('abort', wakeUp);
    port.postMessage('stop' satisfies RowsWish);
    port.close();
  }
}

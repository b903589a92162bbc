import { RowUnpacker } from './pack.ts';
import { ReadStop, readFailure } from './port.ts';
import type { Result } from '../../../../domain/result.ts';
import type { MergedCells, ReadFailure, ReadLimits, RowOptions, SheetRow, SheetSource } from './port.ts';
import type { Asked, MergedAnswer, OpenAnswer, ReaderQuestion, RowsAnswer, RowsWish } from './wire.ts';

/** A reader that works elsewhere. */
export interface ReaderLine {
  ask(asked: Asked, transfer: Transferable[]): void;
  /** Settles when the reader is gone though nobody closed it: it ran out of memory, or never came up. */
  readonly lost: Promise<void>;
  close(): void;
}

/**
 * A reader keeps its own time and says so when it is over. One that says nothing this much later stands still inside a
 * library's parser, where no clock is looked at: it is ended.
 */
const grace = 5000;

/** Opens a file in a reader of its own, so that it is read while what was read is judged (R26). */
export async function openRemote(
  line: ReaderLine,
  file: Blob,
  limits: ReadLimits,
  password?: string,
): Promise<Result<SheetSource, ReadFailure>> {
  const reader = new RemoteReader(line, limits);
  const question = { kind: 'open', file, limits, ...(password === undefined ? {} : { password }) } as const;
  const opened = await reader.once<OpenAnswer>(question);
  if (!opened.ok) {
    line.close();
    return opened;
  }
  const { format, sheets, canMerge } = opened.value;
  return {
    ok: true,
    value: {
      format,
      sheets,
      rows: (sheet, options = {}) => reader.rows(sheet, options),
      ...(canMerge ? { merged: (sheet, signal) => reader.merged(sheet, signal) } : {}),
      close: () => {
        line.close();
      },
    },
  };
}

type Ending = 'readerLost' | 'tooLong' | 'cancelled';

class RemoteReader {
  private readonly line: ReaderLine;
  private readonly patience: number;
  /** Why no answer will come any more. */
  private ended: Ending | undefined;

  constructor(line: ReaderLine, limits: ReadLimits) {
    this.line = line;
    this.patience = Math.max(0, limits.milliseconds + grace);
    void line.lost.then(() => {
      this.ended ??= 'readerLost';
    });
  }

  /** A question with one answer. */
  async once<Answer extends object>(
    question: ReaderQuestion,
    signal?: AbortSignal,
  ): Promise<Answer | Result<never, ReadFailure>> {
    const inbox = this.ask<Answer>(question, signal);
    try {
      const answer = await inbox.next();
      return typeof answer === 'string' ? { ok: false, error: readFailure(answer) } : answer;
    } finally {
      inbox.close();
    }
  }

  async merged(sheet: number, signal: AbortSignal | undefined): Promise<readonly MergedCells[]> {
    const answer = await this.once<MergedAnswer>({ kind: 'merged', sheet }, signal);
    if (answer.ok) return answer.value;
    throw new ReadStop(answer.error.code, answer.error.detail);
  }

  async *rows(
    sheet: number,
    { columns, maxRows, signal }: RowOptions,
  ): AsyncGenerator<readonly SheetRow[], void, undefined> {
    const question = {
      kind: 'rows',
      sheet,
      ...(columns === undefined ? {} : { columns }),
      ...(maxRows === undefined ? {} : { maxRows }),
    } as const;
    const inbox = this.ask<RowsAnswer>(question, signal);
    const unpacker = new RowUnpacker();
    try {
      for (;;) {
        const answer = await inbox.next();
        if (typeof answer === 'string') throw new ReadStop(answer);
        if (answer.kind === 'end') {
          if (answer.failure) throw new ReadStop(answer.failure.code, answer.failure.detail);
          return;
        }
        inbox.say('more');
        yield unpacker.rows(answer.block);
      }
    } finally {
      inbox.say('stop');
      inbox.close();
    }
  }

  private ask<Answer extends object>(question: ReaderQuestion, signal?: AbortSignal): Inbox<Answer> {
    const { port1, port2 } = new MessageChannel();
    const inbox = new Inbox<Answer>(port1, {
      lost: this.line.lost,
      patience: this.patience,
      ended: () => this.ended,
      giveUp: () => {
        this.ended ??= 'tooLong';
        this.line.close();
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (this.ended === undefined) this.line.ask({ question, answers: port2 }, [port2]);
    return inbox;
  }
}

interface Waiting {
  readonly lost: Promise<void>;
  readonly patience: number;
  readonly signal?: AbortSignal;
  ended(): Ending | undefined;
  giveUp(): void;
}

/** Answers to one question in their order, or why the next one will not come. */
class Inbox<Answer extends object> {
  private readonly port: MessagePort;
  private readonly waiting: Waiting;
  private readonly answers: Answer[] = [];
  private wake: (() => void) | undefined;

  constructor(port: MessagePort, waiting: Waiting) {
    this.port = port;
    this.waiting = waiting;
    port.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.answers.push(data);
      this.wakeUp();
    };
    waiting.signal?.addEventListener('abort', this.wakeUp);
    void waiting.lost.then(this.wakeUp);
  }

  async next(): Promise<Answer | Ending> {
    const { signal, patience } = this.waiting;
    const until = performance.now() + patience;
    for (;;) {
      if (signal?.aborted === true) return 'cancelled';
      const answer = this.answers.shift();
      if (answer !== undefined) return answer;
      const ended = this.waiting.ended();
      if (ended !== undefined) return ended;
      const left = until - performance.now();
      if (left <= 0) this.waiting.giveUp();
      else await this.sleep(left);
    }
  }

  say(wish: RowsWish): void {
    this.port.postMessage(wish);
  }

  close(): void {
    this.waiting.signal?.removeEventListener('abort', this.wakeUp);
    this.port.close();
  }

  private readonly wakeUp = (): void => this.wake?.();

  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

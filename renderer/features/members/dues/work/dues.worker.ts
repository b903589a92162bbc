import { expose } from 'comlink';
import { holdAlive } from '../../../../records/import/alive.ts';
import { openInWorker } from '../../../../records/import/startReader.ts';
import { registerStoreDoor } from '../../../../records/import/storeDoor.ts';
import { PayrollSession } from './payroll.ts';
import { DuesSession } from './session.ts';

export interface DuesOpening {
  /** The lock by which the page knows that this worker lives. */
  readonly hold: string;
  readonly organisation: string;
}

/** Members and years of dues are joined and payrolls judged here: the page only draws (issue 2: 100 ms). */
globalThis.addEventListener(
  'message',
  ({ data: { hold, organisation } }: MessageEvent<DuesOpening>) => {
    registerStoreDoor(hold);
    expose({
      ledger: new DuesSession(organisation),
      payroll: new PayrollSession(organisation, openInWorker),
    });
    holdAlive(hold);
  },
  { once: true },
);

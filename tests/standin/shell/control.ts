/** What the test tells the stand-in, and what the stand-in tells the test. */
export interface StandinOptions {
  readonly userData: string;
  readonly chromium: string;
  readonly safeStorage: 'available' | 'unavailable' | 'basic_text';
  /** Loopback addresses the page may reach; everything else is cut off and recorded. */
  readonly allowLoopback: boolean;
}

export type Order =
  | { readonly kind: 'power'; readonly event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen' }
  | { readonly kind: 'idle'; readonly seconds: number }
  | { readonly kind: 'saveDialog'; readonly filePath: string | undefined }
  | { readonly kind: 'print'; readonly reason: string | undefined }
  | { readonly kind: 'messageBox'; readonly button: number }
  /** `crash` ends the page's process in truth; Chromium tells a debugger nothing of a page that hangs, so that is said. */
  | { readonly kind: 'page'; readonly event: 'crash' | 'unresponsive' | 'responsive' }
  | {
      readonly kind: 'invokeAs';
      readonly url: string;
      readonly top: boolean;
      readonly channel: string;
      readonly input: string;
    }
  | { readonly kind: 'quit' };

export interface NumberedOrder {
  readonly id: number;
  readonly order: Order;
}

export type Report =
  | { readonly kind: 'record'; readonly name: string; readonly detail: unknown }
  | { readonly kind: 'debugger'; readonly url: string }
  | { readonly kind: 'done'; readonly id: number; readonly error?: string; readonly value?: string };

export function tell(report: Report): void {
  process.send?.(report);
}

/** Writes down that something happened; tests assert on these lines. */
export function record(name: string, detail: unknown = null): void {
  tell({ kind: 'record', name, detail });
}

const given = process.env['STANDIN'];
export const options: StandinOptions =
  given === undefined
    ? { userData: '', chromium: '', safeStorage: 'available', allowLoopback: false }
    : (JSON.parse(given) as StandinOptions);

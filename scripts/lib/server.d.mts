import type { ChildProcess } from 'node:child_process';

export interface RunningServer {
  readonly url: string;
  readonly codes: readonly { readonly office: string; readonly label?: string; readonly code: string }[];
  readonly child: ChildProcess;
  stop(): Promise<void>;
}
export function startServer(
  root: string,
  options: {
    readonly port: number;
    readonly dataDir: string;
    readonly databaseUrl?: string | undefined;
    /** What enrolment codes say, when PCs reach the server over something in between. */
    readonly publicUrl?: string;
    readonly demo?: boolean;
    readonly log?: (line: string) => void;
    readonly timeoutMs?: number;
  },
): Promise<RunningServer>;

/** A run of the stand-in's tests on a real Electron binary, as docs/testing.md reports it. */
export interface ElectronRun {
  readonly electron: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly commit: string;
}

/** R55: a build that carries no report of such a run enrols nobody for real data. Filled in when the report is. */
export const electronRun: ElectronRun | undefined = undefined;

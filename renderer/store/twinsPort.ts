import type { IndexRow } from './index/port.ts';

export interface TwinsAsked {
  readonly type: string;
  /** Empty = all organisations of this PC. */
  readonly organisations?: readonly string[];
  /** `TwinRule.key`. */
  readonly rule: string;
}
export interface TwinsPage {
  /** Groups a clerk has not set apart, and how many records are in them. */
  readonly groups: number;
  readonly records: number;
  /** Groups that were set apart and are not listed. */
  readonly apart: number;
  readonly page: readonly TwinGroup[];
}
export interface TwinGroup {
  readonly ids: readonly string[];
  /** The first of them; a phone number of a whole plant is not sent row by row. */
  readonly rows: readonly IndexRow[];
}

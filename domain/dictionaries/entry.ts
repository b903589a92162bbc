/** One row of a code table. */
export interface DictionaryEntry {
  readonly code: string;
  readonly label: string;
  readonly parent?: string | null;
}

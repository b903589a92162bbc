import type { RecordData } from '../../../domain/records/definition.ts';

/**
 * What forms were opened with. A form says only its version when it saves; what it has not seen must not be written
 * over, and what changed elsewhere in other fields must not stop it.
 */
export interface SeenVersions {
  remember(id: string, version: number, data: RecordData): void;
  /** Undefined when it was too long ago: then nothing may be written over. */
  recall(id: string, version: number): RecordData | undefined;
}

export function createSeenVersions(limit = 500): SeenVersions {
  const seen = new Map<string, RecordData>();
  const keyOf = (id: string, version: number): string => `${id}|${version}`;
  return {
    remember(id, version, data) {
      seen.delete(keyOf(id, version));
      seen.set(keyOf(id, version), data);
      for (const oldest of seen.keys()) {
        if (seen.size <= limit) break;
        seen.delete(oldest);
      }
    },
    recall: (id, version) => seen.get(keyOf(id, version)),
  };
}

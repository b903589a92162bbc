import { useEffect, useState } from 'react';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { isEmpty } from '../../../domain/records/validate.ts';
import { useWorkspace } from '../ui/workspace.tsx';

export interface Duplicate {
  readonly id: string;
  readonly title: string;
  readonly rung: readonly string[];
}

const pause = 350;

/** Other records that share an identity rung with what stands in the form; asked while the clerk types. */
export function useDuplicates(
  definition: RecordDefinition,
  organisation: string,
  data: RecordData,
  except: string | undefined,
): readonly Duplicate[] {
  const { store } = useWorkspace();
  const [found, setFound] = useState<readonly Duplicate[]>([]);
  const keys = [...new Set(definition.identity.flat())];
  const identity = Object.fromEntries(
    keys.filter((key) => !isEmpty(data[key])).map((key) => [key, data[key] ?? null]),
  );
  const key = JSON.stringify(identity);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void store
        .duplicates(definition.type, organisation, JSON.parse(key) as RecordData, except)
        .then((answer) => {
          if (current) setFound(answer);
        });
    }, pause);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, definition.type, organisation, key, except]);
  return key === '{}' ? [] : found;
}

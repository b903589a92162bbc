import { useMemo, useState } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { useNarrow } from '../ui/screen.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import type { Column } from './columns.ts';
import { columnsOf } from './columns.ts';

interface Columns {
  readonly all: readonly Column[];
  readonly shown: readonly Column[];
  readonly hidden: ReadonlySet<string>;
  setHidden(hidden: ReadonlySet<string>): void;
}

/** The columns a list shows: the clerk's own choice if made, else all but the wide ones on a narrow screen. */
export function useColumns(definition: RecordDefinition, place?: string): Columns {
  const { store, scope, unit } = useWorkspace();
  const narrow = useNarrow();
  const key = `columns.${definition.type}${place === undefined ? '' : `.${place}`}`;
  const [remembered] = useLoaded(() => store.readSetting(key), key);
  const [chosen, setChosen] = useState<readonly string[]>();
  const withUnit = scope.organisations.length > 1 && unit === undefined;
  return useMemo(() => {
    const all = columnsOf(definition, withUnit);
    const own = chosen ?? remembered?.split(',').filter((part) => part !== '');
    const hidden = new Set(
      own ?? (narrow ? all.filter((column) => column.wide).map((column) => column.key) : []),
    );
    return {
      all,
      shown: all.filter((column) => !hidden.has(column.key)),
      hidden,
      setHidden(next) {
        setChosen([...next]);
        void store.writeSetting(key, [...next].join(',') || '-');
      },
    };
  }, [definition, withUnit, chosen, remembered, narrow, store, key]);
}

import type { Condition } from '../../../domain/records/conditions.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { RecordView } from '../../store/port.ts';
import { showMasked } from '../../records/ui/values.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { PagedTable } from '../members/import/PagedTable.tsx';

interface MeantTableProps {
  readonly definition: RecordDefinition;
  readonly ids: readonly string[];
  readonly conditions: readonly Condition[];
}

/** The people a judgement means, with the columns it looked at, so that a wrong condition is seen before it is written. */
export function MeantTable({ definition, ids, conditions }: MeantTableProps) {
  const { store } = useWorkspace();
  const asked = new Set(conditions.map(({ field }) => field));
  const heads = [definition.subtitleField, definition.titleField].filter((key) => key !== undefined);
  const columns = [...new Set([...heads, ...asked])].map((key) => ({
    key,
    label: definition.fields[key]?.label ?? key,
    width: heads.includes(key) ? 110 : 220,
    render: (row: RecordView) => {
      const field = definition.fields[key];
      return field === undefined ? null : showMasked(field, row.data[key]);
    },
  }));
  return (
    <div className="gaps-people tall">
      <PagedTable
        label={`符合条件的${definition.countWord}`}
        total={ids.length}
        columns={columns}
        version={`${ids.length}/${ids[0] ?? ''}/${ids.at(-1) ?? ''}`}
        load={async (offset, limit) => {
          const read = await Promise.all(
            ids.slice(offset, offset + limit).map((id) => store.get(definition.type, id)),
          );
          return read.flatMap((answer) => (answer.ok ? [answer.value] : []));
        }}
      />
    </div>
  );
}

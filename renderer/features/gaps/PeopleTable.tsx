import type { ReactNode } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow, Query } from '../../store/index/port.ts';
import { showMasked, shortPath } from '../../records/ui/values.ts';
import { organisationName, useWorkspace } from '../../records/ui/workspace.tsx';
import { PagedTable } from '../members/import/PagedTable.tsx';

interface PeopleTableProps {
  readonly definition: RecordDefinition;
  readonly label: string;
  readonly query: Query;
  readonly total: number;
  readonly version: string;
  /** Indexed fields shown besides. */
  readonly more?: readonly string[];
  readonly tall?: boolean;
  readonly chosen?: (row: IndexRow) => boolean;
  readonly onChoose?: (row: IndexRow) => void;
}

/** Whom something concerns, by what tells people apart; rows come as they scroll into sight. */
export function PeopleTable(props: PeopleTableProps) {
  const { definition, query } = props;
  const workspace = useWorkspace();
  const { store, scope, unit } = workspace;
  const cell = (key: string | undefined, row: IndexRow): ReactNode => {
    const field = key === undefined ? undefined : definition.fields[key];
    if (key === undefined || field === undefined) return null;
    const value = row.values[key];
    return field.kind === 'path' && typeof value === 'string' ? shortPath(value) : showMasked(field, value);
  };
  const { subtitleField, titleField, treeField } = definition;
  const columns = [subtitleField, titleField, treeField, ...(props.more ?? [])].flatMap((key) =>
    key === undefined
      ? []
      : [
          {
            key,
            label: definition.fields[key]?.label ?? key,
            width: 130,
            render: (row: IndexRow) => cell(key, row),
          },
        ],
  );
  const units =
    unit === undefined && scope.organisations.length > 1
      ? [
          {
            key: '@organisation',
            label: '单位',
            width: 150,
            render: (row: IndexRow) => organisationName(workspace, row.organisation),
          },
        ]
      : [];
  return (
    <div className={props.tall === true ? 'gaps-people tall' : 'gaps-people'}>
      <PagedTable
        label={props.label}
        total={props.total}
        columns={[...columns, ...units]}
        version={props.version}
        load={async (offset, limit) => (await store.query(query, offset, limit)).rows}
        {...(props.chosen === undefined ? {} : { chosen: props.chosen })}
        {...(props.onChoose === undefined ? {} : { onChoose: props.onChoose })}
      />
    </div>
  );
}

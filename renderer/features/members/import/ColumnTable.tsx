import { Select } from 'antd';
import type { FieldDefinition, RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Column, Target } from '../../../records/import/layout/mapping.ts';

const ignored = '@ignore';

function importable(definition: RecordDefinition): readonly (readonly [string, FieldDefinition])[] {
  return Object.entries(definition.fields).filter(
    ([, field]) => field.importable !== false && field.kind !== 'link',
  );
}

interface ColumnTableProps {
  readonly definition: RecordDefinition;
  readonly columns: readonly Column[];
  readonly onTarget: (index: number, target: Target) => void;
}

/** Which column is which box, with the first contents of each; what two readings fit waits for the clerk. */
export function ColumnTable({ definition, columns, onTarget }: ColumnTableProps) {
  const options = importable(definition).map(([key, field]) => ({ value: key, label: field.label }));
  return (
    <table className="plain-table" aria-label="对列">
      <thead>
        <tr>
          <th>表里的列</th>
          <th>内容样子</th>
          <th>导入到哪一栏</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => (
          <tr key={column.index} className={column.target.kind === 'ask' ? 'asked' : ''}>
            <td>{column.header === '' ? `第 ${column.index + 1} 列` : column.header}</td>
            <td className="quiet ellipsis">{column.sample.slice(0, 2).join('、')}</td>
            <td>
              <div className="target-cell">
                <Select<string>
                  size="small"
                  aria-label={`${column.header || `第 ${column.index + 1} 列`}导入到哪一栏`}
                  {...(column.target.kind === 'field'
                    ? { value: column.target.field }
                    : column.target.kind === 'ignore'
                      ? { value: ignored }
                      : {})}
                  placeholder="请选一栏"
                  {...(column.target.kind === 'ask' ? { status: 'warning' as const } : {})}
                  showSearch={{ optionFilterProp: 'label' }}
                  options={[{ value: ignored, label: '不导入' }, ...options]}
                  onChange={(next) =>
                    onTarget(
                      column.index,
                      next === ignored ? { kind: 'ignore', why: 'clerk' } : { kind: 'field', field: next },
                    )
                  }
                />
                <span className="small quiet">
                  {column.target.kind === 'ask' ? '这一列看不准，请您定' : column.reason}
                </span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

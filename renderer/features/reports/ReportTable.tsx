import type { FieldValue, ReportDefinition } from '../../../domain/records/definition.ts';
import { count } from '../../records/ui/words.ts';
import type { ReportFigure, ReportGroup } from '../../store/reportPort.ts';
import { sumOf } from './lines.ts';
import type { Sums } from './lines.ts';

interface ReportTableProps {
  readonly report: ReportDefinition;
  readonly by: string;
  readonly groups: readonly ReportGroup[];
  readonly nameOf: (value: FieldValue) => string;
  readonly open: ReportFigure | undefined;
  readonly onOpen: (figure: ReportFigure) => void;
}

const isSame = (a: ReportFigure | undefined, b: ReportFigure): boolean =>
  a?.column === b.column && JSON.stringify(a.group) === JSON.stringify(b.group);

/** Figures by group with their sum; each that is not nothing opens its names. */
export function ReportTable({ report, by, groups, nameOf, open, onOpen }: ReportTableProps) {
  const row = (name: string, sums: Sums, group: { readonly group?: FieldValue }, isSum: boolean) => (
    <tr key={name} {...(isSum ? { className: 'sum' } : {})}>
      <th scope="row">{name}</th>
      {report.columns.map((column) => {
        const figure: ReportFigure = { column: column.key, ...group };
        const amount = sums[column.key] ?? 0;
        return (
          <td key={column.key} className="num">
            {amount === 0 ? (
              '0'
            ) : (
              <button
                type="button"
                className="tone-link"
                aria-pressed={isSame(open, figure)}
                aria-label={`${name} ${column.label} ${count(amount)}，看名单`}
                onClick={() => {
                  onOpen(figure);
                }}
              >
                {count(amount)}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
  return (
    <table className="stat-table" aria-label={report.label}>
      <thead>
        <tr>
          <th scope="col">{by}</th>
          {report.columns.map((column) => (
            <th key={column.key} scope="col" className="num">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => row(nameOf(group.value), group.sums, { group: group.value }, false))}
      </tbody>
      <tfoot>{row('合计', sumOf(groups, report.columns), {}, true)}</tfoot>
    </table>
  );
}

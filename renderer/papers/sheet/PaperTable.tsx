import type { ReactNode } from 'react';
import { fit } from './fit.ts';
import type { FitStep } from './fit.ts';

export interface PaperColumn {
  readonly label: string;
  /** mm; together they are as wide as the sheet between its margins. */
  readonly width: number;
  readonly align?: 'left' | 'center';
}

/** Room at both sides of a cell, mm, with its line. */
const padding = 1.6;

interface CellProps {
  readonly text: string;
  readonly width: number;
  readonly steps: readonly FitStep[];
}

/** A cell's text at the size at which it finds room. */
export function Fit({ text, width, steps }: CellProps): ReactNode {
  if (text === '') return null;
  const fitted = fit(text, width - padding, steps);
  return (
    <span className="fit" style={{ fontSize: `${fitted.points}pt` }}>
      {fitted.text}
    </span>
  );
}

interface PaperTableProps {
  readonly label: string;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** mm */
  readonly rowHeight: number;
  readonly steps: readonly FitStep[];
}

/** A ruled table of rows of one height; text cells are fitted, anything else is drawn as it comes. */
export function PaperTable({ label, columns, rows, rowHeight, steps }: PaperTableProps) {
  return (
    <table className="paper-table" aria-label={label}>
      <colgroup>
        {columns.map((column) => (
          <col key={column.label} style={{ width: `${column.width}mm` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.label} scope="col">
              <Fit text={column.label} width={column.width} steps={steps} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={at} style={{ height: `${rowHeight}mm` }}>
            {columns.map((column, place) => {
              const cell = row[place];
              return (
                <td key={column.label} {...(column.align === 'left' ? { className: 'left' } : {})}>
                  {typeof cell === 'string' ? <Fit text={cell} width={column.width} steps={steps} /> : cell}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { ReactNode } from 'react';
import { Fit } from './PaperTable.tsx';
import { tallRow } from './fit.ts';

/** A named box of a form. */
export interface FormBox {
  readonly label: string;
  readonly value?: ReactNode;
  /** Columns of the value; its label takes one. */
  readonly span?: number;
}

export interface FormLine {
  /** mm */
  readonly height: number;
  readonly boxes: readonly FormBox[];
}

interface FormTableProps {
  readonly label: string;
  /** mm, label columns included. */
  readonly widths: readonly number[];
  readonly lines: readonly FormLine[];
}

/** A form of named boxes in lines, as registration forms have them. */
export function FormTable({ label, widths, lines }: FormTableProps) {
  return (
    <table className="paper-table form-boxes" aria-label={label}>
      <colgroup>
        {widths.map((width, at) => (
          <col key={at} style={{ width: `${width}mm` }} />
        ))}
      </colgroup>
      <tbody>
        {lines.map((line, at) => {
          let column = 0;
          return (
            <tr key={at} style={{ height: `${line.height}mm` }}>
              {line.boxes.map((box) => {
                const span = box.span ?? 1;
                const own = widths[column] ?? 0;
                const width = widths
                  .slice(column + 1, column + 1 + span)
                  .reduce((sum, each) => sum + each, 0);
                column += 1 + span;
                return [
                  <th key={box.label} scope="row">
                    <Fit text={box.label} width={own} steps={tallRow} />
                  </th>,
                  <td key={`${box.label}=`} colSpan={span}>
                    {typeof box.value === 'string' ? (
                      <Fit text={box.value} width={width} steps={tallRow} />
                    ) : (
                      box.value
                    )}
                  </td>,
                ];
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

import { Select } from 'antd';
import type { ReactNode } from 'react';
import type { Preview } from '../../../records/import/preview.ts';
import type { SheetInfo } from '../../../records/import/readers/port.ts';

interface SheetPictureProps {
  readonly preview: Pick<Preview, 'sheet' | 'rows' | 'headerRow' | 'headerFirst'> & {
    /** `ticked` where several can be read together. */
    readonly sheets: readonly (SheetInfo & { readonly ticked?: boolean })[];
  };
  /** Above the picture: which sheets are read. */
  readonly children?: ReactNode;
  readonly onSheet: (sheet: number) => void;
  readonly onHeader: (row: number) => void;
}

const headerWords = (first: number, last: number): string =>
  first === last ? String(last) : `${first}–${last}`;

/** A line above the headers runs over the empty cells behind it, as it does in Excel. */
function isTitle(cells: readonly string[]): boolean {
  return (cells[0] ?? '') !== '' && cells.slice(1).every((cell) => cell === '');
}

/** The sheet as it looks in Excel, with the header row marked; a click on a row number says where the headers are. */
export function SheetPicture({ preview, children, onSheet, onHeader }: SheetPictureProps) {
  const isHeader = (row: number): boolean =>
    preview.headerRow !== undefined &&
    row <= preview.headerRow &&
    row >= (preview.headerFirst ?? preview.headerRow);
  const width = preview.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return (
    <section className="sheet-picture" aria-label="表格原样">
      {children}
      <div className="strip">
        {preview.sheets.length > 1 ? (
          <>
            <span className="quiet" id="sheet-label">
              看工作表
            </span>
            <Select<number>
              size="small"
              aria-labelledby="sheet-label"
              value={preview.sheet}
              popupMatchSelectWidth={false}
              options={preview.sheets.map((sheet, index) => ({
                value: index,
                label: `${sheet.name}${sheet.hidden ? '（隐藏）' : ''}${sheet.ticked === false ? '（不导入）' : ''}`,
              }))}
              onChange={onSheet}
            />
          </>
        ) : null}
        <span className="quiet">
          {preview.headerRow === undefined
            ? '没有找到列名，请点一下列名那一行的行号'
            : `列名在第 ${headerWords(preview.headerFirst ?? preview.headerRow, preview.headerRow)} 行；不对的话，点一下列名那一行的行号`}
        </span>
      </div>
      <div className="sheet-scroll" tabIndex={0} role="region" aria-label="表格前几行">
        <table className="plain-table">
          <tbody>
            {preview.rows.map((row) => (
              <tr
                key={row.number}
                className={`${isHeader(row.number) ? 'header-row' : ''}${row.hidden ? ' hidden-row' : ''}`}
              >
                <th scope="row" className="row-number">
                  <button
                    type="button"
                    aria-label={`第 ${row.number} 行是列名`}
                    aria-pressed={isHeader(row.number)}
                    onClick={() => {
                      onHeader(row.number);
                    }}
                  >
                    {row.number}
                  </button>
                </th>
                {isTitle(row.cells) ? (
                  <td colSpan={width} className="title-cell">
                    {row.cells[0]}
                  </td>
                ) : (
                  Array.from({ length: width }, (_, index) => <td key={index}>{row.cells[index] ?? ''}</td>)
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

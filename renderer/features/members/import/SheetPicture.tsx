import { Select } from 'antd';
import type { Preview } from '../../../records/import/session.ts';

interface SheetPictureProps {
  readonly preview: Pick<Preview, 'sheets' | 'sheet' | 'rows' | 'headerRow'>;
  readonly onSheet: (sheet: number) => void;
  readonly onHeader: (row: number) => void;
}

/** A line above the headers runs over the empty cells behind it, as it does in Excel. */
function isTitle(cells: readonly string[]): boolean {
  return (cells[0] ?? '') !== '' && cells.slice(1).every((cell) => cell === '');
}

/** The sheet as it looks in Excel, with the header row marked; a click on a row number says where the headers are. */
export function SheetPicture({ preview, onSheet, onHeader }: SheetPictureProps) {
  const width = preview.rows.reduce((most, row) => Math.max(most, row.cells.length), 0);
  return (
    <section className="sheet-picture" aria-label="表格原样">
      <div className="strip">
        {preview.sheets.length > 1 ? (
          <>
            <span className="quiet" id="sheet-label">
              工作表
            </span>
            <Select<number>
              size="small"
              aria-labelledby="sheet-label"
              value={preview.sheet}
              popupMatchSelectWidth={false}
              options={preview.sheets.map((sheet, index) => ({
                value: index,
                label: sheet.hidden ? `${sheet.name}（隐藏）` : sheet.name,
              }))}
              onChange={onSheet}
            />
          </>
        ) : null}
        <span className="quiet">
          {preview.headerRow === undefined
            ? '没有找到列名，请点一下列名那一行的行号'
            : `列名在第 ${preview.headerRow} 行；不对的话，点一下列名那一行的行号`}
        </span>
      </div>
      <div className="sheet-scroll" tabIndex={0} role="region" aria-label="表格前几行">
        <table className="plain-table">
          <tbody>
            {preview.rows.map((row) => (
              <tr
                key={row.number}
                className={`${row.number === preview.headerRow ? 'header-row' : ''}${row.hidden ? ' hidden-row' : ''}`}
              >
                <th scope="row" className="row-number">
                  <button
                    type="button"
                    aria-label={`第 ${row.number} 行是列名`}
                    aria-pressed={row.number === preview.headerRow}
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

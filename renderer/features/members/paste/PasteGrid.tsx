import { DeleteOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Column, Target } from '../../../records/import/layout/mapping.ts';
import type { RowView } from '../../../records/import/verdict/views.ts';
import { verdictWords } from '../import/verdicts.ts';
import type { PasteSheet } from './sheet.ts';
import type { Judged } from './usePaste.ts';
import { firstLine } from './usePaste.ts';

interface PasteGridProps {
  readonly definition: RecordDefinition;
  readonly sheet: PasteSheet;
  readonly columns: readonly Column[];
  readonly judged: Judged | undefined;
  readonly onTarget: (index: number, target: Target) => void;
  readonly onCell: (row: number, column: number, text: string) => void;
  readonly onRemove: (row: number) => void;
}

const ignored = '@ignore';

/** Wide enough for the longest cell, within bounds; Chinese letters are two wide. */
function widthOf(sheet: PasteSheet, column: number): number {
  const lengths = sheet.rows.map((cells) => (cells[column] ?? '').replace(/\p{Script=Han}/gu, '__').length);
  return Math.min(32, Math.max(14, ...lengths.map((length) => length + 3)));
}

/** What a row is, and why, in the row itself. */
function Verdict({ view }: { readonly view: RowView | undefined }) {
  if (view === undefined) return null;
  const bad = view.verdict === 'refused' || view.verdict === 'ask' || view.verdict === 'twice';
  const why = [view.message, ...view.notices].filter((part) => part !== undefined && part !== '').join('；');
  return (
    <span className={bad ? 'tone-error' : 'tone-quiet'} title={why}>
      <b>{verdictWords[view.verdict].label}</b>
      {why === '' ? '' : `：${why}`}
    </span>
  );
}

interface LineProps {
  readonly cells: readonly string[];
  readonly row: number;
  readonly headers: readonly string[];
  readonly view: RowView | undefined;
  readonly onCell: PasteGridProps['onCell'];
  readonly onRemove: PasteGridProps['onRemove'];
}

const Line = memo(function Line({ cells, row, headers, view, onCell, onRemove }: LineProps) {
  return (
    <tr>
      <th scope="row" className="row-number">
        {row + 1}
      </th>
      <td className="paste-verdict">
        <Verdict view={view} />
      </td>
      {headers.map((header, column) => (
        <td key={column}>
          <input
            // Anew when the text changes from outside, so that the box never shows what is not judged.
            key={cells[column]}
            aria-label={`第 ${row + 1} 行 ${header}`}
            defaultValue={cells[column]}
            onBlur={(event) => {
              if (event.target.value.trim() !== cells[column]) onCell(row, column, event.target.value.trim());
            }}
          />
        </td>
      ))}
      <td>
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden="true" />}
          aria-label={`去掉第 ${row + 1} 行`}
          onClick={() => {
            onRemove(row);
          }}
        >
          去掉
        </Button>
      </td>
    </tr>
  );
});

/** Enter and the arrows go up and down a column, as in a sheet; Tab goes along the row by itself. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || event.nativeEvent.isComposing) return;
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  const cell = box.closest('td');
  const row = box.closest('tr');
  if (by === undefined || cell === null || row === null) return;
  const next = by > 0 ? row.nextElementSibling : row.previousElementSibling;
  event.preventDefault();
  next?.children[cell.cellIndex]?.querySelector('input')?.focus();
}

/** The pasted rows as boxes: what is refused is put right where it stands. */
export function PasteGrid(props: PasteGridProps) {
  const { definition, sheet, columns, judged, onTarget, onCell, onRemove } = props;
  const options = Object.entries(definition.fields)
    .filter(([, field]) => field.importable !== false && field.kind !== 'link')
    .map(([value, { label }]) => ({ value, label }));
  return (
    <div className="paste-scroll">
      <table className="plain-table paste-grid" aria-label="粘贴的表格" onKeyDown={walk}>
        <thead>
          <tr>
            <th className="row-number">
              <span className="unseen">行号</span>
            </th>
            <th>核对</th>
            {sheet.headers.map((header, index) => {
              const target = columns.find((column) => column.index === index)?.target;
              return (
                <th key={index} style={{ minWidth: `${widthOf(sheet, index)}ch` }}>
                  <div className="small quiet ellipsis">{header}</div>
                  <Select<string>
                    size="small"
                    className="full"
                    aria-label={`${header} 是哪一栏`}
                    placeholder="请选一栏"
                    {...(target?.kind === 'field'
                      ? { value: target.field }
                      : target?.kind === 'ignore'
                        ? { value: ignored }
                        : {})}
                    {...(target?.kind === 'ask' ? { status: 'warning' as const } : {})}
                    showSearch={{ optionFilterProp: 'label' }}
                    options={[{ value: ignored, label: '不录入' }, ...options]}
                    onChange={(next) => {
                      onTarget(
                        index,
                        next === ignored ? { kind: 'ignore', why: 'clerk' } : { kind: 'field', field: next },
                      );
                    }}
                  />
                </th>
              );
            })}
            <th>
              <span className="unseen">去掉</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sheet.rows.map((cells, row) => (
            <Line
              key={row}
              cells={cells}
              row={row}
              headers={sheet.headers}
              view={judged?.lines.get(row + firstLine)}
              onCell={onCell}
              onRemove={onRemove}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { useNavigate } from 'react-router';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { showMasked } from '../../records/ui/values.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { ReportAsked, ReportFigure, ReportNames } from '../../store/reportPort.ts';
import { PagedTable } from '../members/import/PagedTable.tsx';
import type { PagedColumn } from '../members/import/PagedTable.tsx';

interface NamesPaneProps {
  readonly definition: RecordDefinition;
  readonly asked: ReportAsked;
  readonly figure: ReportFigure;
  /** 合计 入会 */
  readonly title: string;
  /** A new counting has new names. */
  readonly version: string;
  readonly onClose: () => void;
}

type Line = ReportNames['rows'][number];

/** The names behind one figure; a click opens the file. */
export function NamesPane({ definition, asked, figure, title, version, onClose }: NamesPaneProps) {
  const { store } = useWorkspace();
  const navigate = useNavigate();
  const mark = `${version} ${JSON.stringify(figure)}`;
  const [first] = useLoaded(() => store.reportNames(asked, figure, 0, 1), mark);
  const total = first?.total ?? 0;
  const columns = definition.list
    .filter(({ field }) => definition.fields[field] !== undefined)
    .slice(0, 4)
    .map(({ field, label, width }): PagedColumn<Line> => {
      const known = definition.fields[field];
      return {
        key: field,
        label: label ?? known?.label ?? field,
        width,
        render: ({ row }) => (known === undefined ? '' : showMasked(known, row.values[field])),
      };
    });
  // Somebody who left and came back, or a correction of an earlier month, counts otherwise than once.
  const amount: PagedColumn<Line> = {
    key: '@amount',
    label: '计数',
    width: 60,
    render: (line) => (line.amount > 0 ? `+${line.amount}` : line.amount),
  };
  return (
    <section className="report-names" aria-label={`${title} 名单`}>
      <div className="pane-head">
        <h2>
          {title}：{count(total)} {definition.countWord}
        </h2>
        <button type="button" className="tone-link" onClick={onClose}>
          收起名单
        </button>
      </div>
      <PagedTable
        label={`${title} 名单`}
        total={total}
        columns={[...columns, amount]}
        version={mark}
        load={async (offset, limit) => (await store.reportNames(asked, figure, offset, limit)).rows}
        onChoose={({ row }) => void navigate(`/records/${definition.type}/${row.id}`)}
      />
    </section>
  );
}

import { Button } from 'antd';
import type { Answer } from '../../../records/compare/types.ts';
import type { DoubtView } from '../../../records/compare/views.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import { storeFor } from '../../../records/import/client.ts';
import { useStatusLine } from '../../../records/ui/statusLine.tsx';
import { shortPath } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import { PagedTable } from '../import/PagedTable.tsx';
import type { PaneProps } from './desk.ts';

/** 需要认一认: who may be one person, side by side; only a clerk can say. */
export function DoubtsPane(props: PaneProps) {
  const { definition, session, report, version, busy } = props;
  const { store } = useWorkspace();
  useStatusLine([{ text: listTitles.doubts, value: count(report.doubts), after: '组' }]);
  const settle = async (pair: string, answer: Answer): Promise<void> => {
    const answered = await props.run('正在核对', (progress) =>
      session.settle(storeFor(store), pair, answer, progress),
    );
    if (answered.ok) props.onReport(answered.value);
    else props.onTrouble(answered.error.message);
  };
  const fieldLabel = (key: string | undefined): string => definition.fields[key ?? '']?.label ?? '';
  const settled = (row: DoubtView) => {
    const { pair } = row;
    if (!row.first) return null;
    if (pair === undefined) return <span className="quiet">请在原表里改好再核对</span>;
    return (
      <span className="list-buttons">
        <Button
          size="small"
          disabled={busy}
          aria-label={`${row.title} 是同一个人`}
          onClick={() => void settle(pair, 'same')}
        >
          是同一个人
        </Button>
        <Button
          size="small"
          disabled={busy}
          aria-label={`${row.title} 不是同一个人`}
          onClick={() => void settle(pair, 'apart')}
        >
          不是
        </Button>
      </span>
    );
  };
  return (
    <>
      <div className="pane-head">
        <h2>
          {listTitles.doubts}：{count(report.doubts)} 组
        </h2>
        <p className="quiet">
          这些人没有算进前面三张表。只凭姓名不会当成同一个人；认过的只在这次核对里记着。
        </p>
      </div>
      <div className="strip">
        <div className="grow" />
        <Button size="small" disabled={report.doubts === 0} onClick={props.onExport}>
          导出表格
        </Button>
      </div>
      <PagedTable<DoubtView>
        label={listTitles.doubts}
        total={report.doubtLines}
        version={version}
        load={(offset, limit) => session.doubts(offset, limit)}
        columns={[
          { key: 'group', label: '第几组', width: 66, render: (row) => count(row.group + 1) },
          {
            key: 'source',
            label: '名单',
            width: 140,
            render: (row) => `${row.source}${row.row === undefined ? '' : ` 第 ${row.row} 行`}`,
          },
          { key: 'title', label: fieldLabel(definition.titleField), width: 84, render: (row) => row.title },
          {
            key: 'why',
            label: '为什么',
            width: 300,
            render: (row) => <span title={row.why}>{row.why}</span>,
          },
          { key: 'settle', label: '认一认', width: 190, render: settled },
          {
            key: 'tree',
            label: fieldLabel(definition.treeField),
            width: 130,
            render: (row) => <span title={row.tree}>{shortPath(row.tree)}</span>,
          },
          {
            key: 'subtitle',
            label: fieldLabel(definition.subtitleField),
            width: 76,
            render: (row) => row.subtitle,
          },
          { key: 'numbers', label: '号码', width: 290, render: (row) => row.numbers },
        ]}
      />
    </>
  );
}

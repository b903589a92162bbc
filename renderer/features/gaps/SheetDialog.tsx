import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import { ExportFrame } from '../../records/acts/ExportFrame.tsx';
import { headFieldsOf } from '../../records/export/headFields.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { Query } from '../../store/index/port.ts';

interface SheetDialogProps {
  readonly definition: RecordDefinition;
  /** Who lacks one of the columns. */
  readonly query: Query;
  readonly columns: readonly string[];
  readonly onClose: (news: string | undefined) => void;
}

/** 待补信息表 for a workshop: an export like any other, with a reason and its line in the log. */
export function SheetDialog({ definition, query, columns, onClose }: SheetDialogProps) {
  const { store, host } = useWorkspace();
  const [found] = useLoaded(() => store.query(query, 0, 0));
  const word = definition.countWord;
  const labelsOf = (keys: readonly string[]): string =>
    keys.map((key) => definition.fields[key]?.label ?? key).join('、');
  const run = async (reason: string): Promise<string | undefined> => {
    const { gapSheet } = await import('../../records/export/gapSheet.ts');
    const sort = definition.treeField === undefined ? {} : { sort: { field: definition.treeField } };
    const fields = [...headFieldsOf(definition), ...columns];
    const rows = await store.exportRows({
      query: { ...query, ...sort },
      fields,
      reason,
      reveal: false,
    });
    if (!rows.ok) return rows.error.message;
    // A file's name must not tell whom it is about.
    const name = `待补信息表${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, gapSheet(definition, rows.value, columns), 'xlsx');
    if (!kept.ok) return kept.error.message;
    onClose(
      kept.value
        ? `已导出 ${count(rows.value.length)} ${word}的待补信息表，记入了操作日志。填好后导入，选“只补充信息”。`
        : undefined,
    );
    return undefined;
  };
  const total = found?.total ?? 0;
  return (
    <ExportFrame
      width={640}
      title={`导出 ${count(total)} ${word}的待补信息表？`}
      confirm={`导出 ${count(total)} ${word}`}
      usualReason="发给部门补填"
      disabled={total === 0}
      onRun={run}
      onLeave={() => {
        onClose(undefined);
      }}
      lead={
        <>
          <p>
            表里有{labelsOf(headFieldsOf(definition))}，和要补的栏目：{labelsOf(columns)}。
            {query.node === undefined ? '' : `只有${query.node.split('/').join(' · ')}的。`}
          </p>
          <p className="quiet">
            不写任何号码。已经有内容的格子不写出来，是灰色斜纹的；只填黄色带框的。第二张表写着怎样填。
          </p>
        </>
      }
    />
  );
}

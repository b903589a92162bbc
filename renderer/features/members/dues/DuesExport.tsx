import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { ExportFrame } from '../../../records/acts/ExportFrame.tsx';
import { count } from '../../../records/ui/words.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { DuesHandle } from './work/client.ts';
import type { DuesWish } from './work/session.ts';
import { groupWords } from './words.ts';

interface DuesExportProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly handle: DuesHandle;
  readonly wish: DuesWish;
  readonly month: string;
  readonly onClose: (news: string | undefined) => void;
}

/** 会费缴纳明细表 of the people in sight: the ordinary export with its reason and its line in the log. */
export function DuesExport({ definition, organisation, handle, wish, month, onClose }: DuesExportProps) {
  const { store, host } = useWorkspace();
  const year = Number(month.slice(0, 4));
  const run = async (reason: string): Promise<string | undefined> => {
    const ids = await handle.ledger.recordIds(wish, year);
    if (ids.length === 0) return `${year} 年还没有记过这些人的会费，没有可以导出的。`;
    const rows = await store.exportRows({
      query: { type: definition.type, organisations: [organisation] },
      ids,
      fields: Object.keys(definition.fields),
      reason,
      reveal: false,
    });
    if (!rows.ok) return rows.error.message;
    // The writer is loaded when somebody exports, not when the page opens.
    const { duesPaper } = await import('./work/paper.ts');
    const name = `${year}年会费缴纳明细表${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, duesPaper(year, rows.value), 'xlsx');
    if (!kept.ok) return kept.error.message;
    onClose(kept.value ? `已导出 ${count(rows.value.length)} 人，记入了操作日志。` : undefined);
    return undefined;
  };
  return (
    <ExportFrame
      title={`导出 ${year} 年会费缴纳明细表？`}
      confirm="导出"
      onRun={run}
      onLeave={() => {
        onClose(undefined);
      }}
      lead={
        <p className="quiet">
          {groupWords[wish.group]}
          {wish.words === '' ? '' : `、名单里找“${wish.words}”的`}，每月的基数、应缴（0.5
          %）、已缴和合计。基数就是工资，用完请收好。会记入操作日志。
        </p>
      }
    />
  );
}

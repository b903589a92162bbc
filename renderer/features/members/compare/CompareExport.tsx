import { Checkbox } from 'antd';
import { useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { isoDateOf } from '../../../../domain/rules/calendar.ts';
import { ExportFrame } from '../../../records/acts/ExportFrame.tsx';
import type { CompareDriver } from '../../../records/compare/client.ts';
import type { Listing } from '../../../records/compare/views.ts';
import { listTitles } from '../../../records/compare/workbook.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';

interface CompareExportProps {
  readonly definition: RecordDefinition;
  readonly organisation: string;
  readonly session: CompareDriver;
  readonly listing: Listing;
  readonly onClose: (news: string | undefined) => void;
}

/** One of the lists as .xlsx. Like every export it has a reason, and its line in the log comes before the file. */
export function CompareExport({ definition, organisation, session, listing, onClose }: CompareExportProps) {
  const { store, host } = useWorkspace();
  const title = listTitles[listing.kind];
  const [reveal, setReveal] = useState(false);
  const masked = Object.values(definition.fields).filter((field) => field.sensitivity === 'masked');

  const write = async (reason: string): Promise<string | undefined> => {
    const made = await session.workbook(listing, reveal);
    if (!made.ok) return made.error.message;
    const logged = await store.exportRows({
      query: { type: definition.type, organisations: [organisation] },
      ids: made.value.ids,
      fields: [],
      reason: `三方核对 ${title}：${reason}`,
      reveal,
    });
    if (!logged.ok) return logged.error.message;
    // A file's name must not tell whom it is about.
    const name = `${title}${isoDateOf(new Date()).replaceAll('-', '')}.xlsx`;
    const kept = await host.saveFile(name, made.value.bytes, 'xlsx');
    if (!kept.ok) return kept.error.message;
    onClose(kept.value ? `已导出“${title}”，记入了操作日志。` : undefined);
    return undefined;
  };
  return (
    <ExportFrame
      title={`导出“${title}”？`}
      confirm="导出"
      onRun={write}
      onLeave={() => {
        onClose(undefined);
      }}
    >
      {listing.kind === 'doubts' ? null : (
        <Checkbox
          checked={reveal}
          onChange={(event) => {
            setReveal(event.target.checked);
          }}
        >
          导出完整号码（{masked.map((field) => field.label).join('、')}）
        </Checkbox>
      )}
      <p className="quiet">
        {reveal ? '将导出完整号码。会记入操作日志。' : '号码只导出一部分，如 138****1024。会记入操作日志。'}
      </p>
    </ExportFrame>
  );
}

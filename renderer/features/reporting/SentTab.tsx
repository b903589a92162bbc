import type { SentBatch } from '../../store/port.ts';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count, whenInWords } from '../../records/ui/words.ts';
import { organisationName, useWorkspace } from '../../records/ui/workspace.tsx';

function resultWords(batch: SentBatch): string {
  if (batch.state === 'sealed') return '在路上，还没有回执；没有丢，会自动再送';
  if (batch.state === 'refused') return '省平台没有收，内容都在本机，会自动再送';
  const received = batch.count - batch.rejected;
  const parts = [`已收到 ${count(received)} 条`];
  if (batch.conflicts > 0) parts.push(`${count(batch.conflicts)} 条待核对`);
  if (batch.rejected > 0) parts.push(`退回 ${count(batch.rejected)} 条`);
  return parts.join('，');
}

/** 已上报: what went up when, and the receipt for it. */
export function SentTab() {
  const workspace = useWorkspace();
  const { store, events } = workspace;
  const [batches, reload] = useLoaded(() => store.sent(200));
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync') reload();
  });
  if (batches === undefined) return null;
  if (batches.length === 0)
    return (
      <div className="nothing">
        <p className="nothing-lead">还没有送出过。</p>
      </div>
    );
  return (
    <NumberedTable heads={['什么时候', '单位', { label: '送出', number: true }, '回执']}>
      {batches.map((batch, index) => (
        <tr key={batch.batchId}>
          <td className="row-number">{index + 1}</td>
          <td>{whenInWords(batch.at)}</td>
          <td>{organisationName(workspace, batch.organisation)}</td>
          <td className="number">{count(batch.count)} 条</td>
          <td>{resultWords(batch)}</td>
        </tr>
      ))}
    </NumberedTable>
  );
}

import { Link } from 'react-router';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { StateMark } from '../../records/ui/StateMark.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { whenInWords } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';

/** As many as anybody reads; the count stands in the tab. */
const shown = 500;

/** 待上报: saved on this PC, not yet at the province. Nothing to do here but to know it is safe. */
export function WaitingTab() {
  const { store, events, definitions } = useWorkspace();
  const [items, reload] = useLoaded(() => store.pending(shown));
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync') reload();
  });
  if (items === undefined) return null;
  if (items.length === 0)
    return (
      <div className="nothing">
        <p className="nothing-lead">没有待上报的。</p>
      </div>
    );
  return (
    <NumberedTable heads={['类别', '名称', '内容', '什么时候', '经办人', '现在在哪']}>
      {items.map((item, index) => (
        <tr key={`${item.type}/${item.id}/${index}`}>
          <td className="row-number">{index + 1}</td>
          <td>{definitions.find((definition) => definition.type === item.type)?.label ?? ''}</td>
          <td>
            <Link to={`/records/${item.type}/${item.id}`}>{item.title || '（没有名称）'}</Link>
          </td>
          <td>{item.what}</td>
          <td>{whenInWords(item.at)}</td>
          <td>{item.userName}</td>
          <td>
            <StateMark state="saved" />
            {item.stuck === undefined ? null : <span className="stuck-words">{item.stuck}</span>}
          </td>
        </tr>
      ))}
    </NumberedTable>
  );
}

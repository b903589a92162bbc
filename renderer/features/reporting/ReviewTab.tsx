import { Button } from 'antd';
import { useNavigate } from 'react-router';
import type { ConflictItem } from '../../store/port.ts';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { NewestColumns } from './NewestColumns.tsx';

/** 待核对: who has boxes that two PCs filled differently. */
export function ReviewTab() {
  const { store, events } = useWorkspace();
  const [items, reload] = useLoaded(() => store.conflicts());
  useStoreEvents(events, (event) => {
    if (event.kind === 'sync' || event.kind === 'records') reload();
  });
  if (items === undefined) return null;
  const isEmpty = items.length === 0;
  // The columns stay when nothing is left: their last act can still be taken back there.
  return (
    <>
      {isEmpty ? null : (
        <p className="tab-lead">两台电脑填的不一样。两边填的都留着，请选一个；选完以后还能改回来。</p>
      )}
      <NewestColumns items={items} />
      {isEmpty ? (
        <div className="nothing">
          <p className="nothing-lead">没有要核对的。</p>
        </div>
      ) : (
        <ReviewTable items={items} />
      )}
    </>
  );
}

function ReviewTable({ items }: { readonly items: readonly ConflictItem[] }) {
  const { definitions } = useWorkspace();
  const navigate = useNavigate();
  return (
    <NumberedTable heads={['类别', '名称', '哪些栏目', { label: '办理', unseen: true }]}>
      {items.map((item, index) => {
        const definition = definitions.find((each) => each.type === item.type);
        return (
          <tr key={`${item.type}/${item.id}`}>
            <td className="row-number">{index + 1}</td>
            <td>{definition?.label}</td>
            <td>
              {item.title} {item.subtitle}
            </td>
            <td>
              {item.conflicts
                .map((conflict) => definition?.fields[conflict.field]?.label ?? '一栏')
                .join('、')}
            </td>
            <td>
              <Button size="small" onClick={() => void navigate(`/reporting/review/${item.type}/${item.id}`)}>
                去核对
              </Button>
            </td>
          </tr>
        );
      })}
    </NumberedTable>
  );
}

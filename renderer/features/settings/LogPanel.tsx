import { roleLabels } from '../../../domain/access.ts';
import { NumberedTable } from '../../records/ui/NumberedTable.tsx';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { count, whenInWords } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';

/** 操作日志: who did what when, by the names of boxes and never their contents (R23). */
export function LogPanel() {
  const { store, definitions } = useWorkspace();
  const [lines] = useLoaded(() => store.auditLog(500));
  if (lines === undefined) return null;
  if (lines.length === 0)
    return (
      <div className="nothing">
        <p className="nothing-lead">还没有记录。</p>
      </div>
    );
  return (
    <NumberedTable
      heads={[
        '什么时候',
        '谁',
        '身份',
        '做了什么',
        '哪一类',
        { label: '多少', number: true },
        '栏目',
        '用途、原因',
      ]}
    >
      {lines.map((line, index) => {
        const definition = definitions.find((each) => each.type === line.type);
        return (
          <tr key={`${line.at}-${index}`}>
            <td className="row-number">{index + 1}</td>
            <td>{whenInWords(line.at)}</td>
            <td>{line.userName}</td>
            <td>{line.roles?.map((role) => roleLabels[role]).join('、')}</td>
            <td>{line.act}</td>
            <td>{definition?.label}</td>
            <td className="number">
              {line.count === undefined ? '' : `${count(line.count)} ${definition?.countWord ?? ''}`}
            </td>
            <td>{line.fields?.map((key) => definition?.fields[key]?.label ?? key).join('、')}</td>
            <td>{line.reason}</td>
          </tr>
        );
      })}
    </NumberedTable>
  );
}

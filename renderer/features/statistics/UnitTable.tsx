import { count } from '../../records/ui/words.ts';
import type { UnitFigures } from './figures.ts';

interface UnitTableProps {
  readonly units: readonly UnitFigures[];
  readonly nameOf: (organisation: string) => string;
}

function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${((part / whole) * 100).toFixed(1)} %`;
}

function Row({
  name,
  unit,
  foot,
}: {
  readonly name: string;
  readonly unit: Omit<UnitFigures, 'organisation'>;
  readonly foot?: boolean;
}) {
  return (
    <tr className={foot === true ? 'sum' : undefined}>
      <th scope="row">{name}</th>
      <td className="num">{count(unit.workers)}</td>
      <td className="num">{count(unit.membersInPost)}</td>
      <td className="num">{count(unit.notMembers)}</td>
      <td className="num">{share(unit.membersInPost, unit.workers)}</td>
      <td className="num">{count(unit.members - unit.membersInPost)}</td>
      <td className="num">{count(unit.members)}</td>
      <td className="num">{count(unit.gaps)}</td>
    </tr>
  );
}

const headers = [
  '在职职工',
  '在职会员',
  '在职未入会',
  '入会率',
  '离职、会籍未转',
  '会员合计',
  '信息待补',
] as const;

/** Figures per unit (K8): an office that acts for many must see each, and the sum. */
export function UnitTable({ units, nameOf }: UnitTableProps) {
  const sum = units.reduce(
    (all, unit) => ({
      workers: all.workers + unit.workers,
      members: all.members + unit.members,
      notMembers: all.notMembers + unit.notMembers,
      membersInPost: all.membersInPost + unit.membersInPost,
      gaps: all.gaps + unit.gaps,
    }),
    { workers: 0, members: 0, notMembers: 0, membersInPost: 0, gaps: 0 },
  );
  return (
    <table className="stat-table" aria-label="各单位人数">
      <thead>
        <tr>
          <th scope="col">单位</th>
          {headers.map((header) => (
            <th key={header} scope="col" className="num">
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map((unit) => (
          <Row key={unit.organisation} name={nameOf(unit.organisation)} unit={unit} />
        ))}
      </tbody>
      {units.length > 1 ? (
        <tfoot>
          <Row name={`合计 ${units.length} 个单位`} unit={sum} foot />
        </tfoot>
      ) : null}
    </table>
  );
}

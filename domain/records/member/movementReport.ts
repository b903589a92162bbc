import type { ReportColumn, ReportDefinition } from '../definition.ts';
import { countsAsKept, countsAsMember, movements } from './movements.ts';
import type { MovementKind } from './movements.ts';

interface KindColumn extends ReportColumn {
  readonly kind: MovementKind;
  readonly part: 'in' | 'out';
}

const kinds: readonly KindColumn[] = [
  { key: 'joined', label: '入会', kind: '入会', part: 'in' },
  { key: 'transferredIn', label: '转入', kind: '转入', part: 'in' },
  { key: 'restored', label: '恢复', kind: '恢复', part: 'in' },
  { key: 'transferredOut', label: '转出', kind: '转出', part: 'out' },
  { key: 'kept', label: '保留', kind: '保留', part: 'out' },
  { key: 'quit', label: '退会', kind: '退会', part: 'out' },
  { key: 'deceased', label: '死亡', kind: '死亡', part: 'out' },
];

/**
 * 会员增减月报 (K28): members of the unit at the opening, what came and went, members at the closing. Somebody whose
 * membership is kept is no member of these figures and stands aside. 退会 holds 自动退会 and 开除会籍 as well.
 */
export const movementReport: ReportDefinition = {
  label: '会员增减月报',
  columns: [
    { key: 'opening', label: '期初', part: 'opening' },
    ...kinds.map(({ key, label, part }): ReportColumn => ({ key, label, part })),
    { key: 'closing', label: '期末', part: 'closing' },
    { key: 'keptAtClosing', label: '另：会籍保留', part: 'aside' },
  ],
  dividedBy: ['sex', 'migrantWorker', 'newEmployment'],
  closing: { setting: 'movementClosingDay', day: 25 },
  tally(definition, data, period) {
    const { opening, closing, events } = movements(definition, data, period);
    const sums: Record<string, number> = {};
    const add = (key: string, amount: number): void => {
      if (amount !== 0) sums[key] = (sums[key] ?? 0) + amount;
    };
    add('opening', countsAsMember(opening) ? 1 : 0);
    for (const { kind, members } of events) {
      const column = kinds.find((each) => each.kind === kind);
      if (column) add(column.key, column.part === 'in' ? members : -members);
    }
    add('closing', countsAsMember(closing) ? 1 : 0);
    add('keptAtClosing', countsAsKept(closing) ? 1 : 0);
    return Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0));
  },
};

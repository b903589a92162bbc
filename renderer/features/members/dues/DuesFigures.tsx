import { moneyInWords } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import type { DuesFigures as Figures, DuesGroup } from './work/ledger.ts';

interface DuesFiguresProps {
  readonly figures: Figures;
  readonly group: DuesGroup;
  readonly onGroup: (group: DuesGroup) => void;
}

interface Tile {
  readonly group: DuesGroup;
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

function tilesOf({ people, due, paid, owed, owedNow, since, month }: Figures): readonly Tile[] {
  const behind = since !== undefined && since < month;
  return [
    {
      group: 'paying',
      label: '应缴人数',
      value: count(people.paying),
      note: '会员，不含会籍保留',
    },
    {
      group: 'noBase',
      label: '应缴',
      value: moneyInWords(due),
      note: people.noBase === 0 ? '每人都有基数' : `另有 ${count(people.noBase)} 人没有基数`,
    },
    { group: 'paid', label: '已缴', value: moneyInWords(paid), note: `${count(people.paid)} 人` },
    {
      group: 'owing',
      label: '欠缴',
      value: moneyInWords(owed),
      note: `${count(people.owing)} 人${behind ? `，其中本月 ${moneyInWords(owedNow)}` : ''}`,
    },
  ];
}

/** The four figures of a month; each opens its people. */
export function DuesFigures({ figures, group, onGroup }: DuesFiguresProps) {
  return (
    <div className="dues-figures" role="group" aria-label="本月会费">
      {tilesOf(figures).map((tile) => (
        <button
          key={tile.label}
          type="button"
          className={tile.group === group ? 'dues-figure on' : 'dues-figure'}
          aria-pressed={tile.group === group}
          aria-label={`${tile.label} ${tile.value}，${tile.note}`}
          onClick={() => {
            onGroup(tile.group);
          }}
        >
          <span className="quiet">{tile.label}</span>
          <span className="figure-value">{tile.value}</span>
          <span className="small quiet">{tile.note}</span>
        </button>
      ))}
    </div>
  );
}

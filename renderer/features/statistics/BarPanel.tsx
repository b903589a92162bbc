import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { TextSize } from '../../records/ui/screen.ts';
import { useTextSize } from '../../records/ui/screen.ts';
import { count } from '../../records/ui/words.ts';
import type { Bar as BarDatum } from './figures.ts';

interface BarPanelProps {
  readonly title: string;
  readonly bars: readonly BarDatum[];
  readonly hue: string;
}

/** The letters of a chart are not in reach of style sheets' sizes; these follow --fs-s. */
const letters: Readonly<Record<TextSize, number>> = { default: 13, large: 16, largest: 17 };

/**
 * A chart that survives a black-and-white printer: one muted hue, the number on every bar. The same figures stand in a
 * table for those who cannot see the bars.
 */
export function BarPanel({ title, bars, hue }: BarPanelProps) {
  const fontSize = letters[useTextSize()];
  const rowHeight = fontSize * 2 + 4;
  const data = bars.map((bar) => ({ name: bar.name, count: bar.count, words: count(bar.count) }));
  return (
    <section className="stat-panel" aria-label={title}>
      <h2>{title}</h2>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={Math.max(bars.length, 1) * rowHeight + 8}>
          <BarChart
            data={data}
            layout="vertical"
            margin={{ top: 4, right: fontSize * 5, bottom: 4, left: 0 }}
          >
            <XAxis type="number" hide />
            <YAxis
              type="category"
              dataKey="name"
              width={fontSize * 10}
              tickLine={false}
              axisLine={false}
              tick={{ fill: '#51565D', fontSize }}
              interval={0}
            />
            <Bar dataKey="count" fill={hue} barSize={16} isAnimationActive={false}>
              <LabelList dataKey="words" position="right" fill="#1F2329" fontSize={fontSize} />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className="unseen">
        <caption>{title}</caption>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.name}>
              <th scope="row">{bar.name}</th>
              <td>{bar.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

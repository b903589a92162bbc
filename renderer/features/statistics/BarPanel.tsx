import { Bar, BarChart, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import { count } from '../../records/ui/words.ts';
import type { Bar as BarDatum } from './figures.ts';

interface BarPanelProps {
  readonly title: string;
  readonly bars: readonly BarDatum[];
  readonly hue: string;
}

const rowHeight = 30;

/**
 * A chart that survives a black-and-white printer: one muted hue, the number on every bar. The same figures stand in a
 * table for those who cannot see the bars.
 */
export function BarPanel({ title, bars, hue }: BarPanelProps) {
  const data = bars.map((bar) => ({ name: bar.name, count: bar.count, words: count(bar.count) }));
  return (
    <section className="stat-panel" aria-label={title}>
      <h2>{title}</h2>
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={Math.max(bars.length, 1) * rowHeight + 8}>
          <BarChart data={data} layout="vertical" margin={{ top: 4, right: 64, bottom: 4, left: 0 }}>
            <XAxis type="number" hide />
            <YAxis
              type="category"
              dataKey="name"
              width={132}
              tickLine={false}
              axisLine={false}
              tick={{ fill: '#51565D', fontSize: 13 }}
              interval={0}
            />
            <Bar dataKey="count" fill={hue} barSize={16} isAnimationActive={false}>
              <LabelList dataKey="words" position="right" fill="#1F2329" fontSize={13} />
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

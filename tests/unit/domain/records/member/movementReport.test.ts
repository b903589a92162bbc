import { describe, expect, it } from 'vitest';
import { definition } from '../../../../../domain/records/types/member.ts';
import { periodOfMonth } from '../../../../../domain/records/reportPeriod.ts';
import type { RecordData } from '../../../../../domain/records/definition.ts';

const report = definition.reports?.['movement'];
const tally = (data: RecordData, month = '2026-11') =>
  report?.tally(definition, data, periodOfMonth(month, 25));
const journal = (...lines: string[]): RecordData => ({
  name: '甲测试',
  membershipStatus: lines.at(-1)?.split('|')[3] ?? '00',
  membershipLog: lines,
});

describe('会员增减月报: what one person adds', () => {
  it('a member all along, one who joined, one who joined after the closing', () => {
    expect(tally({ membershipStatus: '02', joinDate: '2019-05-01' })).toEqual({ opening: 1, closing: 1 });
    expect(tally(journal('2026-11-20|join|00|02'))).toEqual({ joined: 1, closing: 1 });
    expect(tally(journal('2026-11-26|join|00|02'))).toEqual({});
    expect(tally(journal('2026-11-26|join|00|02'), '2026-12')).toEqual({ joined: 1, closing: 1 });
  });

  it('goes out by the column of its step, and a kept membership stands aside', () => {
    const member = '2020-01-01|join|00|02';
    expect(tally(journal(member, '2026-11-03|transferOut|02|09'))).toEqual({ opening: 1, transferredOut: 1 });
    expect(tally(journal(member, '2026-11-03|expel|02|07'))).toEqual({ opening: 1, quit: 1 });
    expect(tally(journal(member, '2026-11-03|keep|02|04'))).toEqual({
      opening: 1,
      kept: 1,
      keptAtClosing: 1,
    });
    expect(tally(journal(member, '2026-11-03|keep|02|04', '2026-11-05|decease|04|08'))).toEqual({
      opening: 1,
      kept: 1,
    });
  });

  it('a correction of an earlier month counts against its own column', () => {
    const lines = ['2020-01-01|join|00|02', '2026-10-03|quit|02|05', '2026-11-03|takeBack|05|02'];
    expect(tally(journal(...lines), '2026-10')).toEqual({ opening: 1, quit: 1 });
    expect(tally(journal(...lines))).toEqual({ quit: -1, closing: 1 });
  });

  it('can be divided by fields that exist', () => {
    expect(report?.dividedBy.filter((key) => definition.fields[key] === undefined)).toEqual([]);
  });
});

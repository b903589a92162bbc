import { describe, expect, it } from 'vitest';
import { shortPath, showInFile, showMasked, showValue } from '../../../../../renderer/records/ui/values.ts';
import { count, whenInWords } from '../../../../../renderer/records/ui/words.ts';
import { definition } from '../../../../../domain/records/types/member.ts';

const now = new Date(2026, 10, 23, 14, 5);
const at = (...parts: [number, number, number, number, number]): string => new Date(...parts).toISOString();

describe('words', () => {
  it.each([
    [at(2026, 10, 23, 9, 7), '今天 09:07'],
    [at(2026, 10, 22, 17, 52), '昨天 17:52'],
    [at(2026, 4, 1, 8, 0), '05-01 08:00'],
    [at(2025, 11, 3, 8, 0), '2025-12-03'],
    ['不是时间', '不是时间'],
  ])('says %s as %s', (iso, words) => {
    expect(whenInWords(iso, now)).toBe(words);
  });

  it('groups numbers', () => {
    expect(count(8126)).toBe('8,126');
  });
});

describe('values', () => {
  const field = (key: string) => definition.fields[key] ?? { label: '', kind: 'text' as const, section: '' };
  it('shows codes by their words, phones open in a file and hidden in a list, identity numbers hidden in both', () => {
    expect(showValue(field('sex'), '2')).toBe('女');
    expect(showMasked(field('mobile'), '13800001024')).toBe('138****1024');
    expect(showInFile(field('mobile'), '13800001024')).toBe('138 0000 1024');
    expect(showInFile(field('idNumber'), '440000198003121027')).toBe('440000********1027');
    expect(showValue({ label: '', kind: 'money', section: '' }, 3_255_950)).toBe('32,559.50');
    expect(showValue({ label: '', kind: 'flag', section: '' }, false)).toBe('否');
  });

  it('shortens a place to what tells people apart', () => {
    expect(shortPath('一分厂/装配二车间/A3 线')).toBe('装配二 · A3 线');
    expect(shortPath('一分厂/冲压车间')).toBe('冲压车间');
    expect(shortPath('')).toBe('');
  });
});

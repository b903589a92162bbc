import { expect, test } from 'vitest';
import { reloadRule } from '../../../../electron/watch/reloadRule.ts';

test('a dead page comes back by itself once, and by asking when it dies again within a minute', () => {
  let now = 5_000;
  const rule = reloadRule(() => now);
  expect(rule.died('crashed')).toBe('reload');
  rule.reloaded();
  now += 59_999;
  expect(rule.died('oom')).toBe('ask');
  rule.reloaded();
  now += 59_999;
  expect(rule.died('killed')).toBe('ask');
  rule.reloaded();
  now += 60_000;
  expect(rule.died('crashed')).toBe('reload');
});

test('a page that was closed is not brought back', () => {
  expect(reloadRule(() => 0).died('clean-exit')).toBe('nothing');
});

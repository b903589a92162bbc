import { describe, expect, test } from 'vitest';
import { playwrightCounts, sum, summaryLine, vitestCounts } from '../../../scripts/lib/counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('vitest', () => {
  test('counts each test once', () => {
    const report = {
      success: false,
      testResults: [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')],
    };
    expect(vitestCounts(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test('a file that could not be loaded is a failure', () => {
    expect(
      vitestCounts({ success: false, testResults: [file('failed'), file('passed', 'passed')] }, 1),
    ).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('an error outside every test is a failure', () => {
    expect(vitestCounts({ success: false, testResults: [file('passed', 'passed')] }, 0).failed).toBe(1);
    expect(vitestCounts({ success: true, testResults: [file('passed', 'passed')] }, 1).failed).toBe(1);
  });
});

describe('playwright', () => {
  test('flaky is failed', () => {
    expect(playwrightCounts({ stats: { expected: 4, unexpected: 1, flaky: 2, skipped: 3 } }, 1)).toEqual({
      passed: 4,
      failed: 3,
      skipped: 3,
    });
  });

  test('a run that broke before its tests is a failure', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [{}] }, 1).failed).toBe(1);
    expect(playwrightCounts({ stats }, 1).failed).toBe(1);
  });
});

test('the last line names skips only when there are any', () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(summaryLine(total)).toBe('3 passed, 1 failed');
  expect(summaryLine({ ...total, skipped: 4 })).toBe('3 passed, 1 failed, 4 skipped');
});

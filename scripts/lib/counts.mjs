/**
 * What the test tools wrote for machines.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const none = { passed: 0, failed: 0, skipped: 0 };

/**
 * Adds counts up.
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    none,
  );
}

/**
 * Vitest's JSON report. A file that could not be loaded holds no test and is still one failure; an error outside every
 * test makes the run unsuccessful without a failed test, and is one too.
 */
export function vitestCounts(report, exitCode) {
  const counts = { ...none };
  for (const file of report.testResults) {
    const states = file.assertionResults.map((test) => test.status);
    counts.passed += states.filter((state) => state === 'passed').length;
    counts.skipped += states.filter((state) =>
      ['skipped', 'pending', 'todo', 'disabled'].includes(state),
    ).length;
    const failed = states.filter((state) => state === 'failed').length;
    counts.failed += failed === 0 && file.status === 'failed' ? 1 : failed;
  }
  if (counts.failed === 0 && (exitCode !== 0 || report.success === false)) counts.failed = 1;
  return counts;
}

/** Playwright's JSON report. A flaky test passed only on a second try: that is a failure with good luck. */
export function playwrightCounts(report, exitCode) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + (report.errors ?? []).length;
  return { passed: expected, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}

/**
 * The line a run ends with.
 * @param {Counts} total
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

import axe from 'axe-core';

/** Serious and critical findings on the page, as lines. Contrast needs paint, which jsdom has not: it is judged on screenshots. */
export async function seriousFindings(): Promise<readonly string[]> {
  const result = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    resultTypes: ['violations'],
  });
  return result.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      (violation) =>
        `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' || ')}`,
    );
}

import { expect, test } from 'vitest';
import { nodeTooOld } from '../../../scripts/lib/node.mjs';

test.each(['18.20.8', '20.18.3', '8.0.0'])('Node %s is refused with a way out', (version) => {
  expect(nodeTooOld(version)).toMatch(new RegExp(`${version}.*20\\.19.*nodejs\\.org`));
});

test.each(['20.19.0', '20.20.2', '22.1.0', '24.0.0'])('Node %s will do', (version) => {
  expect(nodeTooOld(version)).toBeUndefined();
});

import { describe } from 'vitest';
import { faultsSuite } from './faults.ts';
import type { TestMedium } from './helpers.ts';
import { historiesSuite } from './histories.ts';
import { importsSuite } from './imports.ts';
import { recordsSuite } from './records.ts';
import { manyActsSuite } from './manyActs.ts';
import { placesSuite } from './places.ts';
import { reportsSuite } from './reports.ts';
import { syncingSuite } from './syncing.ts';

/** What every store over every disk must do. The run in Chromium is the judge (R16). */
export function storeSuite(label: string, open: () => Promise<TestMedium>): void {
  describe(`store on ${label}`, () => {
    recordsSuite(open);
    importsSuite(open);
    syncingSuite(open);
    historiesSuite(open);
    manyActsSuite(open);
    placesSuite(open);
    faultsSuite(open);
    reportsSuite(open);
  });
}

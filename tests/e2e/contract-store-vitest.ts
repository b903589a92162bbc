import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

/** Stands in for `vitest` inside the page, so that one suite is judged on three disks. */
export interface PageTest {
  readonly name: string;
  run(): Promise<void>;
}
export const collected: PageTest[] = [];

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const { expect } = chai;
export function describe(_name: string, body: () => void): void {
  body();
}
export function it(name: string, run: () => Promise<void>): void {
  collected.push({ name, run });
}

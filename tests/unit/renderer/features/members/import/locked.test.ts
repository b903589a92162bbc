import { describe, expect, it } from 'vitest';
import { afterTry } from '../../../../../../renderer/features/members/import/locked.ts';
import { readFailure } from '../../../../../../renderer/records/import/readers/port.ts';

const file = new File([], '加密花名册.xlsx');

describe('a workbook that does not open', () => {
  it('is asked for its password, three times and no more', () => {
    const asked = afterTry(file, undefined, readFailure('password'));
    expect(asked.locked).toMatchObject({ left: 3, wrong: false });
    const second = afterTry(file, asked.locked, readFailure('wrongPassword'));
    expect(second.locked).toMatchObject({ left: 2, wrong: true });
    const third = afterTry(file, second.locked, readFailure('wrongPassword'));
    const last = afterTry(file, third.locked, readFailure('wrongPassword'));
    expect(last.locked).toBeUndefined();
    expect(last.trouble).toContain('试了 3 次，密码都不对');
  });

  it('is not asked for one where no password would open it here', () => {
    const unknown = afterTry(file, undefined, readFailure('password', { scheme: 'unknown' }));
    expect(unknown.locked).toBeUndefined();
    expect(unknown.trouble).toContain('另存一份不加密的再导入');
  });
});

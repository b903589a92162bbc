import { expect, test } from 'vitest';
import { fileFailure } from '../../../../electron/files/failure.ts';

const said = (code: string) => Object.assign(new Error(`${code}: /home/甲测试/花名册.xlsx`), { code });

test.each([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EACCES', 'denied'],
  ['EROFS', 'denied'],
  ['EBUSY', 'denied'],
  ['EIO', 'ioFailed'],
])('%s is told as %s, without the path and without the code', (system, code) => {
  const failure = fileFailure(said(system));
  expect(failure.code).toBe(code);
  expect(failure.message).toMatch(/原来的文件没有变化/);
  expect(failure.message).not.toMatch(/甲测试|\/|E[A-Z]{2,}|异常|非法|失败/);
});

test('something that is not even an error still gets a sentence', () => {
  expect(fileFailure('?').code).toBe('ioFailed');
});

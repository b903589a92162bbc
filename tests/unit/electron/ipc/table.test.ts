import { expect, test } from 'vitest';
import { channels } from '../../../../electron/ipc/channels.ts';
import { table } from '../../../../electron/ipc/table.ts';

test('every channel has its shapes and no shape is without a channel', () => {
  expect(Object.keys(table).sort()).toEqual([...channels].sort());
});

const bytes = new Uint8Array([1]);

test.each([
  ['a path', 'saveFile', { suggestedName: '../花名册.xlsx', bytes, kind: 'xlsx' }],
  ['a Windows path', 'saveFile', { suggestedName: 'C:\\花名册.xlsx', bytes, kind: 'xlsx' }],
  ['a control character', 'saveFile', { suggestedName: '花名册\u0000.xlsx', bytes, kind: 'xlsx' }],
  ['a hidden file', 'saveFile', { suggestedName: '.bashrc', bytes, kind: 'text' }],
  ['an unknown kind', 'saveFile', { suggestedName: '花名册.exe', bytes, kind: 'exe' }],
  ['more than was agreed', 'saveFile', { suggestedName: '花名册.xlsx', bytes, kind: 'xlsx', folder: '/' }],
  ['another file', 'writeFile', { name: 'device', bytes }],
  ['a path for a file', 'readFile', '../device'],
  ['a text for bytes', 'writeFile', { name: 'slots', bytes: 'text' }],
  ['too many bytes', 'writeFile', { name: 'slots', bytes: new Uint8Array(16 * 1024 * 1024 + 1) }],
  ['an argument where none belongs', 'deviceSecret', {}],
  ['a side of the paper', 'print', { orientation: 'upsideDown' }],
  ['a print without a dialog', 'print', { orientation: 'portrait', silent: true }],
  ['a path for a PDF', 'savePdf', { suggestedName: '../花名册.pdf', orientation: 'portrait' }],
  ['a rotation in one step', 'rotateDeviceSecret', undefined],
] as const)('%s is refused by %s', (_name, channel, input) => {
  expect(table[channel].input.safeParse(input).success).toBe(false);
});

test('what the page really sends is taken', () => {
  expect(
    table.saveFile.input.safeParse({ suggestedName: '退回名单 2026-11.xlsx', bytes, kind: 'xlsx' }).success,
  ).toBe(true);
  expect(table.writeFile.input.safeParse({ name: 'slots', bytes }).success).toBe(true);
  expect(table.writeFile.output.safeParse({ ok: true, value: undefined }).success).toBe(true);
  expect(table.readFile.output.safeParse(undefined).success).toBe(true);
});

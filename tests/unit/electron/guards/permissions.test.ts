import { expect, test } from 'vitest';
import { mayUse } from '../../../../electron/guards/permissions.ts';

test('only what the ledger needs, and only for its own page', () => {
  expect(mayUse('persistent-storage', 'app://ledger/')).toBe(true);
  expect(mayUse('persistent-storage', 'app://ledger')).toBe(true);
  expect(mayUse('persistent-storage', 'app://ledger/index.html#code')).toBe(true);
  expect(mayUse('persistent-storage', 'https://elsewhere.example/')).toBe(false);
  expect(mayUse('persistent-storage', 'app://ledger.example/')).toBe(false);
  expect(mayUse('persistent-storage', '')).toBe(false);
  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'usb',
    'hid',
    'serial',
    'clipboard-read',
    'openExternal',
    'unknown',
  ]) {
    expect(mayUse(permission, 'app://ledger/')).toBe(false);
  }
});

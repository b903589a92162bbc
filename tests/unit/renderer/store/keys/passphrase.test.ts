import { describe, expect, it } from 'vitest';
import { stretched, weakness } from '../../../../../renderer/store/keys/passphrase.ts';
import { cheap } from './memoryHost.ts';

describe('passphrase strength (R53: 12 characters or 4 words)', () => {
  it.each([
    '春天到了花都开了我们去看',
    '春天 花开 工会 台账',
    'correct horse battery staple',
    'Shangban9dian',
  ])('takes %s', (passphrase) => {
    expect(weakness(passphrase)).toBeUndefined();
  });

  it.each([
    ['', '太短'],
    ['春天到了花都开了我们去', '太短'],
    ['一 二 三 四', '太短'],
    ['440000199001011234', '只有数字'],
    ['１２３４９８７６５１３２', '只有数字'],
    ['好好好好好好好好好好好好', '重复'],
    ['abcdefghijklmn', '重复'],
  ])('refuses “%s” and says why', (passphrase, why) => {
    expect(weakness(passphrase)).toContain(why);
    expect(weakness(passphrase)).toMatch(/。请/u);
  });

  it('means the same in full width, as an input method may write it', async () => {
    const salt = new Uint8Array(16);
    const [narrow, wide] = await Promise.all([
      stretched('Shangban9dian', salt, cheap),
      stretched('Ｓｈａｎｇｂａｎ９ｄｉａｎ', salt, cheap),
    ]);
    expect(narrow).toEqual(wide);
    expect(await stretched('shangban9dian', salt, cheap)).not.toEqual(narrow);
  });

  it('is the Argon2id that another implementation computes', async () => {
    // Computed by OpenSSL 3: password, salt below, 2 passes, 1024 KiB, 1 lane.
    const salt = new TextEncoder().encode('somesaltsomesalt');
    const key = await stretched('password', salt, { memoryKiB: 1024, passes: 2 });
    expect(Buffer.from(key).toString('hex')).toBe(
      '08a19ee7f6d7f589c2ab6af18d6e724172b19f7d6fd462b38430ab31ceabeaf0',
    );
  });
});

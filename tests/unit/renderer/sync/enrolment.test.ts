import { describe, expect, it } from 'vitest';
import { bareCode, judgeCode, parseCode } from '../../../../renderer/sync/code.ts';
import { enrolDevice } from '../../../../renderer/sync/enrolment.ts';
import type { HttpAnswer } from '../../../../renderer/sync/port.ts';
import { provinceFingerprint, provinceJwk, signedAnswer } from '../../../simulation/support/network.ts';
import { FakeClock, FakeProvince, office } from './fakes.ts';

const words = {
  url: 'http://province.test',
  serverKey: provinceFingerprint,
  office: 'org',
  officeName: '试验工会',
  realData: false,
  expires: '2026-11-24T00:00:00.000Z',
  code: 'x'.repeat(22),
};
const codeOf = (more: object = {}): string =>
  `GH1.${Buffer.from(JSON.stringify({ ...words, ...more })).toString('base64url')}`;
const now = Date.UTC(2026, 10, 23);

describe('a 开通码 as people paste it', () => {
  it('is found among other words and put together over line breaks and invisible characters', () => {
    const code = codeOf();
    const torn = `您的开通码：\n${code.slice(0, 40)}\r\n  ${code.slice(40)}\u200b\ufeff\n`;
    expect(bareCode(torn)).toBe(code);
    expect(parseCode(torn)).toEqual({ ok: true, value: words });
  });

  it.each([
    ['notACode', '你好'],
    ['notACode', ''],
    ['codeDamaged', codeOf().slice(0, -9)],
    ['codeDamaged', 'GH1.'],
    ['codeDamaged', codeOf({ code: 'short' })],
    ['codeDamaged', codeOf({ more: 1 })],
  ])('answers %s with a sentence', (code, text) => {
    const parsed = parseCode(text);
    expect(parsed).toMatchObject({ ok: false, error: { code } });
    expect(parsed.ok ? '' : parsed.error.message).toMatch(/什么都没有改。.*请/);
  });

  it('is judged by host and clock, and an old one may be tried again', () => {
    const proven = { electron: '43.0.0', date: '2026-12-24', commit: 'abc' };
    const at = (hour: number) => ({ host: 'browser' as const, now: now + hour * 3600_000, proven });
    expect(judgeCode(words, at(23)).ok).toBe(true);
    expect(judgeCode(words, at(25))).toMatchObject({ error: { code: 'codeExpired', retryable: true } });
    expect(judgeCode({ ...words, realData: true }, at(0))).toMatchObject({ error: { code: 'hostRefused' } });
    const real = { ...words, realData: true };
    expect(judgeCode(real, { host: 'electron', now, proven }).ok).toBe(true);
    const unproven = { host: 'electron' as const, now, proven: undefined };
    expect(judgeCode(real, unproven)).toMatchObject({ error: { code: 'notProven' } });
    expect(judgeCode(words, unproven).ok).toBe(true);
  });
});

const answerWords = {
  device: 'd1',
  serverKey: provinceJwk,
  scope: { office, organisations: [office], realData: false, users: [], serverSealKey: '', epoch: 'e1' },
  recordCount: 7,
};

function enrol(answer: HttpAnswer, code = codeOf()) {
  const http = new FakeProvince(() => answer);
  const registration = {
    id: 'u1',
    name: '甲测试',
    roles: ['clerk' as const],
    signKey: {},
    sealKey: '',
    active: true,
  };
  const ports = { http, clock: new FakeClock(), host: 'electron' as const };
  const device = { signKey: {}, sealKey: '' };
  return enrolDevice(ports, { code, registration, device }).then((result) => ({ result, http }));
}

describe('enrolDevice (R5, R49)', () => {
  it('believes an answer by the key that the code pinned', async () => {
    const { result } = await enrol(signedAnswer(200, answerWords));
    expect(result).toMatchObject({
      ok: true,
      value: { device: 'd1', recordCount: 7, serverKey: provinceJwk },
    });
  });

  it.each<[string, HttpAnswer, string | undefined]>([
    ['an answer nobody signed', { ...signedAnswer(200, answerWords), headers: {} } as HttpAnswer, undefined],
    ['a key the code does not pin', signedAnswer(200, answerWords), codeOf({ serverKey: 'another' })],
    ['another office', signedAnswer(200, answerWords), codeOf({ office: 'other' })],
    ['a login page', { kind: 'answer', status: 200, headers: {}, body: Buffer.from('<html>') }, undefined],
  ])('does not believe %s', async (_what, answer, code) => {
    const { result } = await enrol(answer, code);
    expect(result).toMatchObject({ ok: false, error: { code: 'foreignServer', retryable: true } });
  });

  it('shows the sentence of a refusal and may be tried again when nobody answered', async () => {
    const used = signedAnswer(403, { code: 'codeUsed', message: '这个开通码已经用过了。' });
    expect((await enrol(used)).result).toMatchObject({ error: { code: 'codeUsed', retryable: false } });
    const busy = signedAnswer(429, { code: 'tooMany', message: '稍后再试。' });
    expect((await enrol(busy)).result).toMatchObject({ error: { code: 'tooMany', retryable: true } });
    const down = signedAnswer(503, { code: 'unavailable', message: '连不上。' });
    expect((await enrol(down)).result).toMatchObject({ error: { code: 'unavailable', retryable: true } });
    const cut: HttpAnswer = { kind: 'noConnection', reason: 'tls' };
    expect((await enrol(cut)).result).toMatchObject({ error: { code: 'unavailable', retryable: true } });
  });

  it('asks nobody about what is not a code, and lets the province judge one that looks expired', async () => {
    const none = await enrol(signedAnswer(200, answerWords), 'GH1.xx');
    expect([none.result.ok, none.http.asked]).toEqual([false, []]);
    const old = await enrol(signedAnswer(200, answerWords), codeOf({ expires: '2001-01-01T00:00:00.000Z' }));
    expect(old.result.ok).toBe(true);
  });
});

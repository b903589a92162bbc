import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacterOf,
  judgeDocumentNumber,
  judgeResidentNumber,
} from '../../../../domain/rules/identityNumber.ts';

const faultOf = (raw: string): string => {
  const verdict = judgeResidentNumber(raw);
  return verdict.ok ? 'ok' : verdict.fault;
};

describe('resident identity numbers (GB 11643)', () => {
  it.each([
    '44000019900101001X',
    '440000198506151227',
    '810000199001010019',
    '830000199001010012',
    '11010519491231002X',
  ])('accepts %s, which passes and belongs to nobody', (number) => expect(faultOf(number)).toBe('ok'));

  it('reads birth date and sex', () => {
    const verdict = judgeResidentNumber('440000198506151227');
    expect(verdict).toMatchObject({ ok: true, facts: { birthDate: '1985-06-15', sex: '2' } });
  });

  it('cleans full-width digits, spaces, a leading apostrophe and a small x', () => {
    expect(judgeResidentNumber("'44000019900101001x ")).toMatchObject({
      ok: true,
      value: '44000019900101001X',
    });
    expect(judgeResidentNumber('４４００００ １９９００１０１ ００１Ｘ')).toMatchObject({
      ok: true,
      value: '44000019900101001X',
    });
  });

  it.each([
    ['4.40E+17', 'scientific'],
    ['440000900101001', 'fifteenDigits'],
    ['440000199001010', 'fifteenDigits'],
    ['44000019900101', 'length'],
    ['4400001990010100AX', 'characters'],
    ['000000199001010019', 'province'],
    ['440000199002300019', 'birthDate'],
    ['440000198506151228', 'checkDigit'],
    ['440000198506151000', 'ruinedTail'],
  ])('refuses %s as %s', (number, fault) => expect(faultOf(number)).toBe(fault));

  it('accepts the card of foreigners since 2023, which starts with 9', () => {
    const body = '91100019900101001';
    expect(judgeDocumentNumber('553', body + checkCharacterOf(body))).toMatchObject({ ok: true });
    expect(judgeDocumentNumber('553', 'ABC123456789012')).toMatchObject({ ok: true });
  });

  it('finds every single wrong digit (property of the check character)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const digits = [...'440000198506151227'];
        digits[place] = String((Number(digits[place]) + shift) % 10);
        return faultOf(digits.join('')) !== 'ok';
      }),
    );
  });

  it('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof judgeResidentNumber(text).ok === 'boolean'));
  });
});

describe('other documents', () => {
  it.each([
    ['516', 'H12345678', true],
    ['516', '12345678', false],
    ['511', '12345678', true],
    ['414', 'E12345678', true],
    ['414', 'E1', false],
    ['990', '军字第001号', true],
  ])('type %s number %s → %s', (type, number, good) =>
    expect(judgeDocumentNumber(type, number).ok).toBe(good),
  );
});

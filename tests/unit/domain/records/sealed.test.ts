import { describe, expect, it } from 'vitest';
import { factsOnly, isOffFor, sealedFieldsOf } from '../../../../domain/records/sealed.ts';
import { definition as counsellingLog } from '../../../../domain/records/types/counsellingLog.ts';
import { definition as member } from '../../../../domain/records/types/member.ts';
import { validateRecord } from '../../../../domain/records/validate.ts';

describe('the facts of a record whose content lies elsewhere', () => {
  it('are judged without what is sealed', () => {
    const facts = factsOnly(counsellingLog);
    const asked = (issues: ReturnType<typeof validateRecord>) => new Set(issues.map((issue) => issue.field));
    const sealed = sealedFieldsOf(counsellingLog);
    const whole = asked(validateRecord(counsellingLog, {}));
    const part = asked(validateRecord(facts, {}));
    expect(sealed.some((field) => whole.has(field))).toBe(true);
    expect(sealed.filter((field) => part.has(field))).toEqual([]);
    expect([...whole].filter((field) => !sealed.includes(field)).every((field) => part.has(field))).toBe(
      true,
    );
    expect(Object.keys(facts.fields)).toEqual(Object.keys(counsellingLog.fields));
    expect(factsOnly(counsellingLog)).toBe(facts);
  });

  it('a type with content is off for an office of real people, others are not', () => {
    const judged = [counsellingLog, member].flatMap((type) =>
      [true, false].map((realData) => isOffFor(type, { realData })),
    );
    expect(judged).toEqual([true, false, false, false]);
  });
});

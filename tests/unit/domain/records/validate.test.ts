import { describe, expect, it } from 'vitest';
import { definitionOf, recordDefinitions } from '../../../../domain/records/registry.ts';
import { gapsOf, validateRecord } from '../../../../domain/records/validate.ts';
import { hasDictionary, hasCode } from '../../../../domain/dictionaries/lookup.ts';
import type { RecordData } from '../../../../domain/records/definition.ts';

const member = definitionOf('member');
if (!member) throw new Error('member is not registered');
const refusals = (data: RecordData): string[] =>
  validateRecord(member, data)
    .filter((issue) => issue.severity === 'refuse')
    .map((issue) => `${issue.field}:${issue.code}`);

describe('two validities (K4)', () => {
  it('saves a person with a name and a number of either kind, and lists what is missing to report', () => {
    expect(refusals({ name: '甲测试', employeeNo: '00317' })).toEqual([]);
    expect(gapsOf(member, { name: '甲测试', employeeNo: '00317' })).toContain('ethnic');
  });

  it('refuses a person without a name or without any number', () => {
    expect(refusals({ employeeNo: '1' })).toEqual(['name:neededToSave']);
    expect(refusals({ name: '甲测试' })).toEqual(['idNumber:neededToSave']);
  });

  it('refuses impossible values and nothing else', () => {
    expect(refusals({ name: '甲测试', employeeNo: '1', birthDate: '1990-02-30' })).toEqual([
      'birthDate:invalidValue',
    ]);
    expect(refusals({ name: '甲测试', employeeNo: '1', ethnic: 'ZZ' })).toEqual(['ethnic:invalidValue']);
    expect(refusals({ name: '甲\u0000', employeeNo: '1' })).toEqual(['name:invalidValue']);
    expect(refusals({ name: '甲\ud800', employeeNo: '1' })).toEqual(['name:invalidValue']);
    expect(refusals({ name: '甲测试', idNumber: '440000198506151228' })).toEqual(['idNumber:checkDigit']);
  });

  it('warns on a contradiction with the identity number and does not refuse', () => {
    const issues = validateRecord(member, {
      name: '甲测试',
      idNumber: '440000198506151227',
      sex: '1',
      birthDate: '1985-06-16',
    });
    expect(issues.filter((issue) => issue.severity === 'notice').map((issue) => issue.field)).toEqual([
      'birthDate',
      'sex',
    ]);
  });

  it('lets unknown fields of a newer version pass', () => {
    expect(refusals({ name: '甲测试', employeeNo: '1', bloodOath: 'x' })).toEqual([]);
  });
});

describe('every definition', () => {
  it.each(recordDefinitions.map((definition) => [definition.type, definition] as const))(
    '%s refers only to what exists',
    (_type, definition) => {
      const keys = new Set(Object.keys(definition.fields));
      const named = [
        definition.titleField,
        ...definition.list.map((column) => column.field).filter((field) => !field.startsWith('@')),
        ...definition.identity.flat(),
        ...(definition.identityAsk ?? []).flat(),
        ...(definition.saveNeedsOneOf ?? []).flat(),
        ...Object.keys(definition.states ?? {}),
        ...Object.values(definition.transitions ?? {}).flatMap((step) => [
          step.field,
          ...step.asks,
          ...step.requires,
        ]),
      ];
      expect(named.filter((field) => !keys.has(field))).toEqual([]);
      const sections = new Set(definition.sections.map((section) => section.key));
      for (const [key, field] of Object.entries(definition.fields)) {
        expect([key, sections.has(field.section)]).toEqual([key, true]);
        if (field.kind === 'code' || field.kind === 'codes')
          expect([key, hasDictionary(field.dictionary ?? '')]).toEqual([key, true]);
        for (const code of Object.values(field.valueSpellings ?? {})) {
          expect([key, code, hasCode(field.dictionary ?? '', code)]).toEqual([key, code, true]);
        }
      }
    },
  );
});

import { describe, expect, it } from 'vitest';
import { definition as member } from '../../../../../domain/records/types/member.ts';
import { columnKindOf, indexedFieldsOf } from '../../../../../renderer/store/index/indexedFields.ts';
import { definition } from './testDefinition.ts';

describe('indexed fields', () => {
  it('are those of lists, search, match, state, tree, title and links, in the order of the definition', () => {
    expect(indexedFieldsOf(definition)).toEqual(
      Object.keys(definition.fields).filter((key) => key !== 'unseen'),
    );
  });

  it('leave pseudo columns and long texts of the real roster out', () => {
    const fields = indexedFieldsOf(member);
    expect(fields.filter((field) => field.startsWith('@'))).toEqual([]);
    expect(fields).not.toContain('note');
    for (const field of [
      'name',
      'employeeNo',
      'idNumber',
      'mobile',
      'department',
      'membershipStatus',
      'cardNo',
      'joinDate',
    ]) {
      expect(fields).toContain(field);
    }
  });

  it('number what a funnel offers and what has few values', () => {
    expect(columnKindOf(member, 'position')).toBe('coded');
    expect(columnKindOf(member, 'department')).toBe('coded');
    expect(columnKindOf(member, 'name')).toBe('text');
    expect(columnKindOf(member, 'joinDate')).toBe('date');
  });
});

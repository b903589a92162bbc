import { describe, expect, test } from 'vitest';
import { applyOperation } from '../../../../domain/protocol/merge.ts';
import type { Operation } from '../../../../domain/protocol/operation.ts';
import type { AfterAnswer, MergeContext } from '../../../../domain/protocol/outcome.ts';
import type { ServerRecord } from '../../../../domain/protocol/record.ts';
import { testDefinition } from '../../../simulation/support/definition.ts';

function context(rev: number, more: Partial<MergeContext> = {}): MergeContext {
  return {
    definition: testDefinition,
    organisation: 'org',
    rev,
    by: { user: 'u', userName: '甲测试', device: `d${rev}`, at: '', op: `d${rev}.i.${rev}` },
    roles: ['clerk'],
    compartment: 'general',
    resolveAfter: (): AfterAnswer => ({ kind: 'unknown' }),
    ...more,
  };
}

const head = { type: 'trial', id: 'r1', at: '' };
const edit = (fields: Extract<Operation, { kind: 'edit' }>['fields']): Operation => ({
  kind: 'edit',
  n: 1,
  ...head,
  fields,
});
const create = (data: Readonly<Record<string, string>>): Operation => ({
  kind: 'create',
  n: 1,
  ...head,
  schemaVersion: 1,
  data,
});

function stored(outcome: ReturnType<typeof applyOperation>): ServerRecord {
  if (outcome.kind === 'rejected') throw new Error(outcome.code);
  return outcome.record;
}

const base = stored(applyOperation(undefined, create({ title: '一', a: 'x', state: 'open' }), context(1)));
const seen = (value: string) => ({ base: { rev: 1 }, value });

describe('[S5] one-sided changes', () => {
  test('are taken, and take the revision [S4]', () => {
    const outcome = applyOperation(base, edit({ a: seen('y') }), context(2));
    expect(outcome.kind).toBe('applied');
    expect(stored(outcome)).toMatchObject({ rev: 2, fieldRevs: { a: 2 }, data: { a: 'y' } });
  });

  test('of different fields merge without a question', () => {
    const first = stored(applyOperation(base, edit({ a: seen('y') }), context(2)));
    const outcome = applyOperation(first, edit({ b: seen('z') }), context(3));
    expect(outcome).toMatchObject({ kind: 'merged', fields: ['a'] });
    expect(stored(outcome).data).toMatchObject({ a: 'y', b: 'z' });
  });

  test('of a field nobody here knows are kept', () => {
    expect(stored(applyOperation(base, edit({ newer: seen('q') }), context(2))).data['newer']).toBe('q');
  });
});

describe('[S6] both sides', () => {
  const first = stored(applyOperation(base, edit({ a: seen('y') }), context(2)));
  const clash = applyOperation(first, edit({ a: { ...seen('z'), was: 'x' } }), context(3));

  test('different values: the province keeps its own, and the other as a question with its base', () => {
    expect(clash.kind).toBe('conflict');
    expect(stored(clash).data['a']).toBe('y');
    expect(stored(clash).conflicts).toMatchObject([
      {
        field: 'a',
        baseValue: 'x',
        serverValue: 'y',
        state: 'open',
        version: 1,
        candidates: [{ value: 'z' }],
      },
    ]);
  });

  test('equal values never conflict', () => {
    expect(applyOperation(first, edit({ a: seen('y') }), context(3)).kind).not.toBe('conflict');
  });

  test('[S4] an equal value takes the revision of the operation that said it; a field not named keeps none of its own', () => {
    const again = stored(applyOperation(first, edit({ a: seen('y') }), context(3)));
    expect(again).toMatchObject({ rev: 3, createdRev: 1, fieldRevs: { a: 3 }, data: { a: 'y' } });
    expect(Object.keys(again.fieldRevs)).toEqual(['a']);
  });

  test('a further value joins the same question', () => {
    const again = stored(applyOperation(stored(clash), edit({ a: seen('w') }), context(4)));
    expect(again.conflicts).toHaveLength(1);
    expect(again.conflicts[0]).toMatchObject({ version: 2, candidates: [{ value: 'z' }, { value: 'w' }] });
  });

  test('[S7] a chain upon a conflict joins that conflict, also after it was settled', () => {
    const id = stored(clash).conflicts[0]?.conflictId ?? '';
    const settle: Operation = { kind: 'settle', n: 2, ...head, conflict: id, version: 1, value: 'y' };
    const settled = stored(applyOperation(stored(clash), settle, context(4)));
    const chain = edit({ a: { base: { after: 'd3.i.3' }, value: 'v' } });
    const answer = (): AfterAnswer => ({ kind: 'conflict', conflictId: id });
    const outcome = stored(applyOperation(settled, chain, context(5, { resolveAfter: answer })));
    expect(outcome.conflicts).toMatchObject([
      { conflictId: id, state: 'open', candidates: [{ value: 'v' }] },
    ]);
  });

  test('[S10] a choice on an old screen is kept as a candidate; the same choice is no question', () => {
    const id = stored(clash).conflicts[0]?.conflictId ?? '';
    const settle = (value: string): Operation => ({
      kind: 'settle',
      n: 2,
      ...head,
      conflict: id,
      version: 1,
      value,
    });
    const settled = stored(applyOperation(stored(clash), settle('z'), context(4)));
    expect(settled).toMatchObject({ data: { a: 'z' }, conflicts: [{ state: 'settled', chosen: 'z' }] });
    expect(applyOperation(settled, settle('z'), context(5)).kind).toBe('applied');
    const other = applyOperation(settled, settle('y'), context(5));
    expect(other.kind).toBe('conflict');
    expect(stored(other)).toMatchObject({
      data: { a: 'z' },
      conflicts: [{ state: 'open', candidates: [{ value: 'y' }] }],
    });
  });
});

describe('[S11] groups, wholes and voided records', () => {
  test('a group merges as one', () => {
    const first = stored(applyOperation(base, edit({ from: seen('1') }), context(2)));
    const outcome = applyOperation(first, edit({ from: seen('2'), to: seen('3') }), context(3));
    expect(outcome).toMatchObject({ kind: 'conflict', fields: ['from', 'to'] });
    expect(stored(outcome).data['to'] ?? null).toBeNull();
  });

  test('two valid halves that are impossible together wait as a question', () => {
    const finish: Operation = {
      kind: 'transition',
      n: 1,
      ...head,
      name: 'finish',
      base: { rev: 1 },
      fields: { reason: '完' },
    };
    const done = stored(applyOperation(base, finish, context(2)));
    const outcome = applyOperation(done, edit({ title: seen('') }), context(3));
    expect(outcome.kind).toBe('conflict');
    expect(stored(outcome).data['title']).toBe('一');
  });

  test('an edit that reaches a voided record is kept as a question', () => {
    const voided = stored(applyOperation(base, { kind: 'void', n: 1, ...head, reason: '录错' }, context(2)));
    const outcome = applyOperation(voided, edit({ a: seen('y') }), context(3));
    expect(outcome).toMatchObject({ kind: 'conflict', code: 'voided', fields: ['a'] });
    expect(stored(outcome)).toMatchObject({ voided: true, data: { a: 'x' } });
    const back = applyOperation(
      voided,
      { kind: 'void', n: 1, ...head, reason: '恢复', undo: true },
      context(3),
    );
    expect(stored(back).voided).toBe(false);
  });
});

describe('[S12] refusals', () => {
  const finish: Operation = {
    kind: 'transition',
    n: 1,
    ...head,
    name: 'finish',
    base: { rev: 1 },
    fields: { reason: '完' },
  };
  const cases: readonly (readonly [string, ServerRecord | undefined, Operation, Partial<MergeContext>])[] = [
    ['unknownType', base, edit({ a: seen('y') }), { definition: undefined }],
    ['notFound', undefined, edit({ a: seen('y') }), {}],
    ['alreadyExists', base, create({ title: '二' }), {}],
    ['invalidValue', base, edit({ a: seen('much-too-long-to-be') }), {}],
    ['invalidValue', undefined, create({ a: 'x' }), {}],
    ['sealedField', base, edit({ note: seen('密') }), {}],
    ['invalidOperation', base, edit({ state: seen('done') }), {}],
    ['invalidOperation', base, edit({}), {}],
    ['forbidden', base, edit({ a: seen('y') }), { roles: ['chair'] }],
    ['forbidden', base, edit({ a: seen('y') }), { compartment: 'hardship' }],
    ['forbidden', base, finish, { roles: ['reviewer'] }],
    ['unknownTransition', base, { ...finish, name: 'explode' }, {}],
    ['invalidValue', base, { ...finish, fields: {} }, {}],
    ['dependsOn', base, edit({ a: { base: { after: 'd.i.9' }, value: 'y' } }), {}],
    ['staleConflict', base, { kind: 'settle', n: 1, ...head, conflict: 'none', version: 1, value: 'y' }, {}],
  ];

  test.each(cases)('%s: nothing changes, and a sentence says what is safe', (code, current, op, more) => {
    const outcome = applyOperation(current, op, context(2, more));
    expect(outcome).toMatchObject({ kind: 'rejected', code });
    if (outcome.kind === 'rejected') expect(outcome.message).toMatch(/没有丢|都还在|都在/);
  });

  test('a step from a state it does not start in', () => {
    const resume: Operation = { ...finish, name: 'resume', fields: {} };
    expect(applyOperation(base, { ...resume, base: { rev: 0 } }, context(2)).kind).not.toBe('rejected');
    const done = stored(applyOperation(base, finish, context(2)));
    const late = applyOperation(done, { ...resume, base: { rev: 1 } }, context(3));
    expect(late).toMatchObject({ kind: 'rejected', code: 'wrongState' });
  });

  test('the same record once more changes nothing', () => {
    const outcome = applyOperation(base, create({ title: '一', a: 'x', state: 'open' }), context(2));
    expect(stored(outcome)).toMatchObject({ data: base.data, createdRev: 1 });
  });
});

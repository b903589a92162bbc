import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../../domain/records/definition.ts';
import { decodeCompanion, encodeCompanion } from '../../../../../renderer/store/units/companion.ts';
import { decodeUnit, encodeUnit } from '../../../../../renderer/store/units/codec.ts';
import { frame, joinHead, splitHead, unframe } from '../../../../../renderer/store/units/frame.ts';
import type { Envelope } from '../../../../../renderer/store/work/envelope.ts';

const field: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
);
const key = fc.stringMatching(/^[a-z]{1,6}$/);
const envelope: fc.Arbitrary<Envelope> = fc.record({
  type: fc.constant('person'),
  id: fc.uuid(),
  organisation: fc.constant('o'),
  schemaVersion: fc.integer({ min: 1, max: 9 }),
  version: fc.nat(),
  data: fc.dictionary(key, field, { noNullPrototype: true }),
  voided: fc.boolean(),
  dirty: fc.constant({}),
  steps: fc.constantFrom(
    [],
    [{ kind: 'create' as const, n: 3, actor: { user: 'u', userName: '甲' }, at: 't' }],
    [{ kind: 'create' as const, n: 4, actor: { user: 'u', userName: '甲' }, at: 't', supersedes: 'x' }],
  ),
  sealed: fc.constant([]),
  rejected: fc.constant([]),
  conflicts: fc.constant([]),
  log: fc.constantFrom(
    [],
    [{ at: 't', userName: '甲', what: '导入', changes: [], order: 3, state: 'saved' as const, act: 'i' }],
    [{ at: 't', userName: '甲', what: '新建', changes: [], order: 4, state: 'saved' as const }],
  ),
});

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('unit codec', () => {
  it('gives back every envelope as it was, absent fields and emptied ones apart', () => {
    fc.assert(
      fc.property(fc.array(envelope, { maxLength: 20 }), (envelopes) => {
        expect(decodeUnit(bytesOf(encodeUnit({ type: 'person', envelopes })))).toEqual({
          type: 'person',
          envelopes,
        });
      }),
    );
  });

  it('keeps parts of an envelope that this version does not know', () => {
    const [one] = fc.sample(envelope, { numRuns: 1, seed: 5 });
    const newer = { ...one, future: { kept: true } } as unknown as Envelope;
    expect(decodeUnit(bytesOf(encodeUnit({ type: 'person', envelopes: [newer] })))?.envelopes[0]).toEqual(
      newer,
    );
  });

  it('answers nothing for a unit of another format or for bytes that are no unit', () => {
    const text = (words: unknown): Uint8Array => bytesOf(JSON.stringify(words));
    expect(decodeUnit(text({ v: 1, type: 'person', keys: [], rows: [] }))).toBeUndefined();
    expect(decodeUnit(new Uint8Array([1, 2, 3]))).toBeUndefined();
    expect(decodeCompanion(new Uint8Array(3))).toBeUndefined();
    expect(decodeCompanion(joinHead(text({ v: 9 }), new Uint8Array(0)))).toBeUndefined();
  });

  it('keeps a companion with its mark', () => {
    const companion = { type: 'person', count: 7, staged: 'i1', pack: new Uint8Array([1, 2, 3]) };
    expect(decodeCompanion(encodeCompanion(companion))).toEqual(companion);
  });
});

describe('frames', () => {
  it('hide a length behind the next step and give the content back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.constantFrom(1, 1024, 16 * 1024),
        (content, step) => {
          const framed = frame(content, step);
          expect(framed.length % step).toBe(0);
          expect(unframe(framed)).toEqual(content);
        },
      ),
    );
  });

  it('answer nothing when they are cut short', () => {
    const framed = frame(new Uint8Array(100), 1);
    expect(unframe(framed.subarray(0, 50))).toBeUndefined();
    expect(unframe(new Uint8Array(2))).toBeUndefined();
    expect(splitHead(new Uint8Array(2))).toBeUndefined();
  });
});

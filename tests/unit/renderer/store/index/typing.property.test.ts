import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexRow, WarmableIndex } from '../../../../../renderer/store/index/port.ts';
import { createRecordIndex } from '../../../../../renderer/store/index/recordIndex.ts';
import { packRows } from '../../../../../renderer/store/index/rowPack.ts';
import { BLOCK_ROWS } from '../../../../../renderer/store/index/search/blocks.ts';
import { Oracle } from './oracle.ts';
import { definition, row } from './testDefinition.ts';

const people = fc.record({
  who: fc.constantFrom('陈伟', '单雄', '欧阳芳', '李　丽', '买买提·阿里', '王伟', '张伟强', 'Bob 12', ''),
  no: fc.constantFrom('00123', '123', 'G7', 'G10', '0', '99-1', '甲12'),
  paper: fc.constantFrom('440000199001010011', '44000019900101002X', 'E1234567', 'é12é', ''),
  phone: fc.constantFrom('13800000001', '13900000012'),
  place: fc.constantFrom('一厂/甲', '二厂/乙1'),
  remark: fc.constantFrom('焊接 A组', '电工', ''),
});

const letters = fc.constantFrom(...'weizhangsxlbo0123489g甲李伟厂x éü-'.split(''));
const pasted = fc.constantFrom('zhangwei', '138', '440000', '1990', '02x', '李丽 138', 'e12', 'G1', '01', '');
const ids = fc.integer({ min: 0, max: 40 });
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('type' as const), letter: letters }) },
    { weight: 3, arbitrary: fc.constant({ kind: 'delete' as const }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('paste' as const), text: pasted }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'back' as const }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('save' as const), id: ids, values: people }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), id: ids }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('load' as const), id: ids, values: people }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('many' as const), count: ids, values: people }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'warm' as const }) },
  ),
  { minLength: 4, maxLength: 40 },
);
type Step = typeof steps extends fc.Arbitrary<readonly (infer S)[]> ? S : never;

/** Types into a list that changes meanwhile; after every step it must show what a filter over an array shows. */
function run(index: WarmableIndex, oracle: Oracle, history: readonly Step[], many: number): void {
  let unit = 100;
  let box = '';
  const asked: string[] = [''];
  const put = (rows: readonly IndexRow[]): void => {
    unit += 1;
    index.upsert(unit, rows);
    oracle.put(unit, rows);
  };
  for (const step of history) {
    if (step.kind === 'type') box += step.letter;
    else if (step.kind === 'delete') box = box.slice(0, -1);
    else if (step.kind === 'paste') box = step.text;
    // A word from before comes back: what was remembered of it may be old by now.
    else if (step.kind === 'back') box = asked[Math.max(0, asked.length - 4)] ?? '';
    else if (step.kind === 'save') put([row(`r${step.id}`, step.values)]);
    else if (step.kind === 'many')
      put(Array.from({ length: step.count * many }, (_, at) => row(`r${at}`, step.values)));
    else if (step.kind === 'remove') {
      index.remove([`r${step.id}`]);
      oracle.rows.delete(`r${step.id}`);
    } else if (step.kind === 'load') {
      unit += 1;
      const loaded = [row(`r${step.id}`, step.values)];
      index.load([{ unit, pack: packRows(definition, loaded) }]);
      oracle.put(unit, loaded);
    } else while (index.warm());
    asked.push(box);
    const query = { type: 'trial', search: box };
    const found = oracle.found(query);
    const page = index.query(query, 0, found.length + 5);
    expect(page.total).toBe(found.length);
    expect(page.rows.map(({ id }) => id).sort()).toEqual(found.map(({ id }) => id).sort());
  }
}

describe('typing into a list that is saved to meanwhile', () => {
  it('never shows a hit from before the save', () => {
    fc.assert(
      fc.property(steps, fc.array(people, { minLength: 30, maxLength: 30 }), (history, start) => {
        const index = createRecordIndex(definition);
        const oracle = new Oracle(definition);
        const rows = start.map((values, at) => row(`r${at}`, values));
        index.upsert(1, rows);
        oracle.put(1, rows);
        run(index, oracle, history, 1);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  it('nor when so many are saved that texts are built anew, over more than one block', () => {
    fc.assert(
      fc.property(steps, people, people, (history, one, other) => {
        const index = createRecordIndex(definition);
        const oracle = new Oracle(definition);
        const rows = Array.from({ length: BLOCK_ROWS + 8 }, (_, at) =>
          row(`r${at}`, at % 3 === 0 ? one : other),
        );
        index.upsert(1, rows);
        oracle.put(1, rows);
        run(index, oracle, history, 30);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

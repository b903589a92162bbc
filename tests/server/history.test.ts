import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../domain/protocol/api.ts';
import { historySchema } from '../../domain/protocol/history.ts';
import type { HistoryPage } from '../../domain/protocol/history.ts';
import { person as personType } from '../contract/store/types.ts';
import { definitionOf } from '../../domain/records/registry.ts';
import type { RecordDefinition } from '../../domain/records/definition.ts';
import { migrationsDirectory } from '../../server/sql/migrate.ts';
import { startTestServer } from './support.ts';
import type { TestServer } from './support.ts';
import { create, edit, makeVoid, member, transition } from './support/operations.ts';
import { enrolPc, makePerson } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
/** A field that was sent once and must not be told any more. */
let isNoteSealed = false;
const noted = (): RecordDefinition => ({
  ...personType,
  fields: {
    ...personType.fields,
    note: {
      label: '备注',
      kind: 'longText',
      section: 'main',
      ...(isNoteSealed ? { sensitivity: 'sealed' as const } : {}),
    },
  },
});

let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer({
    limits: { historyPagesPerMinute: 100_000 },
    definitionOf: (type) => (type === 'person' ? noted() : definitionOf(type)),
  });
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

const address = (id: string, before?: number, organisation = office, type = 'member'): string =>
  `${paths.history(organisation, type, id)}${before === undefined ? '' : `?before=${before}`}`;

async function page(reader: TestPc, url: string): Promise<HistoryPage> {
  const answer = await reader.ask(url);
  if (answer.status !== 200) throw new Error(answer.text);
  return historySchema.parse(answer.json);
}

async function refusal(reader: TestPc, url: string): Promise<string> {
  const { status, problem } = await reader.ask(url);
  return `${status} ${problem?.code ?? ''}`;
}

describe('the history of one record', () => {
  it('tells each operation once, newest first: who, what, which step, and what became of it', async () => {
    const colleague = makePerson(['clerk'], '乙同事');
    await pc.register(colleague);
    const made = await pc.pushed(office, 'general', [member(1, 'h1'), member(2, 'other')]);
    const base = { rev: made.firstRev };
    const theirs = pc.with({ person: colleague });
    theirs.incarnation = 'second';
    theirs.seq = 0;
    await theirs.pushed(office, 'general', [
      { ...edit(1, 'member', 'h1', { position: [base, '钳工'] }), at: '2026-11-24T08:00:00.000Z' },
    ]);
    await pc.pushed(office, 'general', [
      { n: 10, kind: 'dance', type: 'member', id: 'h1' },
      edit(11, 'member', 'h1', { position: [base, '焊工'], name: [base, '甲改名'] }),
      makeVoid(12, 'member', 'other'),
      transition(13, 'member', 'h1', 'join', base, { joinDate: '2026-11-01' }),
      makeVoid(14, 'member', 'h1'),
    ]);
    const told = await page(pc, address('h1'));
    expect(told).toMatchObject({ organisation: office, type: 'member', id: 'h1', before: null, next: null });
    expect(told.operations.map(({ kind }) => kind)).toEqual(['void', 'transition', 'edit', 'edit', 'create']);
    const [voided, joined, mine, yours, created] = told.operations;
    expect(voided).toMatchObject({ rev: told.rev, reason: '测试作废', fields: {}, outcome: 'applied' });
    expect(joined).toMatchObject({ step: 'join', fields: { joinDate: { value: '2026-11-01' } } });
    expect(mine).toMatchObject({
      userName: '甲测试',
      outcome: 'conflict',
      waiting: ['position'],
      fields: { position: { value: '焊工' }, name: { value: '甲改名' } },
    });
    expect(yours).toMatchObject({ userName: '乙同事', fields: { position: { value: '钳工' } }, waiting: [] });
    // That PC's clock was a day ahead: the province knows when it had the operation.
    expect(Date.parse(yours?.at ?? '')).toBeGreaterThan(Date.parse(yours?.receivedAt ?? ''));
    expect(created).toMatchObject({ rev: made.firstRev, fields: { name: { value: '甲测试' } } });
    expect(new Set(told.operations.map(({ op }) => op)).size).toBe(5);
  });

  it('pages by the revision of the record, and opens no more than eight batches for one page', async () => {
    const made = await pc.pushed(office, 'general', [member(100, 'long')]);
    let base = made.firstRev;
    for (let n = 1; n <= 20; n += 1) {
      const taken = await pc.pushed(office, 'general', [
        edit(100 + 2 * n, 'member', 'long', { position: [{ rev: base }, `岗位${n}`] }),
        member(101 + 2 * n, `between${n}`),
      ]);
      base = taken.firstRev;
    }
    const revs: number[] = [];
    const sizes: number[] = [];
    for (let before: number | undefined; ;) {
      const told = await page(pc, address('long', before));
      revs.push(...told.operations.map(({ rev }) => rev));
      sizes.push(told.operations.length);
      if (told.next === null) break;
      before = told.next;
    }
    expect(sizes).toEqual([8, 8, 5]);
    expect(revs).toEqual([...revs].sort((a, b) => b - a));
    expect(new Set(revs).size).toBe(21);
  });

  it('a page of one batch holds fifty lines', async () => {
    await pc.pushed(office, 'general', [member(200, 'many')]);
    await pc.pushed(
      office,
      'general',
      Array.from({ length: 60 }, (_, n) => makeVoid(300 + n, 'member', 'many')),
    );
    const first = await page(pc, address('many'));
    const rest = await page(pc, address('many', first.next ?? 0));
    expect([first.operations.length, rest.operations.length, rest.next]).toEqual([50, 11, null]);
  });

  it('does not tell a field that must not leave its PC, even if it was sent before it was sealed', async () => {
    await pc.pushed(office, 'general', [create(400, 'person', 'p1', { name: '丁测试', note: '不再说' })]);
    expect(JSON.stringify(await page(pc, address('p1', undefined, office, 'person')))).toContain('不再说');
    isNoteSealed = true;
    const told = await page(pc, address('p1', undefined, office, 'person'));
    expect(JSON.stringify(told)).not.toContain('不再说');
    expect(Object.keys(told.operations[0]?.fields ?? {})).toEqual(['name']);
  });
});

describe('who may ask', () => {
  it('is judged as a pull is, in the same words whether the record is there or not', async () => {
    const counsellor = makePerson(['counsellor'], '丙咨询');
    await pc.register(counsellor);
    const quiet = pc.with({ person: counsellor });
    const street = await enrolPc(server, { office: 'demo-shiqiao' });
    await pc.pushed(office, 'general', [member(500, 'here')]);
    await pc.pushed(office, 'hardship', [create(501, 'hardshipCase', 'here', { name: '甲测试' })]);
    quiet.incarnation = 'third';
    quiet.seq = 0;
    const taken = await quiet.pushed(office, 'counselling', [
      create(1, 'counsellingLog', 'here', { date: '2026-11-23', kind: '01' }),
    ]);
    expect(taken.exceptions).toEqual([]);
    const log = await page(quiet, address('here', undefined, office, 'counsellingLog'));
    expect(log.operations.map(({ fields }) => fields)).toEqual([
      { date: { value: '2026-11-23' }, kind: { value: '01' } },
    ]);
    for (const id of ['here', 'nowhere']) {
      expect(await refusal(street, address(id))).toBe('403 notYours');
      expect(await refusal(street, address(id, 1))).toBe('403 notYours');
      expect(await refusal(pc, address(id, undefined, office, 'counsellingLog'))).toBe(
        '403 compartmentClosed',
      );
      expect(await refusal(quiet, address(id, undefined, office, 'hardshipCase'))).toBe(
        '403 compartmentClosed',
      );
      expect(await refusal(pc, address(id, undefined, office, 'nothing'))).toBe('404 recordUnknown');
      expect(await refusal(street, address(id, undefined, office, 'nothing'))).toBe('403 notYours');
    }
    expect(await refusal(pc, address('nowhere'))).toBe('404 recordUnknown');
    expect(await refusal(pc, address('nowhere', 1))).toBe('404 recordUnknown');
    expect((await page(quiet, address('here'))).operations).toHaveLength(1);
  });

  it('closes at once to who was withdrawn', async () => {
    const leaver = makePerson(['clerk'], '戊离岗');
    await pc.register(leaver);
    const theirs = pc.with({ person: leaver });
    expect((await page(theirs, address('here'))).operations).toHaveLength(1);
    await pc.register(leaver, false);
    expect(await refusal(theirs, address('here'))).toBe('401 tokenInvalid');
  });

  it('refuses a cursor that is no revision of this record', async () => {
    const made = await pc.pushed(office, 'general', [member(600, 'mine'), member(601, 'foreign')]);
    for (const before of ['0', '-1', 'x', String(made.firstRev + 1), '999999'])
      expect(await refusal(pc, `${address('mine')}?before=${before}`)).toBe('400 badRequest');
    // Below the first one there is nothing.
    expect(await page(pc, address('mine', made.firstRev))).toMatchObject({ operations: [], next: null });
  });

  it('slows down who asks too often', async () => {
    const other = await server.another({ limits: { historyPagesPerMinute: 3 } });
    const reader = pc.with({ server: other });
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(await refusal(reader, address('nowhere')));
    expect(answers).toEqual([...Array<string>(3).fill('404 recordUnknown'), '429 tooMany']);
    await other.close();
  });
});

describe('the chain of a record through the feed', () => {
  it('is the one that counting would give, whichever way a batch was taken in', async () => {
    // The same record made twice: the quick way fails and the batch is taken in looking.
    await pc.pushed(office, 'general', [member(700, 'twice'), member(701, 'once')]);
    await pc.pushed(office, 'general', [member(702, 'twice'), member(703, 'fresh')]);
    const wrong = await server.sql.query(
      `select * from (
         select seq, previous, lag(seq) over (partition by organisation_id, type, id order by seq) as counted
         from feed
       ) f where previous is distinct from counted`,
    );
    expect(wrong).toEqual([]);
    expect((await page(pc, address('twice'))).operations.map(({ kind }) => kind)).toEqual([
      'create',
      'create',
    ]);
  });

  it('is put together once for a database that is older than it', async () => {
    const text = await readFile(new URL('0003_history.sql', migrationsDirectory), 'utf8');
    const fill = text.slice(text.indexOf('update feed'));
    const before = await server.sql.query('select seq, previous from feed order by organisation_id, seq');
    await server.sql.query('update feed set previous = null');
    await server.sql.script(fill);
    expect(await server.sql.query('select seq, previous from feed order by organisation_id, seq')).toEqual(
      before,
    );
  });
});

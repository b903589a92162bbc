import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '../../domain/protocol/api.ts';
import type { ServerRecord } from '../../domain/protocol/record.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { create, edit, makeVoid, member } from './support/operations.ts';
import { enrolPc, makePerson } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer({ limits: { batchesInFlightPerOffice: 50 } });
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

/** Follows the feed to its head in small pages, as a PC does. */
async function follow(reader: TestPc, from: number, limit: number, into = new Map<string, ServerRecord>()) {
  let cursor = from;
  for (;;) {
    const page = await reader.changes(office, 'general', cursor, limit);
    for (const record of page.records as ServerRecord[]) {
      if (record.rev > (into.get(record.id)?.rev ?? 0)) into.set(record.id, record);
    }
    expect(page.cursor).toBeGreaterThanOrEqual(cursor);
    cursor = page.cursor;
    if (cursor >= page.head) return { cursor, into };
  }
}

describe('the feed', () => {
  it('gives each record once per page, as it is now, and a cursor to go on from', async () => {
    const made = await pc.pushed(office, 'general', [member(1, 'f1'), member(2, 'f2'), member(3, 'f3')]);
    await pc.pushed(office, 'general', [
      edit(4, 'member', 'f1', { name: [{ rev: made.firstRev }, '新名测试'] }),
      makeVoid(5, 'member', 'f2'),
    ]);
    const all = await pc.changes(office, 'general', 0);
    expect(all.records.map((record) => [record.id, record.rev, record.voided])).toEqual([
      ['f3', 3, false],
      ['f1', 4, false],
      ['f2', 5, true],
    ]);
    const first = await pc.changes(office, 'general', 0, 2);
    expect(first).toMatchObject({ after: 0, cursor: 2, head: 5 });
    // Rows of the first page are already at their newest state.
    expect(first.records.map((record) => record.rev)).toEqual([4, 5]);
    const { cursor, into } = await follow(pc, 0, 2);
    expect([cursor, into.size]).toEqual([5, 3]);
  });

  it('jumps to the head when nothing of the compartment is left, and starts again behind a head that went back', async () => {
    const head = (await pc.changes(office, 'general', 0)).head;
    expect(await pc.changes(office, 'hardship', 0)).toMatchObject({ records: [], cursor: head, head });
    expect(await pc.changes(office, 'general', head + 1000)).toMatchObject({ records: [], cursor: head });
  });

  it('shows a compartment only to roles that open it', async () => {
    const counsellor = makePerson(['counsellor']);
    expect((await pc.register(counsellor)).status).toBe(200);
    const [chair, wellbeing] = [makePerson(['chair']), pc.with({ person: counsellor })];
    await pc.register(chair);
    await pc.pushed(office, 'hardship', [create(20, 'hardshipCase', 'h1', { name: '甲测试' })]);
    const page = await pc.with({ person: chair }).changes(office, 'hardship', 0);
    expect(page.records.map((record) => [record.type, record.id])).toEqual([['hardshipCase', 'h1']]);
    expect((await pc.changes(office, 'general', 0)).records.every((record) => record.type === 'member')).toBe(
      true,
    );
    for (const [reader, compartment] of [
      [wellbeing, 'hardship'],
      [pc, 'counselling'],
    ] as const) {
      for (const path of [paths.changes(office), paths.snapshot(office)]) {
        const { status, problem } = await reader.ask(`${path}?compartment=${compartment}`);
        expect([status, problem?.code]).toEqual([403, 'compartmentClosed']);
      }
    }
    expect((await wellbeing.changes(office, 'counselling', 0)).records).toEqual([]);
  });

  it('is closed to other offices, and open to the office that acts for the union (K8)', async () => {
    const street = await enrolPc(server, { office: 'demo-shiqiao' });
    expect((await street.ask(`${paths.changes(office)}?compartment=general`)).problem?.code).toBe('notYours');
    await street.pushed('demo-small03', 'general', [member(1, 's1')]);
    expect((await street.changes('demo-small03', 'general', 0)).records).toHaveLength(1);
    expect((await pc.ask(`${paths.changes('demo-small03')}?compartment=general`)).status).toBe(403);
  });

  it('refuses a question it cannot read', async () => {
    for (const query of [
      '',
      'compartment=other',
      'compartment=general&after=-1',
      'compartment=general&after=x',
    ]) {
      const { status, problem } = await pc.ask(`${paths.changes(office)}?${query}`);
      expect([status, problem?.code]).toEqual([400, 'badRequest']);
    }
    const { status } = await pc.ask(
      `${paths.snapshot(office)}?compartment=general&afterType=member&afterId=f1`,
    );
    expect(status).toBe(400);
  });
});

describe('while others push', () => {
  it('keeps the head of page one, so that the feed brings what changed between the pages (R19)', async () => {
    const made = await pc.pushed(office, 'general', [
      member(60, 'aa1'),
      member(61, 'aa2'),
      member(62, 'aa3'),
    ]);
    const first = await pc.snapshot(office, 'general', 2);
    const next = first.next ?? { type: '', id: '' };
    // Behind the reader's place: only the feed can still bring this one.
    const late = await pc.pushed(office, 'general', [
      edit(63, 'member', 'aa1', { name: [{ rev: made.firstRev }, '迟到测试'] }),
    ]);
    const second = await pc.snapshot(office, 'general', 1000, { next, head: first.head });
    expect(second).toMatchObject({ head: first.head, next: null });
    expect(second.records.map((record) => record.id)).not.toContain('aa1');
    const { records } = await pc.changes(office, 'general', second.head);
    expect(records.map((record) => [record.id, record.rev])).toEqual([['aa1', late.firstRev]]);
  });

  it('has no gap and skips nothing: snapshot, then feed from the head read before page one (R7, R19)', async () => {
    const writers = await Promise.all([1, 2, 3, 4].map(() => enrolPc(server, { office })));
    const readers = await Promise.all([1, 2].map(() => enrolPc(server, { office })));
    let writing = true;
    const write = async (writer: TestPc, w: number) => {
      for (let round = 0; round < 12; round += 1) {
        const base = round * 10;
        await writer.pushed(office, 'general', [
          ...Array.from({ length: 6 }, (_, i) => member(base + i, `w${w}r${round}i${i}`)),
          { n: base + 7, kind: 'dance' },
          ...(round > 0
            ? [
                edit(base + 8, 'member', `w${w}r${round - 1}i0`, {
                  name: [{ rev: 1_000_000 }, `改${round}测试`],
                }),
              ]
            : []),
        ]);
      }
    };
    const read = async (reader: TestPc) => {
      const into = new Map<string, ServerRecord>();
      let page = await reader.snapshot(office, 'general', 7);
      const { head } = page;
      for (;;) {
        for (const record of page.records as ServerRecord[]) into.set(record.id, record);
        expect(page.head).toBe(head);
        if (page.next === null) break;
        page = await reader.snapshot(office, 'general', 7, { next: page.next, head });
      }
      let cursor = head;
      do ({ cursor } = await follow(reader, cursor, 5, into));
      while (writing);
      return follow(reader, cursor, 5, into);
    };
    const reading = readers.map(read);
    await Promise.all(writers.map((writer, w) => write(writer, w)));
    writing = false;
    const copies = await Promise.all(reading);
    const stored = await server.sql.query<{ id: string; rev: number }>(
      'select id, rev from record where organisation_id = $1 and compartment = \'general\' order by id collate "C"',
      [office],
    );
    for (const { into } of copies) {
      const mine = [...into.values()]
        .map(({ id, rev }) => ({ id, rev }))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(mine).toEqual(stored);
    }
    const [gap] = await server.sql.query<{ n: number; low: number; high: number; head: number }>(
      `select count(*) as n, min(seq) as low, max(seq) as high,
         (select seq from organisation_head where organisation_id = $1) as head from feed where organisation_id = $1`,
      [office],
    );
    expect(gap).toEqual({ n: gap?.head, low: 1, high: gap?.head, head: gap?.head });
    expect(stored.length).toBeGreaterThanOrEqual(288);
  });

  it('pages a snapshot in an order that does not depend on the language of the database', async () => {
    const ids = ['Zz', 'a-b', 'a_b', 'aB', 'ab', 'A1', '0z', '-x'];
    await pc.pushed(
      office,
      'general',
      ids.map((id, i) => member(500 + i, `o${id}`)),
    );
    const seen: string[] = [];
    let page = await pc.snapshot(office, 'general', 3);
    for (;;) {
      seen.push(...page.records.map((record) => record.id));
      if (page.next === null) break;
      page = await pc.snapshot(office, 'general', 3, { next: page.next, head: page.head });
    }
    expect(new Set(seen).size).toBe(seen.length);
    for (const id of ids) expect(seen).toContain(`o${id}`);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Queryable, Sql, SqlValue } from '../../server/sql/sql.ts';
import type { TestServer } from './support.ts';
import { startTestServer } from './support.ts';
import { edit, member } from './support/operations.ts';
import { enrolPc } from './support/pc.ts';
import type { TestPc } from './support/pc.ts';

const office = 'demo-yunqiao';
let server: TestServer;
let pc: TestPc;
beforeAll(async () => {
  server = await startTestServer();
  pc = await enrolPc(server, { office });
});
afterAll(() => server.close());

/** A database that judges statements before it runs them. */
function judged(sql: Sql, judge: (text: string, values: readonly SqlValue[]) => Promise<void> | void): Sql {
  const over = (inner: Queryable): Queryable => ({
    query: async <T extends object>(text: string, values: readonly SqlValue[] = []) => {
      await judge(text, values);
      return inner.query<T>(text, values);
    },
    script: (text) => inner.script(text),
  });
  return {
    ...over(sql),
    transaction: (work) => sql.transaction((tx) => work(over(tx))),
    close: () => sql.close(),
  };
}

/** The real database's own refusal of a value, for records that hold the marker. */
function poisoned(sql: Sql, marker: string): Sql {
  const refuse = (inner: Queryable): Queryable => ({
    query: async <T extends object>(text: string, values: readonly SqlValue[] = []) => {
      const bad = text.startsWith('insert into record') && String(values[1]).includes(marker);
      if (bad) await inner.query("select ('\\u0000' || $1)::jsonb", ['"']);
      return inner.query<T>(text, values);
    },
    script: (text) => inner.script(text),
  });
  return { ...sql, transaction: (work) => sql.transaction((tx) => work(refuse(tx))) };
}

async function through(wrap: (sql: Sql) => Sql): Promise<{ here: TestPc; close: () => Promise<void> }> {
  const other = await server.another({ wrap });
  return { here: pc.with({ server: other }), close: () => other.app.close().then(() => undefined) };
}

describe('when the database refuses an operation that all checks let pass (R6)', () => {
  it('finds it behind savepoints, rejects it alone and takes the rest', async () => {
    const { here, close } = await through((sql) => poisoned(sql, '毒药'));
    const receipt = await here.pushed(office, 'general', [
      member(1, 'a1'),
      member(2, 'a2', { position: '毒药' }),
      member(3, 'a3'),
      member(4, 'a4', { nativePlace: '毒药' }),
    ]);
    expect(receipt.exceptions).toMatchObject([
      { n: 2, status: 'rejected', code: 'internal' },
      { n: 4, status: 'rejected', code: 'internal' },
    ]);
    const { records, head } = await pc.changes(office, 'general', receipt.firstRev - 1);
    expect(records.map((record) => [record.id, record.rev])).toEqual([
      ['a1', receipt.firstRev],
      ['a3', receipt.firstRev + 1],
    ]);
    expect(head).toBe(receipt.firstRev + 1);
    await close();
  });

  it('keeps the operations before the guilty one on the same record', async () => {
    const { here, close } = await through((sql) => poisoned(sql, '毒药'));
    here.seq = 50;
    const upon = (n: number) => ({ after: `${here.device}.${here.incarnation}.${n}` });
    const receipt = await here.pushed(office, 'general', [
      member(10, 'b1'),
      edit(11, 'member', 'b1', { position: [upon(10), '班长'] }),
      edit(12, 'member', 'b1', { nativePlace: [upon(10), '毒药'] }),
      edit(13, 'member', 'b1', { ethnic: [upon(10), '01'] }),
    ]);
    expect(receipt.exceptions).toMatchObject([{ n: 12, code: 'internal' }]);
    const { records } = await pc.changes(office, 'general', receipt.firstRev - 1);
    expect(records[0]?.data).toMatchObject({ position: '班长', ethnic: '01' });
    expect(records[0]?.data['nativePlace']).toBeUndefined();
    await close();
  });

  it('answers the rejected operation the same way when it comes again', async () => {
    const receipt = await pc.pushed(office, 'general', [member(2, 'a2', { position: '毒药' })], { seq: 90 });
    expect(receipt.exceptions).toMatchObject([{ n: 2, code: 'internal' }]);
  });
});

const fault = (code: string) => Object.assign(new Error('injected'), { code });

describe('faults that pass (R7)', () => {
  it.each(['40001', '40P01', '57P01', '08006', 'ECONNRESET'])(
    'runs the transaction again after %s',
    async (code) => {
      let left = 2;
      const { here, close } = await through((sql) =>
        judged(sql, (text) => {
          if (text.startsWith('insert into operation') && left > 0) {
            left -= 1;
            throw code === 'ECONNRESET' ? new Error('read ECONNRESET') : fault(code);
          }
        }),
      );
      here.seq = 100 + 2 * ['40001', '40P01', '57P01', '08006', 'ECONNRESET'].indexOf(code);
      const n = here.seq;
      const receipt = await here.pushed(office, 'general', [member(n, `r${n}`)]);
      expect(left).toBe(0);
      expect(receipt.exceptions).toEqual([]);
      const rows = await server.sql.query('select 1 from feed where organisation_id = $1 and id = $2', [
        office,
        `r${n}`,
      ]);
      expect(rows).toHaveLength(1);
      await close();
    },
  );

  it('answers 503 with Retry-After when it does not pass, and nothing is half done', async () => {
    const { here, close } = await through((sql) =>
      judged(sql, (text) => {
        if (text.startsWith('insert into batch')) throw fault('57P01');
      }),
    );
    here.seq = 200;
    const [before] = await server.sql.query('select seq from organisation_head where organisation_id = $1', [
      office,
    ]);
    const { status, problem, headers } = await here.push(office, 'general', [member(200, 'never')]);
    expect([status, problem?.code, headers['retry-after']]).toEqual([503, 'unavailable', '5']);
    const [after] = await server.sql.query('select seq from organisation_head where organisation_id = $1', [
      office,
    ]);
    expect(after).toEqual(before);
    expect(
      await server.sql.query("select 1 from record where organisation_id = $1 and id = 'never'", [office]),
    ).toEqual([]);
    await close();
  });

  it('says nothing of its inside when it fails for good', async () => {
    const { here, close } = await through((sql) =>
      judged(sql, (text) => {
        if (text.startsWith('insert into feed')) throw fault('23505');
      }),
    );
    here.seq = 300;
    const { status, text, problem } = await here.push(office, 'general', [member(300, 'never')]);
    expect([status, problem?.code]).toEqual([500, 'internal']);
    expect(text).not.toMatch(/injected|23505|feed/);
    await close();
  });

  it('answers a push whose commit was done but whose answer was lost with the receipt of that commit', async () => {
    let left = 1;
    const { here, close } = await through((sql) => ({
      ...sql,
      transaction: async (work) => {
        const result = await sql.transaction(work);
        if (left > 0) {
          left -= 1;
          throw fault('08006');
        }
        return result;
      },
    }));
    here.seq = 400;
    const receipt = await here.pushed(office, 'general', [member(400, 'lost')]);
    expect(receipt.exceptions).toEqual([]);
    const rows = await server.sql.query("select 1 from feed where organisation_id = $1 and id = 'lost'", [
      office,
    ]);
    expect(rows).toHaveLength(1);
    await close();
  });
});

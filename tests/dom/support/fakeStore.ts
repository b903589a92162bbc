import type { Role } from '../../../domain/access.ts';
import type { OfficeScope, Organisation } from '../../../domain/organisation.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { recordDefinitions } from '../../../domain/records/registry.ts';
import { fail, ok } from '../../../domain/result.ts';
import type {
  ConflictItem,
  HistoryReach,
  RejectedItem,
  StoreEvent,
  StorePort,
  StoreStatus,
  SyncSummary,
} from '../../../renderer/store/port.ts';
import { fakeImports } from './fakeImports.ts';
import { FakeRecords } from './fakeRecords.ts';
import { fakeTwins } from './fakeTwins.ts';
import { stepped } from './fakeStep.ts';

export const passphrase = '一句记得住的话 试试看 可以';

function unit(id: string, name: string): Organisation {
  return { id, name, shortName: name.slice(0, 4), level: 'grassroots', parentId: 'town' };
}

export interface FakeOptions {
  readonly phase?: StoreStatus['phase'];
  readonly roles?: readonly Role[];
  readonly alone?: boolean;
  readonly units?: readonly string[];
  readonly definitions?: readonly RecordDefinition[];
  readonly online?: boolean;
  /** What is known of a record's earlier lines at this moment. */
  readonly reach?: () => HistoryReach;
}

export interface FakeStore extends StorePort {
  readonly records: FakeRecords;
  readonly calls: { readonly name: string; readonly input: unknown }[];
  readonly lists: { rejected: RejectedItem[]; conflicts: ConflictItem[] };
  tell(event: StoreEvent): void;
}

/** The store port over plain arrays: the same answers without keys, disk or worker. Tests and previews only. */
export function createFakeStore(options: FakeOptions = {}): FakeStore {
  const records = new FakeRecords(options.definitions ?? recordDefinitions);
  const office = unit('o1', '演示精密电子（南岭）有限公司工会委员会');
  const organisations = [office, ...(options.units ?? []).map((name, n) => unit(`o${n + 2}`, name))];
  const scope: OfficeScope = { office, organisations, parentName: '石桥街道总工会', realData: false };
  const users = [{ id: 'u1', name: '甲测试', roles: options.roles ?? (['officeAdmin', 'clerk'] as const) }];
  const listeners: ((event: StoreEvent) => void)[] = [];
  const settings = new Map<string, string>();
  const drafts = new Map<string, { data: Record<string, never>; at: string }>();
  const calls: FakeStore['calls'] = [];
  const lists: FakeStore['lists'] = { rejected: [], conflicts: [] };
  let phase = options.phase ?? 'open';
  /** Who is in, or was last. */
  let current = 'u1';
  let lockedBecause: StoreStatus['lockedBecause'];
  const log = (name: string, input: unknown): void => {
    calls.push({ name, input });
  };
  const tell = (event: StoreEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const userName = users[0]?.name ?? '';
  const summary = (): SyncSummary => ({
    online: options.online ?? true,
    waiting: [...records.all.values()].filter((record) => record.sync === 'saved').length,
    rejected: lists.rejected.length,
    conflicts: lists.conflicts.length,
    waitingForOthers: 0,
    localOnly: 0,
    lastSuccess: new Date(Date.now() - 3_600_000).toISOString(),
    busy: false,
  });
  const changed = (type: string): void => {
    tell({ kind: 'records', type });
    tell({ kind: 'sync', summary: summary() });
  };
  const batch = (type: string, ids: readonly string[], each: (id: string) => string | undefined) => {
    const skipped = ids.flatMap((id) => {
      const message = each(id);
      const record = records.get(type, id);
      return message === undefined
        ? []
        : [{ id, title: String(record?.data[records.definition(type).titleField] ?? ''), message }];
    });
    changed(type);
    return ok({ changed: ids.length - skipped.length, skipped });
  };
  return {
    records,
    calls,
    lists,
    tell,
    status: async () => ({
      phase,
      slots:
        phase === 'new'
          ? []
          : [
              { userId: 'u1', ordinal: 1, lastUsed: current === 'u1' },
              { userId: 'u2', ordinal: 2, lastUsed: current === 'u2' },
            ],
      ...(phase === 'new' ? {} : { officeName: office.name }),
      ...(lockedBecause === undefined ? {} : { lockedBecause }),
      ...(phase === 'open'
        ? {
            user: users.find((user) => user.id === current) ?? users[0],
            scope,
            alone: options.alone ?? false,
          }
        : {}),
    }),
    readCode: async (text) =>
      text.startsWith('GH1.')
        ? ok({
            officeName: office.name,
            parentName: '石桥街道总工会',
            codeTail: '7K3Q',
            expires: '2026-11-30T10:00:00.000Z',
            realData: false,
            online: true,
          })
        : fail('badCode', '这不是开通码，或者少复制了一段。请回到原来的消息里，整段复制后再粘贴一次。'),
    enrol: async (input) => {
      log('enrol', { ...input, user: { name: input.user.name } });
      phase = 'open';
      return ok(undefined);
    },
    unlock: async (input) => {
      if (input.passphrase !== passphrase)
        return fail('wrongPassphrase', '密码不对。再试 4 次后要等 5 分钟。');
      current = input.userId;
      phase = 'open';
      return ok(undefined);
    },
    lock: async (reason) => {
      phase = 'locked';
      lockedBecause = { reason, at: new Date().toISOString() };
      tell({ kind: 'locked', reason });
    },
    addUser: async (input) => {
      users.push({ id: `u${users.length + 1}`, name: input.name, roles: input.roles });
      return ok(undefined);
    },
    removeUser: async ({ id }) => {
      log('removeUser', id);
      if (id === users[0]?.id) return fail('forbidden', '管理员不能停用自己，没有改动。');
      users.splice(
        users.findIndex((user) => user.id === id),
        1,
      );
      return ok(undefined);
    },
    setRoles: async ({ id, roles }) => {
      log('setRoles', { id, roles });
      const at = users.findIndex((user) => user.id === id);
      users[at] = { id, name: users[at]?.name ?? '', roles };
      return ok(undefined);
    },
    keyGrants: async () => [],
    listUsers: async () => [...users],
    changePassphrase: async (input) =>
      input.old === passphrase ? ok(undefined) : fail('wrongPassphrase', '原来的密码不对。密码没有改。'),
    get: async (type, id) => {
      const record = records.get(type, id);
      return record === undefined
        ? fail('notFound', '没有找到这一份。可能在别的单位名下。')
        : ok(records.view(record));
    },
    save: async (input) => {
      log('save', input);
      const old = input.id === undefined ? undefined : records.get(input.type, input.id);
      const data = { ...(old?.data ?? records.definition(input.type).states ?? {}), ...input.fields };
      const fault = records.fault(input.type, data);
      if (fault !== undefined) return fail('invalid', fault.message, { field: fault.field });
      if (old !== undefined && input.version !== undefined && input.version < old.version) {
        return fail('changedSince', '您打开以后，别处改过同一栏。两个都留着，请选一个。', {
          field: Object.keys(input.fields)[0] ?? '',
        });
      }
      const record = old ?? records.add(input.type, input.organisation, {});
      records.change(
        record,
        old === undefined ? data : input.fields,
        old === undefined ? '建立档案' : '修改',
        userName,
      );
      changed(input.type);
      return ok({ id: record.id, version: record.version, issues: [] });
    },
    transition: async (input) => {
      log('transition', input);
      const definition = records.definition(input.type);
      const label = definition.transitions?.[input.name]?.label ?? input.name;
      return batch(input.type, input.ids, (id) => {
        const record = records.get(input.type, id);
        if (record === undefined) return '没有找到这一份。';
        const set = stepped(definition, input.name, record.data, input.fields);
        if (typeof set === 'string') return set;
        records.change(record, set, label, userName);
        return undefined;
      });
    },
    setMany: async (input) => {
      log('setMany', input);
      return batch(input.type, input.ids, (id) => {
        const record = records.get(input.type, id);
        if (record !== undefined) records.change(record, input.fields, input.label, userName);
        return undefined;
      });
    },
    setManyPreview: async (input) => {
      const [field = '', to] = Object.entries(input.fields)[0] ?? [];
      const held = input.ids.map((id) => records.get(input.type, id)?.data[field] ?? null);
      const fill = held.filter((value) => value === null).length;
      const same = held.filter((value) => value === to).length;
      return ok({ fill, same, change: held.length - fill - same, skipped: 0 });
    },
    settleMany: async (input) => {
      log('settleMany', input);
      const ids = input.choices.map((choice) => choice.id);
      const changes = input.choices.map(({ id, value }) => ({
        id,
        from: value,
        to: records.get(input.type, id)?.data[input.field] ?? null,
      }));
      lists.conflicts = lists.conflicts.filter((item) => !ids.includes(item.id));
      tell({ kind: 'sync', summary: summary() });
      return ok({ changed: ids.length, skipped: [], changes });
    },
    movePlace: async (input) => {
      log('movePlace', input);
      const { type, organisation, field, from, to, word } = input;
      const here = { type, organisations: [organisation], treeField: field, node: from };
      const changes = records.matching(here).map((record) => {
        const was = record.data[field] ?? null;
        const next = to + String(was).slice(from.length);
        records.change(record, { [field]: next }, `${from} → ${to}（${word}）`, userName);
        return { id: record.id, from: next, to: was };
      });
      changed(type);
      return ok({ changed: changes.length, skipped: [], changes });
    },
    cancelAct: async (actId) => {
      log('cancelAct', actId);
    },
    takeBackMany: async (input) => {
      log('takeBackMany', input);
      for (const { id, to } of input.changes) {
        const record = records.get(input.type, id);
        if (record !== undefined)
          records.change(record, { [input.field]: to }, input.label ?? '改回核对以前的', userName);
      }
      changed(input.type);
      return ok({ changed: input.changes.length, skipped: [] });
    },
    voidRecords: async (input) => {
      log('voidRecords', input);
      return batch(input.type, input.ids, (id) => {
        const record = records.get(input.type, id);
        if (record !== undefined) record.voided = true;
        return undefined;
      });
    },
    history: async (type, id) => [...(records.get(type, id)?.history ?? [])],
    earlierHistory: async (type, id) => {
      log('earlierHistory', { type, id });
      return options.reach?.() ?? 'whole';
    },
    logReveal: async (input) => {
      log('logReveal', input);
    },
    exportRows: async (input) => {
      log('exportRows', input);
      return ok(records.chosen(input).map((record) => record.data));
    },
    printRows: async (input) => {
      log('printRows', input);
      return ok(records.printed(input));
    },
    damage: async () => 0,
    auditLog: async () => calls.map((call) => ({ at: new Date().toISOString(), userName, act: call.name })),
    saveDraft: async (input) => {
      log('saveDraft', input);
      const key = `${input.type}/${input.id}`;
      if (Object.keys(input.data).length === 0) drafts.delete(key);
      else drafts.set(key, { data: input.data as Record<string, never>, at: new Date().toISOString() });
      return ok(undefined);
    },
    readDraft: async (type, id) => drafts.get(`${type}/${id}`),
    query: async (query, offset, limit) => {
      const found = records.matching(query);
      return {
        total: found.length,
        all: records.scope(query).length,
        rows: found.slice(offset, offset + limit).map((record) => records.row(record)),
      };
    },
    ids: async (query) => records.matching(query).map((record) => record.id),
    counts: async (query, field) => records.counts(query, field),
    tree: async (query) => records.tree(query),
    findByNumbers: async ({ type, numbers }) => {
      const found = numbers.map((number) => ({
        number,
        ids: records
          .scope({ type })
          .filter(({ data }) => data['employeeNo'] === number || data['idNumber'] === number)
          .map(({ id }) => id),
      }));
      return {
        ids: found.flatMap(({ ids }) => (ids.length === 1 ? ids : [])),
        missing: found.flatMap(({ number, ids }) => (ids.length === 0 ? [number] : [])),
        several: found.flatMap(({ number, ids }) => (ids.length > 1 ? [number] : [])),
      };
    },
    report: async (asked) => ok(records.report(asked)),
    reportNames: async (asked, figure, offset, limit) => records.reportNames(asked, figure, offset, limit),
    duplicates: async (type, organisation, data, except) =>
      records.duplicates(type, organisation, data, except),
    ...fakeTwins(records, log, changed),
    readAll: async (type, organisation, _fields, filters = {}) =>
      records
        .matching({ type, organisations: [organisation], includeVoided: true, filters })
        .map((record) => ({ id: record.id, data: record.data, voided: record.voided })),
    ...fakeImports(records, userName, changed),
    readSetting: async (key) => settings.get(key),
    writeSetting: async (key, value) => {
      settings.set(key, value);
      return ok(undefined);
    },
    syncSummary: async () => summary(),
    syncNow: async () => summary(),
    pending: async (limit) =>
      [...records.all.values()]
        .filter((record) => record.sync === 'saved')
        .slice(0, limit)
        .map((record) => ({
          type: record.type,
          id: record.id,
          title: String(record.data[records.definition(record.type).titleField] ?? ''),
          what: record.history[0]?.what ?? '建立档案',
          at: record.history[0]?.at ?? new Date().toISOString(),
          userName,
        })),
    sent: async () => [
      {
        batchId: 'b1',
        at: new Date(Date.now() - 3_600_000).toISOString(),
        organisation: 'o1',
        count: 500,
        merged: 0,
        conflicts: lists.conflicts.length,
        rejected: lists.rejected.length,
        state: 'answered',
      },
    ],
    rejected: async () => [...lists.rejected],
    giveUp: async (op) => {
      log('giveUp', op);
      lists.rejected = lists.rejected.filter((item) => item.op !== op);
      tell({ kind: 'sync', summary: summary() });
      return ok(undefined);
    },
    conflicts: async () => [...lists.conflicts],
    settle: async (input) => {
      log('settle', input);
      lists.conflicts = lists.conflicts.filter((item) => item.id !== input.id);
      tell({ kind: 'sync', summary: summary() });
      return ok(undefined);
    },
    exportBackup: async () => ok(new Uint8Array([1, 2, 3])),
    restoreBackup: async () => ok({ records: records.all.size }),
    subscribe: async (listener) => {
      listeners.push(listener);
    },
  };
}

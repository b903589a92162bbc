import { ok } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { ScopeAnswer } from '../../../domain/protocol/api.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { Host, HostFileName } from '../../../renderer/host/host.ts';
import type { Disk } from '../../../renderer/store/disk/disk.ts';
import { createKeyRing } from '../../../renderer/store/keys/keyRing.ts';
import { createStoreCore } from '../../../renderer/store/core/createStore.ts';
import type { StoreCore } from '../../../renderer/store/core/createStore.ts';
import type { EnrolmentPort, StoreCoreInput } from '../../../renderer/store/core/ports.ts';

/** Host files that survive a restart of the store, as files do. */
export interface TestHost extends Host {
  readonly files: Map<HostFileName, Uint8Array>;
}

export function createTestHost(files = new Map<HostFileName, Uint8Array>()): TestHost {
  const secrets: { present: Uint8Array; next: Uint8Array | undefined } = {
    present: new Uint8Array(32).fill(7),
    next: undefined,
  };
  return {
    files,
    kind: 'electron',
    appVersion: '0.0.0',
    readFile: async (name) => files.get(name)?.slice(),
    async writeFile(name, bytes) {
      files.set(name, bytes.slice());
      return ok(undefined);
    },
    deviceSecret: async () => ok(secrets.present.slice()),
    stagedDeviceSecret: async () => ok(secrets.next?.slice()),
    async rotateDeviceSecret(step) {
      if (step === 'stage') secrets.next ??= crypto.getRandomValues(new Uint8Array(32));
      else if (secrets.next !== undefined) [secrets.present, secrets.next] = [secrets.next, undefined];
      return ok((secrets.next ?? secrets.present).slice());
    },
    saveFile: async () => ok(true),
    print: async () => ok('done'),
    savePdf: async () => ok('done'),
    freeBytes: async () => 1024 ** 4,
    idleSeconds: async () => 0,
    onLockRequest: () => () => undefined,
    setTitle: () => undefined,
  };
}

/** One step of Argon2id instead of the product's cost: the keys' own tests judge that. */
export const cheap = { memoryKiB: 64, passes: 1 };
export const passphrase = '春眠不觉晓处处闻啼鸟夜来风雨声';
export const home = 'org-a';
export const other = 'org-b';

const scope: ScopeAnswer = {
  office: { id: home, name: '测试厂工会', shortName: '测试厂', level: 'grassroots', parentId: null },
  organisations: [{ id: other, name: '第二厂工会', shortName: '二厂', level: 'grassroots', parentId: home }],
  parentName: '测试区总工会',
  realData: false,
  users: [],
  serverSealKey: 'unused',
  epoch: 'e1',
};

export function testEnrolment(answer?: Result<never>): EnrolmentPort {
  return {
    preview: async () =>
      ok({ officeName: '测试厂工会', codeTail: 'xxxx', expires: '', realData: false, online: true }),
    async enrol() {
      if (answer !== undefined) return answer;
      const code = {
        url: 'http://127.0.0.1:1',
        serverKey: 'k',
        office: home,
        officeName: '测试厂工会',
        realData: false,
        expires: '2099-01-01',
        code: 'x'.repeat(22),
      };
      return ok({ code, device: 'dev1', serverKey: {}, scope });
    },
  };
}

/** A clock that moves one second at every look, so that no two acts share a moment. */
export function steppingClock(start = Date.parse('2026-11-23T08:00:00Z')): {
  now(): number;
  skip(ms: number): void;
} {
  let at = start;
  return {
    now() {
      at += 1000;
      return at;
    },
    skip(ms) {
      at += ms;
    },
  };
}

/** Ids in order, so that two runs of one schedule are the same. */
export function countingRandom(prefix = 'id'): { id(): string } {
  let n = 0;
  return {
    id() {
      n += 1;
      return `${prefix}${String(n).padStart(6, '0')}`;
    },
  };
}

export interface Bench {
  readonly core: StoreCore;
  readonly host: TestHost;
  readonly disk: Disk;
  readonly input: StoreCoreInput;
  readonly faults: unknown[];
}

export function assemble(
  definitions: readonly RecordDefinition[],
  disk: Disk,
  more: Partial<StoreCoreInput> & { readonly host?: TestHost } = {},
): Bench {
  const host = more.host ?? createTestHost();
  const faults: unknown[] = [];
  const input: StoreCoreInput = {
    definitions,
    disk,
    keyRing: createKeyRing({ host, cost: cheap }),
    clock: steppingClock(),
    random: countingRandom(),
    enrolment: testEnrolment(),
    onFatal: (error) => faults.push(error),
    ...more,
    host,
  };
  return { core: createStoreCore(input), host, disk, input, faults };
}

/** An enrolled store with its first user unlocked. */
export async function enrolled(
  definitions: readonly RecordDefinition[],
  disk: Disk,
  more: Partial<StoreCoreInput> & { readonly host?: TestHost } = {},
): Promise<Bench> {
  const bench = assemble(definitions, disk, more);
  const answer = await bench.core.port.enrol({
    code: 'GH1.x',
    user: { name: '甲测试', passphrase },
    alone: true,
  });
  if (!answer.ok) throw new Error(answer.error.message);
  return bench;
}

/** The next start of the program on the same disk and host files. */
export async function restarted(
  bench: Bench,
  disk: Disk,
  more: Partial<StoreCoreInput> = {},
): Promise<Bench> {
  const next = assemble(bench.input.definitions, disk, {
    clock: bench.input.clock,
    ...(bench.input.random === undefined ? {} : { random: bench.input.random }),
    ...more,
    host: bench.host,
  });
  const { slots } = await next.core.port.status();
  const answer = await next.core.port.unlock({ userId: slots[0]?.userId ?? '', passphrase });
  if (!answer.ok) throw new Error(answer.error.message);
  return next;
}

export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}

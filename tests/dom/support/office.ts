import type { RecordData } from '../../../domain/records/definition.ts';
import type { FakeStore } from './fakeStore.ts';
import { createFakeStore } from './fakeStore.ts';
import { inventedNumber, inventedPerson } from './people.ts';

interface Furnishing {
  readonly people: number;
  readonly units?: number;
  readonly phase?: 'new' | 'locked' | 'open';
  readonly offline?: boolean;
  readonly counsellor?: boolean;
  /** Every fifth person is not known to be a 农民工 or not, and three share what is one person's. */
  readonly gaps?: boolean;
}

function withGaps(n: number): RecordData {
  if (n === 7) return { ...inventedPerson(n), mobile: inventedPerson(2)['mobile'] ?? null };
  if (n === 12) return { ...inventedPerson(2), employeeNo: '00312', department: '品质部' };
  if (n % 5 !== 0) return inventedPerson(n);
  const householdPlace = n % 2 === 0 ? '湖南省样例县' : '广东省演示市';
  return { ...inventedPerson(n), migrantWorker: null, householdPlace };
}

const yesterday = (hour: number): string => new Date(Date.now() - 86_400_000 + hour * 60_000).toISOString();

/** An invented office with people, returned work, a conflict, a hardship draft and a counselling log. */
export function furnished(wish: Furnishing): FakeStore {
  const store = createFakeStore({
    phase: wish.phase ?? 'open',
    online: wish.offline !== true,
    units: Array.from({ length: wish.units ?? 0 }, (_, n) => `样例${n + 1}厂联合工会委员会`),
    ...(wish.counsellor === true ? { roles: ['counsellor'] as const } : {}),
  });
  for (let n = 0; n < wish.people; n += 1) {
    store.records.add(
      'member',
      n % 9 === 0 && (wish.units ?? 0) > 0 ? 'o2' : 'o1',
      wish.gaps === true ? withGaps(n) : inventedPerson(n),
      {
        sync: n === 5 ? 'rejected' : n === 15 ? 'conflict' : n % 13 === 4 ? 'saved' : 'backedUp',
      },
    );
  }
  const first = store.records.get('member', 'r1');
  if (first === undefined) return store;
  first.history = [
    {
      at: new Date().toISOString(),
      userName: '甲测试',
      what: '修改',
      changes: [{ field: 'mobile', from: '13800001024', to: '13900002211' }],
      state: 'saved',
    },
    {
      at: yesterday(0),
      userName: '甲测试',
      what: '修改',
      changes: [{ field: 'position', from: '装配工', to: '操作工' }],
      state: 'backedUp',
    },
    {
      at: '2025-12-03T08:00:00.000Z',
      userName: '乙样例',
      what: '导入花名册',
      changes: [{ field: 'department', from: '装配一车间', to: '装配二车间' }],
      state: 'backedUp',
    },
  ];
  const returned = store.records.get('member', 'r6');
  const message = '入会日期早于本单位工会成立日期。请对照登记表改一下。';
  if (returned !== undefined) {
    returned.rejected = [{ op: 'd.i.6', field: 'joinDate', message }];
    store.lists.rejected.push({
      op: 'd.i.6',
      type: 'member',
      id: 'r6',
      title: String(returned.data['name']),
      subtitle: String(returned.data['employeeNo']),
      field: 'joinDate',
      message,
      at: yesterday(3),
      values: { joinDate: '1999-03-18', hireDate: '2009-02-16' },
    });
  }
  const conflicting = store.records.get('member', 'r16');
  if (conflicting !== undefined) {
    const by = (user: string, userName: string, at: string) => ({
      user,
      userName,
      device: `d-${user}`,
      at,
      op: `op-${user}`,
    });
    conflicting.conflicts = [
      {
        conflictId: 'c1',
        field: 'mobile',
        version: 1,
        baseValue: '13600000377',
        serverValue: '13900002211',
        serverBy: by('u9', '乙样例', yesterday(0)),
        candidates: [{ value: '13800005678', by: by('u1', '甲测试', new Date().toISOString()) }],
        state: 'open',
      },
      {
        conflictId: 'c2',
        field: 'position',
        version: 1,
        baseValue: '安全主管',
        serverValue: '安全主任',
        serverBy: by('u9', '乙样例', yesterday(0)),
        candidates: [{ value: '安全环保主管', by: by('u1', '甲测试', new Date().toISOString()) }],
        state: 'open',
      },
    ];
    store.lists.conflicts.push({
      type: 'member',
      id: 'r16',
      title: String(conflicting.data['name']),
      subtitle: `工号 ${String(conflicting.data['employeeNo'])}`,
      conflicts: conflicting.conflicts,
      merged: [{ field: 'marital', value: '20', userName: '乙样例', at: yesterday(0) }],
    });
  }
  store.records.add('hardshipCase', 'o1', {
    caseState: '10',
    name: '丙演示',
    idNumber: inventedNumber(77),
    mobile: '13800000077',
    category: '1',
    familySize: 4,
    yearlyIncome: 3_255_950,
  });
  store.records.add('counsellingLog', 'o1', {
    clientCode: '来访 12',
    date: '2026-11-18',
    kind: '1',
    minutes: 50,
  });
  return store;
}

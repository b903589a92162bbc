import type { RecordData } from '../../../domain/records/definition.ts';
import { inventedIdNumber } from '../../../scripts/fixtures/roster.ts';
import { inventMembers } from '../indexMembers.ts';

/**
 * Members as an import hands them over: 28 fields, some 880 bytes of JSON, all invented and all valid, so that the
 * province takes every one. `from` numbers the people: two ranges that do not meet share nobody.
 */
export function benchMembers(count: number, from = 0): RecordData[] {
  return inventMembers(count, 7 + from).map((row, at) => {
    const who = from + at;
    const idNumber = inventedIdNumber(who, who % 2 === 1);
    const { name, department, unionGroup, position, mobile, employmentState, migrantWorker, hireDate } =
      row.values;
    const hired = String(hireDate);
    const left = employmentState === '9';
    return {
      name: name ?? '',
      employeeNo: String(who + 1).padStart(6, '0'),
      idType: '111',
      idNumber,
      birthDate: `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
      sex: who % 2 === 1 ? '1' : '2',
      ethnic: at % 11 === 0 ? '08' : '01',
      education: ['11', '14', '21', '31', '47', '61', '71'][at % 7] ?? '61',
      political: ['01', '03', '13'][at % 3] ?? '13',
      marital: ['10', '20'][at % 2] ?? '10',
      department: department ?? '',
      unionGroup: unionGroup ?? '',
      position: position ?? '',
      employmentForm: '01',
      workStatus: '1',
      employer: '云桥精密电子（南岭）有限公司',
      skillLevel: String(1 + (at % 5)),
      hireDate: hired,
      contractStart: hired,
      contractEnd: `${Number(hired.slice(0, 4)) + 5}${hired.slice(4)}`,
      employmentState: employmentState ?? '1',
      membershipStatus: at % 6 === 0 ? '00' : '02',
      joinDate: at % 6 === 0 ? null : hired,
      mobile: mobile ?? '',
      householdType: String(2 + (at % 4)),
      householdPlace: `广东省虚构市测试区第${at % 60}街道`,
      address: `测试区虚构路 ${at % 900} 号 ${at % 40} 栋 ${at % 12} 单元`,
      migrantWorker: migrantWorker ?? null,
      nativePlace: '广东省虚构市',
      joinMeeting: at % 6 === 0 ? null : '第三届工会委员会第二次全体会议',
      note: at % 7 === 0 ? '夜班，节假日值守' : '无',
      ...(left ? { leaveDate: '2026-06-30' } : {}),
    };
  });
}

import { checkCharacterOf } from '../../../domain/rules/identityNumber.ts';
import type { RecordData } from '../../../domain/records/definition.ts';

const surnames = '甲乙丙丁戊己庚辛壬癸'.split('');
const given = ['测试', '样例', '演示', '假名', '试填'];
const workshops = [
  '一分厂/装配一车间/A1 线',
  '一分厂/装配二车间/A3 线',
  '一分厂/冲压车间',
  '二分厂/注塑车间/夜班',
  '研发中心',
  '品质部',
  '行政人事部',
];

/** A number of a place nobody was ever registered in, with a right check digit. */
export function inventedNumber(n: number): string {
  const year = 1968 + (n % 35);
  const month = String(1 + (n % 12)).padStart(2, '0');
  const day = String(1 + (n % 28)).padStart(2, '0');
  const first = `440000${year}${month}${day}${String(n % 1000).padStart(3, '0')}`;
  return first + checkCharacterOf(first);
}

/** Person n of the invented roster. */
export function inventedPerson(n: number): RecordData {
  const number = inventedNumber(n);
  const member = n % 17 !== 3;
  return {
    name: `${surnames[n % 10] ?? '甲'}${given[n % 5] ?? '测试'}${n % 9 === 0 ? '一' : ''}`,
    employeeNo: String(n + 300).padStart(5, '0'),
    idType: '111',
    idNumber: number,
    birthDate: `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`,
    sex: Number(number[16]) % 2 === 1 ? '1' : '2',
    ethnic: n % 4 === 0 ? null : '01',
    education: n % 3 === 0 ? null : '60',
    department: workshops[n % workshops.length] ?? '品质部',
    unionGroup: n % 3 === 0 ? null : `${n % 2 === 0 ? '一分会' : '二分会'}/第${1 + (n % 5)}小组`,
    position: '操作工',
    employmentState: n % 41 === 5 ? '9' : '1',
    membershipStatus: member ? '02' : n % 2 === 0 ? '00' : '01',
    joinDate: member ? `20${String(8 + (n % 15)).padStart(2, '0')}-03-18` : null,
    mobile: `138${String(10_000_000 + n * 37).slice(0, 8)}`,
    workStatus: '1',
    employer: '演示精密电子（南岭）有限公司',
    householdType: '1',
    migrantWorker: n % 2 === 0,
    hireDate: '2009-02-16',
  };
}

import type { FieldValue } from '../../domain/records/definition.ts';
import type { IndexRow } from '../../renderer/store/index/port.ts';

/** A small seeded generator (mulberry32): the same numbers on every machine. */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000) * below);
  };
}

const SURNAMES = [
  ...'陈李黄张梁林王吴刘杨罗何周郑谢郭邓冯曾叶莫徐朱胡赵潘蔡卢许钟孙苏彭马韦廖唐曹谭袁江余吕杜伍高梅关温方单解任区冼麦',
  '欧阳',
  '司徒',
  '上官',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰志海建文红梅春燕秋月晓东国庆永健浩宇子轩梓涵诗雨欣怡嘉俊家豪景天乐思佳慧雪琳',
  ...'凯旋振辉耀祥锦荣少雄绮雯凤仪婉婷兆麟炳坤淑贞柏林長翔晨曦朗睿哲朝阳可心若溪煜炫泽楷铭瑶琪璇蕾薇菲岚珊莉萍秀珍爱莲翠',
];
const PLANTS = ['一分厂', '二分厂', '三分厂', '行政中心', '物流中心'];

const two = (number: number): string => String(number).padStart(2, '0');

function date(random: (below: number) => number, from: number, years: number): string {
  return `${from + random(years)}-${two(1 + random(12))}-${two(1 + random(28))}`;
}

const hex = (random: (below: number) => number, length: number): string =>
  Array.from({ length }, () => random(16).toString(16)).join('');

/** People who do not exist: identity numbers begin with 440000, which no division has. */
export function inventMembers(count: number, seed = 20261123): IndexRow[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  return Array.from({ length: count }, (_, at) => {
    const birth = date(random, 1962, 44);
    const surname = SURNAMES[Math.min(random(SURNAMES.length), random(SURNAMES.length))] ?? '甲';
    const values: Record<string, FieldValue> = {
      name: surname + pick(GIVEN) + (random(5) === 0 ? '' : pick(GIVEN)),
      employeeNo: `${pick(['', '', 'G', 'D'])}${String(at + 1).padStart(7, '0')}`,
      idNumber: `440000${birth.replaceAll('-', '')}${String(random(1000)).padStart(3, '0')}${pick([...'0123456789X'])}`,
      mobile: `1${3 + random(7)}${String(random(1_000_000_000)).padStart(9, '0')}`,
      sex: pick(['1', '2']),
      department: `${pick(PLANTS)}/${1 + random(12)}车间/${pick(['甲', '乙', '丙', '丁', 'A', 'B'])}${1 + random(9)}班`,
      unionGroup: `第${1 + random(60)}小组`,
      position: `${pick(['装配', '焊接', '质检', '仓管', '文员', '司机'])}${pick(['工', '员', '组长'])}`,
      employmentState: pick(['1', '1', '1', '1', '1', '1', '2', '9']),
      membershipStatus: pick(['00', '02', '02', '02', '02', '05']),
      education: pick(['11', '21', '31', '41', '47', '61', '71']),
      migrantWorker: pick([true, true, false, null]),
      joinDate: random(4) === 0 ? null : date(random, 2005, 21),
      hireDate: date(random, 1998, 28),
      cardNo: random(2) === 0 ? null : `44${String(random(100_000_000)).padStart(8, '0')}`,
    };
    const id = `${hex(random, 8)}-${hex(random, 4)}-7${hex(random, 3)}-8${hex(random, 3)}-${hex(random, 12)}`;
    return {
      id,
      organisation: `org-${random(12)}`,
      values,
      gaps: pick([[], [], [], ['ethnic'], ['ethnic', 'education'], ['householdType']]),
      sync: pick(['backedUp', 'backedUp', 'backedUp', 'backedUp', 'saved', 'rejected', 'conflict']),
      voided: random(200) === 0,
      work: random(10) === 0 ? at + 1 : 0,
    };
  });
}

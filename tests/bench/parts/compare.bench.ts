/**
 * 三方核对 of three lists of 20,000, from parsed records to the three lists, and the match ladder of 100,000 × 100,000 by
 * itself. The bound of each is what no comparison can do without: one map of the identity numbers, one look-up a person.
 */
import { definition } from '../../../domain/records/types/member.ts';
import { compareLists } from '../../../renderer/records/compare/compare.ts';
import { booksList, comparableFields, sheetList } from '../../../renderer/records/compare/lists.ts';
import { bearingsOf } from '../../../renderer/records/compare/standing.ts';
import { Books } from '../../../renderer/records/import/verdict/books.ts';
import { matchRow } from '../../../renderer/records/import/verdict/match.ts';
import type { RecordData } from '../../../domain/records/definition.ts';
import { figure, median, note, runs, sized } from '../lib/figure.ts';
import { benchMembers } from '../lib/members.ts';

async function timed(act: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await act();
    times.push(performance.now() - start);
  }
  return median(times);
}

const count = sized(20_000);
const few = Math.round(count / 40);
const people = benchMembers(count + few);
const ours = people.slice(0, count);
// HR knows new people and lacks leavers; some have another phone, some a number without its zeros.
const hr = people.slice(few).map((data, at): RecordData => ({
  ...data,
  membershipStatus: null,
  ...(at % 50 === 0 ? { mobile: '17100000000', idNumber: null } : {}),
  ...(at % 7 === 0 ? { employeeNo: String(Number(data['employeeNo'])) } : {}),
}));
// The register has no 工号, and a tenth of its documents hidden: name and phone must do.
const register = people.slice(0, count).map((data, at): RecordData => ({
  name: data['name'] ?? '',
  idNumber: at % 10 === 0 ? '4400**********1024' : (data['idNumber'] ?? ''),
  mobile: data['mobile'] ?? '',
  sex: data['sex'] ?? null,
  education: at % 20 === 0 ? '61' : (data['education'] ?? null),
}));
const numbered = (rows: readonly RecordData[]): { readonly number: number; readonly data: RecordData }[] =>
  rows.map((data, at) => ({ number: at + 2, data }));
const bearings = bearingsOf(definition);
if (!bearings) throw new Error('members cannot be compared');
const known = bearings;
const books = ours.map((data, at) => ({ id: `b${at}`, data, voided: false }));
const hrRows = numbered(hr);
const registerRows = numbered(register);
const hrFields = new Set(comparableFields(definition));
const registerFields = new Set(['name', 'idNumber', 'mobile', 'sex', 'education']);

let found = '';
const compared = await timed(async () => {
  const lists = {
    hr: sheetList(definition, hrRows, hrFields).list,
    register: sheetList(definition, registerRows, registerFields).list,
    ours: booksList(definition, books),
  };
  const all = await compareLists(definition, known, lists, new Map(), () => true);
  if (!all || all.notReleased.length < few / 2) throw new Error('the leavers were not found');
  found = `${all.identities.length} people, ${all.notJoined.length} not joined, ${all.notReleased.length} not released, ${all.differences.length} differences, ${all.doubts.length} doubts`;
});
const maps = await timed(() => {
  let seen = 0;
  for (const list of [ours, hr, register]) {
    const map = new Map(list.map((data, at) => [data['idNumber'], at]));
    for (const data of ours) if (map.has(data['idNumber'])) seen += 1;
  }
  if (seen < count) throw new Error('not found');
});
note(found);
figure({
  name: `三方核对 3 × ${count} (bound: a map of the identity numbers of each)`,
  value: compared,
  unit: 'ms',
  bound: maps,
  target: '<= 3000',
});

const many = sized(100_000);
const all = benchMembers(many);
const records = all.map((data, at) => ({ id: `b${at}`, data, voided: false }));
// A third by document, a third by 工号 without its zeros, a third by name and phone.
const rows = all.map((data, at): RecordData => {
  if (at % 3 === 0) return data;
  const rest = { ...data, idNumber: null };
  return at % 3 === 1
    ? { ...rest, employeeNo: String(Number(data['employeeNo'])) }
    : { ...rest, employeeNo: null };
});
const ladder = await timed(() => {
  const target = new Books(definition, records);
  let matched = 0;
  for (const data of rows) if (matchRow(definition, target, data).kind !== 'none') matched += 1;
  if (matched !== many) throw new Error(`the ladder lost ${many - matched}`);
});
const lookups = await timed(() => {
  const index = new Map(records.map(({ data }, place) => [data['idNumber'], place]));
  if (all.some((data) => index.get(data['idNumber']) === undefined)) throw new Error('not found');
});
figure({
  name: `match ladder ${many} × ${many}, a third by each rung (bound: one map, one look-up a row)`,
  value: ladder,
  unit: 'ms',
  bound: lookups,
  target: '<= 2000',
});

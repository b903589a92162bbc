import type { FieldValue, RecordDefinition } from '../../../domain/records/definition.ts';
import { judgeResidentNumber } from '../../../domain/rules/identityNumber.ts';
import { entriesOf } from '../../../domain/dictionaries/lookup.ts';

/** What readers of identity cards print before each value, in the order of the card; spaces stand in some of them. */
const labels = [
  '姓名',
  '性别',
  '民族',
  '出生日期',
  '出生',
  '住址',
  '地址',
  '公民身份号码',
  '公民身份证号码',
  '身份证号码',
  '身份证号',
  '证件号码',
];
const labelled = new RegExp(
  `(${labels.map((label) => [...label].join('\\s*')).join('|')})\\s*[:：]?\\s*`,
  'g',
);

const number = /(?<![0-9])\d{17}[\dXx](?![0-9])/;

/** Whether text is more than a number: the whole card, as a reader or a chat gives it. */
export function isCardText(text: string): boolean {
  return number.test(text) && text.replace(number, '').trim() !== '';
}

function partsOf(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(labelled)];
  return new Map(
    found.map((match, at) => {
      const from = match.index + match[0].length;
      const value = text.slice(from, found[at + 1]?.index ?? text.length);
      return [(match[1] ?? '').replace(/\s/g, ''), value.replace(/[\s,，;；]+/g, ' ').trim()];
    }),
  );
}

/** Without labels: 姓名 性别 民族 出生 住址 号码 in cells, told by their form. */
function cellsOf(text: string): ReadonlyMap<string, string> {
  const cells = text.split(/[\t\r\n,，;；|]+|\s{2,}|\s/).filter((cell) => cell !== '' && !number.test(cell));
  const name = cells.find((cell) => /^[\p{Script=Han}·]{2,20}$/u.test(cell) && !/^(男|女)$|族$/.test(cell));
  const ethnic = cells.find((cell) => /^\p{Script=Han}{1,6}族$/u.test(cell));
  const address = cells.find((cell) => /[省市区县镇乡村路街号]/.test(cell) && cell.length > 5);
  return new Map(
    Object.entries({ 姓名: name, 民族: ethnic, 住址: address }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value] as const],
    ),
  );
}

/**
 * The boxes that a card's text fills (K56). Birth and sex are left to the number, which they are computed from; a text
 * whose number is none fills nothing.
 */
export function cardFields(
  definition: RecordDefinition,
  source: string,
): Readonly<Record<string, FieldValue>> {
  const verdict = judgeResidentNumber(number.exec(source)?.[0] ?? '');
  const id = Object.keys(definition.fields).find((key) => definition.fields[key]?.kind === 'idNumber');
  if (!verdict.ok || id === undefined) return {};
  const named = partsOf(source);
  const parts = named.size > 0 ? named : cellsOf(source);
  const filled: Record<string, FieldValue> = { [id]: verdict.value };
  const said = {
    name: parts.get('姓名'),
    ethnic: parts.get('民族'),
    address: parts.get('住址') ?? parts.get('地址'),
  };
  for (const [key, field] of Object.entries(definition.fields)) {
    const text = field.onCard === undefined ? undefined : said[field.onCard];
    if (text === undefined || text === '') continue;
    const value = field.dictionary === undefined ? text : codeOf(field.dictionary, text);
    if (value !== undefined) filled[key] = value;
  }
  return filled;
}

/** 汉 as the card has it, or 汉族. */
function codeOf(dictionary: string, word: string): string | undefined {
  return entriesOf(dictionary).find(({ label }) => label === word || label === `${word}族`)?.code;
}

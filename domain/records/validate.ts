import { hasCode, hasDictionary } from '../dictionaries/lookup.ts';
import { isIsoDate, isIsoMinute, isIsoMonth } from '../rules/calendar.ts';
import { judgePhone } from '../rules/phone.ts';
import type { FieldDefinition, FieldValue, Issue, RecordData, RecordDefinition } from './definition.ts';

export function isEmpty(value: FieldValue | undefined): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

const wrongKind = (label: string): string => `“${label}”的内容读不懂。原来的内容没有动，请重新填一次。`;

/** U+0000 kills a whole batch in PostgreSQL and a lone surrogate cannot be sent: both are refused where they are typed (R6). */
function isCleanText(text: string): boolean {
  // Most texts are plain letters, digits and Han characters; only others are looked at letter by letter.
  return /^[\x20-\x7e\u4e00-\u9fff]*$/.test(text) || !/[\0\p{Surrogate}]/u.test(text);
}

function textFault(field: FieldDefinition, text: string): string | undefined {
  if (!isCleanText(text)) return `“${field.label}”里有看不见的坏字符。请删掉后重新输入。`;
  const longest = field.maxLength ?? (field.kind === 'longText' ? 4000 : 200);
  // Characters are never more than code units, so the exact count is only taken where it may decide.
  return text.length > longest && [...text].length > longest
    ? `“${field.label}”最多 ${longest} 个字，现在有 ${[...text].length} 个。请改短一些。`
    : undefined;
}

function codeFault(field: FieldDefinition, code: string): string | undefined {
  const name = field.dictionary;
  if (name === undefined || !hasDictionary(name) || hasCode(name, code)) return undefined;
  return `“${field.label}”里没有“${code.slice(0, 20)}”这一项。请从列表里选一项。`;
}

/** The sentence for an impossible value of one field, or undefined. Emptiness is not judged here. */
export function checkValue(field: FieldDefinition, value: FieldValue | undefined): string | undefined {
  if (isEmpty(value)) return undefined;
  switch (field.kind) {
    case 'text':
    case 'longText':
    case 'idNumber':
    case 'path':
    case 'link':
      return typeof value === 'string' ? textFault(field, value) : wrongKind(field.label);
    case 'phone':
      if (typeof value !== 'string') return wrongKind(field.label);
      return judgePhone(value).ok
        ? undefined
        : `“${field.label}”不像一个电话号码：手机号是 1 开头的 11 位数字，座机要带区号。`;
    case 'date':
      return typeof value === 'string' && isIsoDate(value)
        ? undefined
        : `“${field.label}”不是一个真实的日期。请按 2026-11-23 这样填。`;
    case 'month':
      return typeof value === 'string' && isIsoMonth(value)
        ? undefined
        : `“${field.label}”不是一个真实的月份。请按 2026-11 这样填。`;
    case 'dateTime':
      return typeof value === 'string' && isIsoMinute(value)
        ? undefined
        : `“${field.label}”不是一个真实的时间。请按 2026-11-23 14:05 这样填。`;
    case 'integer':
    case 'money':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? undefined
        : `“${field.label}”要填数字。`;
    case 'flag':
      return typeof value === 'boolean' ? undefined : wrongKind(field.label);
    case 'code':
      return typeof value === 'string' ? codeFault(field, value) : wrongKind(field.label);
    case 'codes': {
      if (!Array.isArray(value)) return wrongKind(field.label);
      return value
        .map((code: unknown) => (typeof code === 'string' ? codeFault(field, code) : wrongKind(field.label)))
        .find((fault) => fault !== undefined);
    }
  }
}

const entries = new WeakMap<RecordDefinition, readonly (readonly [string, FieldDefinition])[]>();

/** A province judges thousands of records a second by one definition; its list of fields is made once. */
function entriesOf(definition: RecordDefinition): readonly (readonly [string, FieldDefinition])[] {
  const known = entries.get(definition) ?? Object.entries(definition.fields);
  entries.set(definition, known);
  return known;
}

interface Judged {
  readonly key: string;
  readonly field: FieldDefinition;
  /** What is said when the field is empty; the same for every record. */
  readonly whenEmpty?: Issue;
}

const judgedFields = new WeakMap<RecordDefinition, readonly Judged[]>();

/** Looked up once per type, not once per record: imports and snapshots judge a hundred thousand of them. */
function fieldsOf(definition: RecordDefinition): readonly Judged[] {
  const known = judgedFields.get(definition);
  if (known) return known;
  const fields = Object.entries(definition.fields).map(([key, field]): Judged => {
    const whenEmpty = emptyIssue(key, field);
    return { key, field, ...(whenEmpty ? { whenEmpty } : {}) };
  });
  judgedFields.set(definition, fields);
  return fields;
}

function emptyIssue(key: string, { need, label }: FieldDefinition): Issue | undefined {
  if (need === undefined) return undefined;
  return need === 'save'
    ? { field: key, code: 'neededToSave', severity: 'refuse', message: `请填“${label}”，填了才能保存。` }
    : { field: key, code: 'neededToReport', severity: 'gap', message: `“${label}”可以先不填，上报前补上。` };
}

/**
 * Judges a whole record: impossible values and unmet save needs are `refuse`, unmet report needs `gap`. The same function
 * answers the form, the import, the merge and the server. Fields the definition does not know pass through.
 */
export function validateRecord(definition: RecordDefinition, data: RecordData): readonly Issue[] {
  const issues: Issue[] = [];
  for (const { key, field, whenEmpty } of fieldsOf(definition)) {
    const value = data[key];
    if (isEmpty(value)) {
      if (whenEmpty) issues.push(whenEmpty);
      continue;
    }
    const fault = checkValue(field, value);
    if (fault !== undefined)
      issues.push({ field: key, code: 'invalidValue', severity: 'refuse', message: fault });
  }
  for (const group of definition.saveNeedsOneOf ?? []) {
    if (group.some((key) => !isEmpty(data[key]))) continue;
    const labels = group.map((key) => `“${definition.fields[key]?.label ?? key}”`).join('和');
    issues.push({
      field: group[0] ?? '',
      code: 'neededToSave',
      severity: 'refuse',
      message: `${labels}至少填一项，填了才能保存。`,
    });
  }
  if (definition.check) issues.push(...definition.check(data));
  return issues;
}

const reportKeys = new WeakMap<RecordDefinition, readonly string[]>();

/** Keys of fields that are needed to report and still empty. */
export function gapsOf(definition: RecordDefinition, data: RecordData): readonly string[] {
  let keys = reportKeys.get(definition);
  if (keys === undefined) {
    keys = entriesOf(definition).flatMap(([key, field]) => (field.need === 'report' ? [key] : []));
    reportKeys.set(definition, keys);
  }
  return keys.filter((key) => isEmpty(data[key]));
}

import type { Issue, RecordData, RecordDefinition } from '../definition.ts';
import { isUnionCreditCode, isCreditCode } from '../../rules/creditCode.ts';

const textOf = (data: RecordData, key: string): string => (typeof data[key] === 'string' ? data[key] : '');
const numberOf = (data: RecordData, key: string): number | undefined =>
  typeof data[key] === 'number' ? data[key] : undefined;

function check(data: RecordData): readonly Issue[] {
  const issues: Issue[] = [];
  const own = textOf(data, 'unionCreditCode');
  if (own !== '' && !isUnionCreditCode(own)) {
    issues.push({
      field: 'unionCreditCode',
      code: 'creditCode',
      severity: 'refuse',
      message: '工会的统一社会信用代码是 18 位，以 81 或 89 开头，这里的校验不对。请对照证书改一下。',
    });
  }
  const unit = textOf(data, 'unitCreditCode');
  if (unit !== '' && !isCreditCode(unit)) {
    issues.push({
      field: 'unitCreditCode',
      code: 'creditCode',
      severity: 'refuse',
      message: '单位的统一社会信用代码校验不对。请对照营业执照改一下。',
    });
  }
  for (const [part, whole, words] of [
    ['womenWorkers', 'workers', '女职工数大于职工数'],
    ['womenMembers', 'members', '女会员数大于会员数'],
    ['members', 'workers', '会员数大于职工数'],
  ] as const) {
    const [a, b] = [numberOf(data, part), numberOf(data, whole)];
    if (a !== undefined && b !== undefined && a > b)
      issues.push({ field: part, code: 'partOverWhole', severity: 'notice', message: `${words}，请核对。` });
  }
  return issues;
}

/** A grassroots union's own record: facts 1.7. Counts typed here are compared with counts computed from member files. */
export const definition: RecordDefinition = {
  type: 'unionOrganisation',
  label: '本单位信息',
  countWord: '个',
  compartment: 'general',
  menuOrder: 20,
  schemaVersion: 1,
  sections: [
    { key: 'basic', label: '基本信息' },
    { key: 'term', label: '届期与证书' },
    { key: 'people', label: '负责人' },
    { key: 'counts', label: '人数' },
  ],
  fields: {
    name: {
      label: '工会全称',
      kind: 'text',
      section: 'basic',
      need: 'save',
      maxLength: 120,
      search: 'name',
      help: '和公章一致',
    },
    unitName: { label: '单位名称', kind: 'text', section: 'basic', maxLength: 120, search: 'name' },
    unionCreditCode: {
      label: '工会信用代码',
      kind: 'text',
      section: 'basic',
      need: 'report',
      maxLength: 18,
      search: 'exact',
      help: '81 开头',
    },
    unitCreditCode: { label: '单位信用代码', kind: 'text', section: 'basic', maxLength: 18, search: 'exact' },
    organisationType: {
      label: '工会类型',
      kind: 'code',
      dictionary: 'union_org_type',
      section: 'basic',
      need: 'report',
    },
    unitCategory: {
      label: '单位类别',
      kind: 'code',
      dictionary: 'union_form_unit_category',
      section: 'basic',
    },
    industry: { label: '所属行业', kind: 'code', dictionary: 'gbt4754_industry_section', section: 'basic' },
    address: { label: '地址', kind: 'text', section: 'basic', maxLength: 200 },
    foundedOn: { label: '建会日期', kind: 'date', section: 'term', need: 'report' },
    foundingDocument: { label: '批复文号', kind: 'text', section: 'term', maxLength: 100 },
    termStart: { label: '本届开始', kind: 'date', section: 'term', group: 'term' },
    termEnd: { label: '本届届满', kind: 'date', section: 'term', group: 'term' },
    legalPersonNo: { label: '法人资格证号', kind: 'text', section: 'term', maxLength: 60 },
    legalPersonUntil: { label: '法人证有效至', kind: 'date', section: 'term' },
    chairName: { label: '主席', kind: 'text', section: 'people', maxLength: 50 },
    chairPhone: { label: '主席电话', kind: 'phone', section: 'people', sensitivity: 'masked', mask: 'phone' },
    contactName: { label: '联系人', kind: 'text', section: 'people', maxLength: 50 },
    contactPhone: { label: '联系电话', kind: 'phone', section: 'people' },
    workers: { label: '职工数', kind: 'integer', section: 'counts', need: 'report' },
    womenWorkers: { label: '女职工数', kind: 'integer', section: 'counts' },
    members: { label: '会员数', kind: 'integer', section: 'counts', need: 'report' },
    womenMembers: { label: '女会员数', kind: 'integer', section: 'counts' },
    migrantWorkers: { label: '农民工数', kind: 'integer', section: 'counts' },
  },
  titleField: 'name',
  subtitleField: 'unionCreditCode',
  identity: [['unionCreditCode'], ['name']],
  list: [
    { field: 'name', width: 280, frozen: true },
    { field: 'organisationType', width: 140, filter: true },
    { field: 'termEnd', width: 120 },
    { field: 'chairName', width: 100 },
    { field: 'workers', width: 96 },
    { field: 'members', width: 96 },
    { field: '@gap', width: 84, filter: true },
    { field: '@sync', width: 96, filter: true },
  ],
  // Asked by the joining of members: nobody joins before it.
  indexed: ['foundedOn'],
  defaultSort: { field: 'name' },
  check,
};

import type { RecordData } from '../../../domain/records/definition.ts';
import type { PaperDefinition, PaperOrder, PaperUnit } from '../paper.ts';
import { letters } from '../grouping.ts';
import { Blank, PaperTitle, SealBox, Whole } from '../sheet/marks.tsx';
import { dayOnPaper, documentName, gap, textOf, valueOn } from '../words.ts';

const fields = [
  'name',
  'sex',
  'ethnic',
  'idType',
  'idNumber',
  'employer',
  'joinDate',
  'cardNo',
  'membershipStatus',
] as const;

/** 会员 and 会籍保留; everybody else is none, or no longer (K1). */
const members: ReadonlySet<string> = new Set(['02', '04']);

function page(order: PaperOrder, row: RecordData, unit: PaperUnit) {
  const on = (key: (typeof fields)[number]): string => valueOn(order.definition, row, key);
  const kept = textOf(row, 'membershipStatus') === '04';
  const card = on('cardNo');
  return (
    <>
      <PaperTitle>会员证明</PaperTitle>
      <div className="certificate-words">
        <p className="paper-text">
          兹证明{on('name')}，{on('sex') || <Blank characters={2} />}，
          {on('ethnic') || <Blank characters={3} />}，{documentName(row)}号码
          <Whole>{on('idNumber') || <Blank characters={9} />}</Whole>，系
          {on('employer') || <Blank characters={12} />}职工，于
          <Whole>{dayOnPaper(textOf(row, 'joinDate'))}</Whole>加入工会，现为本会
          {kept ? '保留会籍的会员' : '会员'}
          {card === '' ? '' : `，会员证号码${card}`}。
        </p>
        <p className="paper-text">特此证明。</p>
        {order.answers['use'] === undefined || order.answers['use'] === '' ? null : (
          <p className="paper-text">（本证明用于：{order.answers['use']}）</p>
        )}
      </div>
      <div className="paper-end">
        <div className="paper-end-lines">
          <span>{unit.name}</span>
          <span>{dayOnPaper(order.today)}</span>
        </div>
        <SealBox words="（工会盖章）" />
      </div>
      <p className="certificate-contact">
        经办人：{order.by}
        {gap(3)}联系电话：
        <Blank characters={9} />
      </p>
    </>
  );
}

/** Only for members: a paper that says of somebody else that he is one would be false. */
export const paper: PaperDefinition = {
  key: 'certificate',
  title: '会员证明',
  recordType: 'member',
  order: 40,
  sheet: 'portrait',
  fields,
  cuts: ['unit'],
  numbers: 'full',
  purpose: '开会员证明',
  asks: [{ key: 'use', label: '证明用于', value: '' }],
  refuses: { when: (data) => !members.has(textOf(data, 'membershipStatus')), words: '现在不是会员' },
  pages: (order) => letters(order, (row, unit) => page(order, row, unit)),
};

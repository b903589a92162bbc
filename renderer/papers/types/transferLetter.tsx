import type { RecordData } from '../../../domain/records/definition.ts';
import { mask } from '../../../domain/rules/mask.ts';
import type { PaperDefinition, PaperOrder, PaperUnit } from '../paper.ts';
import { letters } from '../grouping.ts';
import { Blank, SealBox, Whole } from '../sheet/marks.tsx';
import { dayOnPaper, documentName, gap, monthOnPaper, textOf, valueOn } from '../words.ts';

const fields = [
  'name',
  'sex',
  'idType',
  'idNumber',
  'cardNo',
  'joinDate',
  'membershipStatus',
  'transferTo',
  'transferLetterNo',
  'transferLetterDate',
  'transferReceiptDate',
  'duesPaidUntil',
] as const;

/** Who has a membership to move: members, kept ones, and those whose letter is out or whose move is done. */
const movable: ReadonlySet<string> = new Set(['02', '03', '04', '09']);

interface Letter {
  readonly on: (key: (typeof fields)[number]) => string;
  readonly row: RecordData;
  readonly number: string;
  readonly date: string;
  /** The union the member goes to; undefined is written by hand. */
  readonly to: string | undefined;
  readonly unit: string;
  readonly days: string;
}

interface PartProps {
  readonly letter: Letter;
}

function letterOf(order: PaperOrder, row: RecordData, unit: PaperUnit): Letter {
  const on: Letter['on'] = (key) => valueOn(order.definition, row, key);
  const date = textOf(row, 'transferLetterDate') || order.today;
  const to = on('transferTo');
  return {
    on,
    row,
    number: on('transferLetterNo') || `（${date.slice(0, 4)}）第${gap(4)}号`,
    date: dayOnPaper(date),
    to: to === '' || /(工会|委员会)$/.test(to) ? to || undefined : `${to}工会`,
    unit: unit.name,
    days: order.answers['days'] ?? '',
  };
}

/** Who it is, in the words both parts share. */
function Person({ letter, number }: PartProps & { readonly number: string }) {
  const { on, row } = letter;
  return (
    <>
      {on('name')}，{on('sex') || <Blank characters={2} />}，{documentName(row)}号码
      <Whole>{number || <Blank characters={9} />}</Whole>，会员证号码
      {on('cardNo') || <Blank characters={6} />}，<Whole>{dayOnPaper(textOf(row, 'joinDate'))}</Whole>入会
    </>
  );
}

function Dues({ letter }: PartProps) {
  return (
    <>
      会费交至<Whole>{monthOnPaper(textOf(letter.row, 'duesPaidUntil'))}</Whole>
    </>
  );
}

/** The line where the seal is pressed over both halves, with the number that proves they belong together. */
function Seam({ number }: { readonly number: string }) {
  return (
    <div className="seam">
      <span>{number}</span>
      <span>骑 缝 章</span>
      <span>{number}</span>
    </div>
  );
}

function Stub({ letter }: PartProps) {
  const number = textOf(letter.row, 'idNumber');
  const received = textOf(letter.row, 'transferReceiptDate');
  return (
    <div className="letter-part stub">
      <h2>会籍转移介绍信（存根）</h2>
      <p className="letter-words">
        {/* It stays in a drawer: enough to find the letter again, not enough to use the number. */}
        <Person letter={letter} number={number.includes('*') ? number : mask('idNumber', number)} />
        ，由{letter.unit}转往{letter.to ?? <Blank characters={12} />}，<Dues letter={letter} />。
      </p>
      <div className="letter-line">
        <span>
          经办人：
          <Blank characters={6} />
        </span>
        <span>开出日期：{letter.date}</span>
        <span>收到回执：{received === '' ? <Blank characters={6} /> : dayOnPaper(received)}</span>
      </div>
    </div>
  );
}

function Main({ letter }: PartProps) {
  return (
    <div className="letter-part main">
      <h2>会籍转移介绍信</h2>
      <div>
        <p className="letter-words first">{letter.to ?? <Blank characters={14} />}：</p>
        <p className="letter-words">
          兹介绍
          <Person letter={letter} number={letter.on('idNumber')} />
          ，会籍由{letter.unit}转到你会，
          <Dues letter={letter} />
          ，请接收。
        </p>
        <p className="letter-words">
          本介绍信自开出之日起{letter.days || <Blank characters={3} />}天内有效，接收后请将回执寄回。
        </p>
      </div>
      <div className="paper-end">
        <div className="letter-lines">
          <span>转出工会：{letter.unit}</span>
          <span>
            经办人：
            <Blank characters={8} />
          </span>
          <span>{letter.date}</span>
        </div>
        <SealBox words="（转出工会盖章）" />
      </div>
    </div>
  );
}

function Receipt({ letter }: PartProps) {
  return (
    <div className="letter-part receipt">
      <h2>会籍转移介绍信（回执）</h2>
      <div className="paper-end">
        <div className="letter-lines spread">
          <div>
            <p className="letter-words first">{letter.unit}：</p>
            <p className="letter-words">
              {letter.on('name')}的会籍已由我会接收，从<Whole>{monthOnPaper('')}</Whole>起在我会交纳会费。
            </p>
          </div>
          <span>
            经办人：
            <Blank characters={7} />
          </span>
          <span>
            联系电话：
            <Blank characters={9} />
          </span>
          <span>{dayOnPaper('')}</span>
        </div>
        <SealBox words="（接收工会盖章）" />
      </div>
    </div>
  );
}

function page(order: PaperOrder, row: RecordData, unit: PaperUnit) {
  const letter = letterOf(order, row, unit);
  return (
    <>
      <Stub letter={letter} />
      <Seam number={letter.number} />
      <Main letter={letter} />
      <Seam number={letter.number} />
      <Receipt letter={letter} />
    </>
  );
}

/** 存根 · 介绍信 · 回执 on one sheet, sealed over both seams (clerks.md 4.9). */
export const paper: PaperDefinition = {
  key: 'transferLetter',
  title: '会籍转移介绍信',
  recordType: 'member',
  order: 50,
  sheet: 'portrait',
  fields,
  cuts: ['unit'],
  numbers: 'full',
  purpose: '办理会籍转移',
  asks: [{ key: 'days', label: '有效期（天）', value: '90' }],
  refuses: { when: (data) => !movable.has(textOf(data, 'membershipStatus')), words: '没有会籍可转' },
  pages: (order) => letters(order, (row, unit) => page(order, row, unit)),
};

import type { ListColumn } from '../../../../domain/records/definition.ts';
import { daysLater } from '../../../../domain/rules/calendar.ts';
import type { ListWish } from '../../../records/list/useListQuery.ts';

/** Days after which somebody who left and whose membership is still here is called to mind; a setting of this PC. */
export const remindDaysKey = 'membership.remindDays';
export const defaultRemindDays = 90;

export type LifePlace = 'join' | 'transfer' | 'leaving';

/** People in one situation, and what can be done with them. */
export interface Shelf {
  readonly key: string;
  readonly label: string;
  /** What they are and what to do, in a sentence. */
  readonly words: string;
  readonly filters?: ListWish['filters'];
  readonly ranges?: ListWish['ranges'];
  readonly sort: NonNullable<ListWish['sort']>;
  readonly columns: readonly ListColumn[];
  /** Names of transitions; `=field`: one column filled for all of them. */
  readonly acts: readonly string[];
}

export interface LifePage {
  readonly place: LifePlace;
  readonly title: string;
  readonly shelves: readonly Shelf[];
}

const inPost = ['1', '2', '3', '4', '5', '6', '7'];
const left = ['9'];

const who: readonly ListColumn[] = [
  { field: 'employeeNo', width: 76, frozen: true },
  { field: 'name', width: 100, frozen: true },
  { field: 'department', width: 132, filter: true },
];
const status: ListColumn = { field: 'membershipStatus', label: '会员', width: 90, filter: true };
const changed: ListColumn = { field: 'membershipDate', label: '变动日期', width: 112 };
const sync: ListColumn = { field: '@sync', width: 96, filter: true };
const joining: readonly ListColumn[] = [
  ...who,
  status,
  { field: 'hireDate', width: 112 },
  { field: 'employmentForm', width: 110, filter: true },
  { field: 'mobile', width: 118 },
  sync,
];
const leaving: readonly ListColumn[] = [
  ...who,
  status,
  { field: 'leaveDate', width: 170, age: true },
  { field: 'leaveReason', width: 100, filter: true },
  { field: 'mobile', width: 118 },
  { field: 'joinDate', width: 112 },
  sync,
];
const letters: readonly ListColumn[] = [
  ...who,
  changed,
  { field: 'transferTo', width: 200 },
  { field: 'transferLetterNo', label: '编号', width: 120 },
  { field: 'transferLetterDate', label: '开出', width: 170, age: true },
  { field: 'transferReceiptDate', label: '回执', width: 112 },
  sync,
];

function joinShelves(today: string): readonly Shelf[] {
  const sort = { field: 'hireDate' };
  return [
    {
      key: 'outside',
      label: '未入会',
      words: '在职、还不是会员的人。选中以后一起入会：批准日期、会议、文号填一次。',
      filters: { membershipStatus: ['00', '10'], employmentState: inPost },
      sort,
      columns: joining,
      acts: ['join', 'apply'],
    },
    {
      key: 'applying',
      label: '申请中',
      words: '交了申请、等工会批准的人。从批准那天起是会员。',
      filters: { membershipStatus: ['01'] },
      sort,
      columns: joining,
      acts: ['join', 'refuseJoin', 'takeBack'],
    },
    {
      key: 'again',
      label: '退会后再入会',
      words: '在职、以前退过会的人，可以再入会。',
      filters: { membershipStatus: ['05', '06', '07'], employmentState: inPost },
      sort,
      columns: joining,
      acts: ['join', 'apply'],
    },
    {
      key: 'joined',
      label: '本月入会',
      words: '本月批准入会的人。录错了可以撤销，两步都留在变更记录里。',
      filters: { membershipStatus: ['02'] },
      ranges: { joinDate: { from: `${today.slice(0, 7)}-01` } },
      sort: { field: 'joinDate', descending: true },
      columns: [...who, { field: 'joinDate', width: 112 }, { field: 'hireDate', width: 112 }, sync],
      acts: ['takeBack'],
    },
  ];
}

function transferShelves(): readonly Shelf[] {
  const sort = { field: 'membershipDate' };
  const out = { membershipStatus: ['09'] };
  return [
    {
      key: 'unwritten',
      label: '介绍信未开',
      words: '会籍已转出、介绍信还没开的人。开出以后登记日期。',
      filters: { ...out, transferLetterDate: [null], transferReceiptDate: [null] },
      sort,
      columns: letters,
      acts: ['=transferLetterDate', '=transferTo', 'takeBack'],
    },
    {
      key: 'written',
      label: '等回执',
      words: '介绍信已开出、接收单位的回执还没寄回的人。',
      filters: { ...out, transferReceiptDate: [null] },
      ranges: { transferLetterDate: { from: '1900-01-01' } },
      sort: { field: 'transferLetterDate' },
      columns: letters,
      acts: ['=transferReceiptDate', 'takeBack'],
    },
    {
      key: 'received',
      label: '回执已收',
      words: '接收单位已经收下的人，转移办完了。',
      filters: out,
      ranges: { transferReceiptDate: { from: '1900-01-01' } },
      sort: { field: 'transferReceiptDate', descending: true },
      columns: letters,
      acts: ['takeBack'],
    },
    {
      key: 'in',
      label: '转入',
      words: '在职、会籍在别处的人。收到对方的介绍信以后，办会籍转入。',
      filters: { membershipStatus: ['00', '01', '09'], employmentState: inPost },
      sort: { field: 'hireDate' },
      columns: joining,
      acts: ['transferIn'],
    },
  ];
}

/** The last month up to which dues may be paid for six whole months to be missing today. */
function lapsedSince(today: string): string {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - 7;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function leavingShelves(today: string, remindDays: number): readonly Shelf[] {
  const sort = { field: 'leaveDate' };
  const acts = ['transferOut', 'keep', 'quit', 'decease', 'returnToJob'];
  return [
    {
      key: 'overdue',
      label: `离职满 ${remindDays} 天`,
      words: '人早走了，会籍还在本单位。选中以后一起办：转出、保留，或者本人要求退会。',
      filters: { employmentState: left, membershipStatus: ['02'] },
      ranges: { leaveDate: { to: daysLater(today, -remindDays) } },
      sort,
      columns: leaving,
      acts,
    },
    {
      key: 'waiting',
      label: '会籍待转',
      words: '已经离职、会籍还没转的人，不管走了多久。',
      filters: { employmentState: left, membershipStatus: ['02'] },
      sort,
      columns: leaving,
      acts: [...acts, '=leaveDate'],
    },
    {
      key: 'kept',
      label: '会籍保留',
      words: '退休、失业、参军保留会籍的人。保留期间不交会费，一般没有表决权。',
      filters: { membershipStatus: ['04'] },
      sort: { field: 'membershipDate' },
      columns: [
        ...who,
        { ...changed, label: '保留日期' },
        { field: 'membershipReason', label: '原因', width: 130, filter: true },
        { field: 'mobile', width: 118 },
        sync,
      ],
      acts: ['restore', 'transferOut', 'quit', 'decease', 'takeBack'],
    },
    {
      key: 'lapsing',
      label: '半年没交会费',
      words: '会费停交满六个月的会员。先找本人谈，登记劝说日期；仍不参加的，才能办自动退会。',
      filters: { membershipStatus: ['02'] },
      ranges: { duesPaidUntil: { to: lapsedSince(today) } },
      sort: { field: 'duesPaidUntil' },
      columns: [
        ...who,
        { field: 'duesPaidUntil', width: 100 },
        { field: 'persuadedDate', width: 112 },
        { field: 'employmentState', label: '职工', width: 84, filter: true },
        { field: 'mobile', width: 118 },
        sync,
      ],
      acts: ['=persuadedDate', '=duesPaidUntil', 'lapse'],
    },
    {
      key: 'gone',
      label: '最近变动',
      words: '最近两个月会籍有变动、已经不在会的人。录错了可以撤销，两步都留在变更记录里。',
      filters: { membershipStatus: ['05', '06', '07', '08', '09'] },
      ranges: { membershipDate: { from: daysLater(today, -61) } },
      sort: { field: 'membershipDate', descending: true },
      columns: [
        ...who,
        status,
        changed,
        { field: 'membershipReason', label: '原因', width: 180, filter: true },
        sync,
      ],
      acts: ['takeBack'],
    },
  ];
}

/** The three screens of a membership's life, each a few shelves of the one roster (menu 会员管理). */
export function lifePage(place: LifePlace, today: string, remindDays: number): LifePage {
  switch (place) {
    case 'join':
      return { place, title: '入会办理', shelves: joinShelves(today) };
    case 'transfer':
      return { place, title: '会籍转移', shelves: transferShelves() };
    case 'leaving':
      return { place, title: '离职与会籍变动', shelves: leavingShelves(today, remindDays) };
  }
}

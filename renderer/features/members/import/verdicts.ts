import type { RowVerdict } from '../../../records/import/verdict/types.ts';

export type Pane = RowVerdict | 'missing' | 'words';

interface VerdictWords {
  readonly label: string;
  readonly note?: string;
  /** Said above the rows. */
  readonly lead: string;
}

/** The result in the order a clerk reads it. */
export const verdictWords: Readonly<Record<RowVerdict, VerdictWords>> = {
  new: { label: '新增', lead: '系统里还没有这些人，写入时新建档案。' },
  rehired: {
    label: '重新入职',
    note: '以前离开过',
    lead: '这些人以前离开过，现在又在表里。打勾的办“重新入职”，不打勾的不动。',
  },
  leaving: {
    label: '离职',
    note: '表里说已经离开',
    lead: '表里说这些人离开了，写入时登记离职，会籍另外办。',
  },
  changed: { label: '有改动', lead: '表里空着的格不会抹掉原来的内容。' },
  unchanged: { label: '没变化', lead: '这些人和系统里一样，不用写。' },
  twice: { label: '表里重复', note: '同一人出现两次', lead: '同一个人在表里出现两次，只用其中一行。' },
  refused: {
    label: '不能导入',
    note: '每行都有原因',
    lead: '每行都有原因。改好了再导一次，别的行不受影响。',
  },
  ask: {
    label: '请您认一认',
    note: '只有姓名、部门相同',
    lead: '只凭姓名和部门认不准。请选是哪一个人；不选就先不写。',
  },
};

export const verdictOrder: readonly RowVerdict[] = [
  'new',
  'rehired',
  'leaving',
  'changed',
  'unchanged',
  'twice',
  'refused',
  'ask',
];

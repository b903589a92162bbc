import type { RecordData, StepFault } from '../definition.ts';

/** Months without dues before a membership can lapse by itself (中国工会章程; facts 1.2). */
const unpaidMonths = 6;

const monthNumber = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));

function textOf(data: RecordData, key: string): string {
  const value = data[key];
  return typeof value === 'string' ? value : '';
}

/** 自动退会: six whole months without dues, and persuaded in vain before that day. */
export function lapseFault(data: RecordData): StepFault | undefined {
  const day = textOf(data, 'membershipDate');
  const paid = textOf(data, 'duesPaidUntil');
  const persuaded = textOf(data, 'persuadedDate');
  if (day === '' || paid === '' || persuaded === '') return undefined;
  if (monthNumber(day) - monthNumber(paid) <= unpaidMonths) {
    return {
      field: 'duesPaidUntil',
      message: `会费交到 ${paid}，到 ${day} 还不满 ${unpaidMonths} 个月没交，不能办自动退会。`,
    };
  }
  if (persuaded > day || persuaded.slice(0, 7) <= paid) {
    return {
      field: 'persuadedDate',
      message: '“劝说日期”要在停交会费以后、自动退会以前。请核对日期。',
    };
  }
  return undefined;
}

import type { PayrollUse } from '../work/payrollSheet.ts';
import type { PayrollVerdict } from '../work/payrollVerdict.ts';

export const verdictWords: Readonly<
  Record<PayrollVerdict, { readonly label: string; readonly note: string }>
> = {
  ready: { label: '可以写入', note: '对上了人' },
  differs: { label: '扣的和应缴不同', note: '也写入，少扣的算欠缴' },
  already: { label: '本月已记过', note: '不再改' },
  notMember: { label: '不缴会费', note: '未入会等，不写入' },
  notFound: { label: '没有找到人', note: '不写入' },
  refused: { label: '不能导入', note: '重复、读不懂、认不准' },
};

export const useWords: Readonly<Record<PayrollUse, { readonly label: string; readonly help: string }>> = {
  base: {
    label: '会费基数',
    help: '按本单位的规定选一列，如岗位工资、基本工资。奖金、津贴不算。',
  },
  paid: { label: '已扣的会费', help: '表里有扣会费的一列就选它；没有就不选，以后再登记已缴。' },
  employeeNo: { label: '工号', help: '' },
  idNumber: { label: '证件号', help: '' },
  name: { label: '姓名', help: '' },
  mobile: { label: '手机', help: '没有工号和证件号时，用姓名加手机认人。' },
};

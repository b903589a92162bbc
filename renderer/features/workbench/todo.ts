import type { ListWish } from '../../records/list/useListQuery.ts';
import type { ConflictItem, SyncSummary } from '../../store/port.ts';
import { count } from '../../records/ui/words.ts';
import type { WorkbenchFigures } from './figures.ts';

/** Something that waits for this person: a sentence, where it belongs, and the one button that goes there. */
export interface Todo {
  readonly key: string;
  readonly what: string;
  readonly where: string;
  readonly button: string;
  readonly to: string;
  readonly wish?: ListWish;
}

interface Waiting {
  readonly sync: SyncSummary | undefined;
  readonly conflicts: readonly ConflictItem[];
  readonly interrupted: { readonly fileLabel: string; readonly at: string } | undefined;
  readonly figures: WorkbenchFigures;
  readonly labelOf: (type: string, field: string) => string;
}

/** What waits, the most urgent first: what came back, what two PCs filled differently, what was broken off. */
export function todosOf({ sync, conflicts, interrupted, figures, labelOf }: Waiting): readonly Todo[] {
  const todos: Todo[] = [];
  if (interrupted !== undefined) {
    todos.push({
      key: 'interrupted',
      what: '上次导入到一半电脑关了。没有写入任何人，花名册还是导入前的样子',
      where: '会员管理 · 对应关系不用再设',
      button: '重新导入',
      to: '/members/import',
    });
  }
  if (sync !== undefined && sync.rejected > 0) {
    todos.push({
      key: 'rejected',
      what: `省平台退回了 ${count(sync.rejected)} 条`,
      where: '数据上报 · 退回的内容都在',
      button: '去修改',
      to: '/reporting/returned',
    });
  }
  for (const item of conflicts.slice(0, 5)) {
    const labels = item.conflicts.map((conflict) => labelOf(item.type, conflict.field)).join('、');
    todos.push({
      key: `conflict-${item.id}`,
      what: `${item.title}的${labels}，两台电脑填的不一样`,
      where: '待核对 · 两个都留着，等您选一个',
      button: '去核对',
      to: `/reporting/review/${item.type}/${item.id}`,
    });
  }
  if (figures.leftLongAgo > 0) {
    todos.push({
      key: 'leftLongAgo',
      what: `${count(figures.leftLongAgo)} 人离职满 ${figures.remindDays} 天，会籍还在本单位`,
      where: '离职与会籍变动 · 选中以后一起转出或保留',
      button: '去办理',
      to: '/members/leaving/overdue',
    });
  }
  if (figures.leftStillMember > figures.leftLongAgo) {
    todos.push({
      key: 'left',
      what: `${count(figures.leftStillMember)} 人已经离职，会籍还没转`,
      where: '离职与会籍变动 · 没有动他们的会籍',
      button: '去办理',
      to: '/members/leaving/waiting',
    });
  }
  if (figures.applying > 0) {
    todos.push({
      key: 'applying',
      what: `${count(figures.applying)} 人申请入会，等批准`,
      where: '入会办理 · 批准日期填一次，一起入会',
      button: '录批准',
      to: '/members/join/applying',
    });
  }
  if (figures.draftCases !== undefined && figures.draftCases > 0) {
    todos.push({
      key: 'cases',
      what: `${count(figures.draftCases)} 户困难职工档案还在暂存，没有上报`,
      where: '困难帮扶 · 暂存的别的单位看不到',
      button: '接着填',
      to: '/records/hardshipCase',
      wish: { filters: { caseState: ['10'] } },
    });
  }
  return todos;
}

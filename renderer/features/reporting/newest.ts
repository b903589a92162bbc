import type { RecordDefinition } from '../../../domain/records/definition.ts';
import type { ConflictItem } from '../../store/port.ts';
import type { Option } from './options.ts';
import { sidesOf } from './options.ts';

/** The newer answer to one question of one record. */
export interface NewestChoice {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string | undefined;
  readonly conflictId: string;
  readonly version: number;
  readonly newest: Option;
  readonly others: readonly Option[];
}

/** One column that several records are asked about. */
export interface NewestColumn {
  readonly definition: RecordDefinition;
  readonly field: string;
  readonly choices: readonly NewestChoice[];
  /** Of these nobody can say which is newer; they are chosen one by one. */
  readonly undecided: number;
}

function choiceOf(
  item: ConflictItem,
  conflict: ConflictItem['conflicts'][number],
  user: string,
  now: number | undefined,
): NewestChoice | undefined {
  const { first, second } = sidesOf(conflict, user, now);
  const options = [...first, ...second];
  const [newest, ...equal] = options.filter((option) => option.newer);
  if (newest === undefined || equal.length > 0) return undefined;
  const others = options.filter((option) => option !== newest);
  const { id, title, subtitle } = item;
  return { id, title, subtitle, conflictId: conflict.conflictId, version: conflict.version, newest, others };
}

/** Columns that more than one record waits about, the most frequent first (phone and department, mostly). */
export function newestColumns(
  items: readonly ConflictItem[],
  definitions: readonly RecordDefinition[],
  user: string,
  now: number | undefined,
): readonly NewestColumn[] {
  const columns = new Map<string, { choices: NewestChoice[]; undecided: number } & NewestColumn>();
  for (const item of items) {
    const definition = definitions.find((each) => each.type === item.type);
    for (const conflict of definition === undefined ? [] : item.conflicts) {
      if (definition === undefined || conflict.state !== 'open') continue;
      const key = `${item.type}/${conflict.field}`;
      const column = columns.get(key) ?? { definition, field: conflict.field, choices: [], undecided: 0 };
      columns.set(key, column);
      const choice = choiceOf(item, conflict, user, now);
      if (choice === undefined) column.undecided += 1;
      else column.choices.push(choice);
    }
  }
  return [...columns.values()]
    .filter((column) => column.choices.length > 1)
    .sort((a, b) => b.choices.length - a.choices.length);
}

import type {
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from '../../../domain/records/definition.ts';
import type { Ledger } from './ledger.ts';

/**
 * Why the day a step names is too early for an organisation, by a record of another type that this PC holds of it
 * (建会日期); asked once for each organisation of an act.
 */
export function earlyFault(
  ledger: Pick<Ledger, 'types'>,
  definition: RecordDefinition,
  step: TransitionDefinition,
  fields: RecordData,
): (organisation: string) => string | undefined {
  const rule = step.notBefore;
  const date = rule && fields[rule.field];
  const other = rule && ledger.types.get(rule.type);
  if (rule === undefined || other === undefined || typeof date !== 'string') return () => undefined;
  const known = new Map<string, string | undefined>();
  return (organisation) => {
    if (!known.has(organisation)) {
      const { rows } = other.index.query({ type: rule.type, organisations: [organisation] }, 0, 2);
      const [only] = rows;
      const day = rows.length === 1 ? only?.values[rule.day] : undefined;
      const label = definition.fields[rule.field]?.label ?? rule.field;
      const dayLabel = other.definition.fields[rule.day]?.label ?? rule.day;
      const isEarly = typeof day === 'string' && day !== '' && date < day;
      known.set(
        organisation,
        isEarly ? `“${label}”${date} 早于${dayLabel} ${day}。请核对是哪一个填错了。` : undefined,
      );
    }
    return known.get(organisation);
  };
}

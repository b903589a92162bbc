import type {
  RecordData,
  RecordDefinition,
  TransitionDefinition,
} from '../../../../domain/records/definition.ts';

export interface Presence {
  readonly field: string;
  readonly leave: TransitionDefinition & { readonly name: string };
  readonly back: TransitionDefinition & { readonly name: string };
  readonly isPresent: (data: RecordData) => boolean;
}

/** How a record type says that somebody left and came back; undefined for types whose records do neither. */
export function presenceOf(definition: RecordDefinition): Presence | undefined {
  const names = definition.presence;
  const leave = names ? definition.transitions?.[names.leave] : undefined;
  const back = names ? definition.transitions?.[names.back] : undefined;
  if (!names || !leave || !back) return undefined;
  return {
    field: leave.field,
    leave: { ...leave, name: names.leave },
    back: { ...back, name: names.back },
    isPresent: (data) => data[leave.field] !== leave.to,
  };
}

import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { testDefinition } from './definition.ts';

/** The simulation's record type once per compartment that a clerk opens. */
export const trials: readonly RecordDefinition[] = [
  testDefinition,
  { ...testDefinition, type: 'trial-hardship', compartment: 'hardship' },
];

export const trialOf = (type: string): RecordDefinition | undefined =>
  trials.find((definition) => definition.type === type);

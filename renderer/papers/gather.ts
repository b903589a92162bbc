import type { RecordData, RecordDefinition } from '../../domain/records/definition.ts';
import type { Organisation } from '../../domain/organisation.ts';
import type { PrintRow } from '../store/port.ts';
import { grouped } from './grouping.ts';
import type { PaperDefinition, PaperUnit } from './paper.ts';

export interface Gathered {
  readonly units: readonly PaperUnit[];
  readonly printed: number;
  readonly refused: number;
}

/** Rows by their unit, in the order in which the office holds its units; whom the paper is not for is counted, not printed. */
export function gather(
  paper: PaperDefinition,
  definition: RecordDefinition,
  organisations: readonly Organisation[],
  rows: readonly PrintRow[],
): Gathered {
  const taken = rows.filter(({ data }) => paper.refuses?.when(data, definition) !== true);
  const byUnit = grouped(taken, (row) => row.organisation);
  const known = organisations.filter(({ id }) => byUnit.has(id));
  const unknown = [...byUnit.keys()].filter((id) => !organisations.some((one) => one.id === id));
  return {
    units: [...known, ...unknown.map((id) => ({ id, name: '' }))].map(({ id, name }) => ({
      id,
      name,
      rows: (byUnit.get(id) ?? []).map((row) => row.data),
    })),
    printed: taken.length,
    refused: rows.length - taken.length,
  };
}

const nobody: RecordData = {};

/** Empty forms of one unit, to be filled by hand. */
export function blanks(
  organisation: Pick<Organisation, 'id' | 'name'>,
  copies: number,
): readonly PaperUnit[] {
  return [
    { id: organisation.id, name: organisation.name, rows: Array.from({ length: copies }, () => nobody) },
  ];
}

/** Of the paper's fields those the type has. */
export function fieldsFor(paper: PaperDefinition, definition: RecordDefinition): readonly string[] {
  const wanted = typeof paper.fields === 'function' ? paper.fields(definition) : paper.fields;
  return wanted.filter((key) => definition.fields[key] !== undefined);
}

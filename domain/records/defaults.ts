import type { RecordData, RecordDefinition } from './definition.ts';

/**
 * The unit whose union this is: 演示电子有限公司工会委员会 → 演示电子有限公司. Undefined for a 总工会 or 联合工会, whose people
 * work for many units: a wrong 工作单位 would be worse than an empty one.
 */
export function unitOf(organisationName: string): string | undefined {
  if (/(总工会|联合工会|联合会)(委员会)?$/.test(organisationName)) return undefined;
  const unit = organisationName.replace(/(基层)?工会(委员会)?$/, '').trim();
  return unit === '' ? undefined : unit;
}

/** Values that a new record of an organisation starts with where nobody gave one; the form and the import ask the same. */
export function defaultsOf(definition: RecordDefinition, organisationName: string | undefined): RecordData {
  const unit = organisationName === undefined ? undefined : unitOf(organisationName);
  if (unit === undefined) return {};
  return Object.fromEntries(
    Object.entries(definition.fields).flatMap(([key, field]) =>
      field.defaultFrom === 'organisationUnit' ? [[key, unit]] : [],
    ),
  );
}

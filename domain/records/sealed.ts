import type { RecordDefinition } from './definition.ts';

const names = new WeakMap<RecordDefinition, readonly string[]>();
const facts = new WeakMap<RecordDefinition, RecordDefinition>();

/** Fields whose content does not leave the PC it was written on until end-to-end sealing is built (R21). */
export function sealedFieldsOf(definition: RecordDefinition): readonly string[] {
  const known = names.get(definition);
  if (known !== undefined) return known;
  const found = Object.keys(definition.fields).filter(
    (field) => definition.fields[field]?.sensitivity === 'sealed',
  );
  names.set(definition, found);
  return found;
}

/**
 * The definition as a PC can judge by it that holds a record's facts and not its content: what is sealed is asked for
 * nowhere. The same object for the same definition.
 */
export function factsOnly(definition: RecordDefinition): RecordDefinition {
  const known = facts.get(definition);
  if (known !== undefined) return known;
  const sealed = new Set(sealedFieldsOf(definition));
  const fields = Object.fromEntries(
    Object.entries(definition.fields).map(([key, field]) => {
      const { need: _need, ...rest } = field;
      return [key, sealed.has(key) ? rest : field];
    }),
  );
  const groups = definition.saveNeedsOneOf?.filter((group) => !group.some((field) => sealed.has(field)));
  const without: RecordDefinition = {
    ...definition,
    fields,
    ...(groups === undefined ? {} : { saveNeedsOneOf: groups }),
  };
  facts.set(definition, without);
  return without;
}

/** Real people's content is not kept where it can neither be reported nor be carried to another PC (R21). */
export function isOffFor(definition: RecordDefinition, office: { readonly realData: boolean }): boolean {
  return office.realData && sealedFieldsOf(definition).length > 0;
}

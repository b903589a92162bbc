import type { RecordDefinition } from './definition.ts';

/** The fields of a type that are trees, the list's own first. */
export function treeFieldsOf(definition: RecordDefinition): readonly string[] {
  const keys = Object.keys(definition.fields).filter((key) => definition.fields[key]?.kind === 'path');
  const { treeField } = definition;
  return treeField === undefined ? keys : [treeField, ...keys.filter((key) => key !== treeField)];
}

/** Whether a place of an inner tree lies at or below another. */
export function isAtOrBelow(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

export function isBelow(path: string, place: string): boolean {
  return path !== place && isAtOrBelow(path, place);
}

/** What a path becomes when the place `from` becomes `to`; undefined for a path that does not lie there. */
export function movedPath(path: string, from: string, to: string): string | undefined {
  return isAtOrBelow(path, from) ? to + path.slice(from.length) : undefined;
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function lastNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A place under a parent; the root's children stand alone. */
export function placeUnder(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}

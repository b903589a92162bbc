import type { FieldValue, RecordData } from '../records/definition.ts';

/**
 * What an edit was made upon, per FIELD (R1): the field's revision as last acknowledged, or an operation of this device
 * that was already sealed when the edit was made (R2).
 */
export type Base = { readonly rev: number } | { readonly after: string };

/** `device.incarnation.counter`, given once, unique for ever (R3). */
export type OpId = string;

export interface OperationHead {
  /** The counter of the op id; device and incarnation stand in the batch. */
  readonly n: number;
  readonly type: string;
  readonly id: string;
  /** Client time, ISO 8601: shown in histories, never used for order (R43). */
  readonly at: string;
  /** A rejected operation that this one mends (R32). */
  readonly supersedes?: OpId;
  /** The act it belongs to (an import, a batch join): histories group by it. */
  readonly act?: string;
}

export interface CreateOperation extends OperationHead {
  readonly kind: 'create';
  readonly schemaVersion: number;
  readonly data: RecordData;
}

export interface EditOperation extends OperationHead {
  readonly kind: 'edit';
  /** `was`: the value the clerk saw when starting to edit, so that a conflict can show it on every PC (R57.3). */
  readonly fields: Readonly<
    Record<string, { readonly base: Base; readonly value: FieldValue; readonly was?: FieldValue }>
  >;
}

export interface TransitionOperation extends OperationHead {
  readonly kind: 'transition';
  readonly name: string;
  /** Base of the state field. */
  readonly base: Base;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Bases of the fields it sets; one that is missing counts as made upon the base of the state field. */
  readonly bases?: Readonly<Record<string, Base>>;
  /** The values of those fields that the clerk saw, as in an edit: what another life of the PC wrote was never seen. */
  readonly was?: RecordData;
  /** Of a counter-step: the line of the journal that it takes back, as its author saw it. */
  readonly undoes?: string;
}

/** A clerk's choice in the conflict desk (R33): base is the conflict and the version of it that was on the screen. */
export interface SettleOperation extends OperationHead {
  readonly kind: 'settle';
  readonly conflict: string;
  readonly version: number;
  readonly value: FieldValue;
  /** Further choices of the same sitting: fields of one group can only be valid together (R30). */
  readonly also?: readonly {
    readonly conflict: string;
    readonly version: number;
    readonly value: FieldValue;
  }[];
}

/** 作废: every type has it, nothing is ever deleted (R29). */
export interface VoidOperation extends OperationHead {
  readonly kind: 'void';
  readonly reason: string;
  /** True takes an earlier 作废 back: undoing an import can itself be undone (R18). */
  readonly undo?: boolean;
}

export type Operation =
  CreateOperation | EditOperation | TransitionOperation | SettleOperation | VoidOperation;

export function opIdOf(device: string, incarnation: string, n: number): OpId {
  return `${device}.${incarnation}.${n}`;
}

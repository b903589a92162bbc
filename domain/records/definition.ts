import type { Compartment, Role } from '../access.ts';

/** A field's value as stored and sent. Dates are `YYYY-MM-DD`, months `YYYY-MM`, money integer cents, codes dictionary codes. */
export type FieldValue = string | number | boolean | null | readonly string[];
export type RecordData = Readonly<Record<string, FieldValue>>;

export type FieldKind =
  | 'text'
  | 'longText'
  | 'date'
  | 'month'
  | 'dateTime'
  | 'integer'
  | 'money'
  | 'code'
  | 'codes'
  | 'flag'
  | 'idNumber'
  | 'phone'
  /** A place in the unit's inner tree: names joined by `/`, root first (分厂/车间/班组, K3). */
  | 'path'
  /** The id of another record; `linkTo` names its type. */
  | 'link';

export type MaskKind = 'idNumber' | 'phone' | 'bankCard' | 'name';

export interface FieldDefinition {
  readonly label: string;
  readonly kind: FieldKind;
  readonly section: string;
  /**
   * Two validities: `save` is needed before anything is stored, `report` only before 上报. A record that can be saved
   * but not reported is complete work with a gap (信息待补, K4). One-of groups stand in `RecordDefinition.saveNeedsOneOf`.
   */
  readonly need?: 'save' | 'report';
  /** Name of a file in domain/dictionaries, for `code` and `codes`. */
  readonly dictionary?: string;
  readonly linkTo?: string;
  readonly maxLength?: number;
  /**
   * `masked`: shown in part until revealed, and the reveal is logged (K43). `sealed`: never leaves this PC until
   * end-to-end sealing exists (R21); the server refuses an operation that names it.
   */
  readonly sensitivity?: 'plain' | 'masked' | 'sealed';
  readonly mask?: MaskKind;
  /** A field changed on both sides to different values: `ask` a clerk (default), or the higher organisation wins. */
  readonly merge?: 'ask' | 'authority';
  /** Fields of one group merge as one (R30): a status and its date cannot come from two sides. */
  readonly group?: string;
  /** Set by transitions only; a plain edit of it is refused. */
  readonly stateOf?: string;
  /** Computed from another field while the clerk types; a contradiction warns and never overwrites. */
  readonly derived?: {
    readonly from: string;
    readonly rule: 'birthDateOfIdNumber' | 'sexOfIdNumber' | 'duesOfBase';
    /** A field that is taken in place of the computed value wherever it is filled (约定金额). */
    readonly instead?: string;
  };
  /** What an identity card says that belongs here: filled from a card's text (K56). The number itself has its own kind. */
  readonly onCard?: 'name' | 'ethnic' | 'address';
  /** How the search box finds it: `name` also by pinyin and initials, `tail` any run of its digits, `exact` a prefix. */
  readonly search?: 'name' | 'tail' | 'exact' | 'text';
  /** Header spellings of HR sheets, normalised by the importer before comparing (clerks.md 2.4). */
  readonly headers?: readonly string[];
  /** Value spellings beyond the dictionary's labels → code (clerks.md 2.5). */
  readonly valueSpellings?: Readonly<Record<string, string>>;
  /** `ask`: other lists number the same words differently (社保 codes of leaving), so an import never reads a bare code. */
  readonly bareCodes?: 'ask';
  /** One cell may hold two dates (合同期限 “2023.3.1-2026.2.28”): the first is this field's, the second fills `to`. */
  readonly range?: { readonly to: string; readonly headers: readonly string[] };
  /** Where an import puts what it cut from a cell (a remark behind a name, a second number), so that none of it is lost. */
  readonly restTo?: { readonly field: string; readonly prefix?: string };
  /** Several columns of a sheet may fill it, joined with this; parts of a `path` always do. */
  readonly joinedBy?: string;
  /** What a new record without a value takes: the unit whose union the organisation is. */
  readonly defaultFrom?: 'organisationUnit';
  /**
   * Offered to the clerk as 整列填写 for new records of an import (K4), on until switched off; `where`: only for records
   * whose fields hold one of these values.
   */
  readonly proposed?: {
    readonly value: FieldValue;
    readonly where?: Readonly<Record<string, readonly string[]>>;
  };
  /**
   * Names a `flag` of the record that is true while this value was concluded by 按条件批量判断 and nobody has confirmed it
   * (K55). Only fields that name one are filled that way; any later edit of the field clears it. Both share a `group`, so
   * that value and mark never come from two sides.
   */
  readonly unconfirmedMark?: string;
  /** False: never filled by an import. */
  readonly importable?: boolean;
  /** Values that cannot wait: lists show them as such, and an opened record says what to do today. */
  readonly alarm?: { readonly values: readonly string[]; readonly words: string };
  readonly help?: string;
}

export interface ListColumn {
  readonly field: string;
  /** A shorter word for the list's header; the field's label otherwise. */
  readonly label?: string;
  readonly width: number;
  readonly frozen?: boolean;
  /** Offer a value list with counts in the header's funnel. */
  readonly filter?: boolean;
  /** Hidden below 1180 px. */
  readonly wide?: boolean;
  /** Of a date: how many days ago it was stands beside it. */
  readonly age?: boolean;
}

/** A deliberate step; each is an operation of its own and never coalesces with another. */
export interface TransitionDefinition {
  readonly label: string;
  /** Its name when done for many at once (集体入会). */
  readonly batchLabel?: string;
  /** The state field it moves. */
  readonly field: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Fields the step asks for and sets together with the state (date, reason, document number). */
  readonly asks: readonly string[];
  readonly requires: readonly string[];
  readonly roles: readonly Role[];
  /** True when the step is what clerks call 上报: it hands the record to whoever decides next. */
  readonly reports?: boolean;
  /** Of what it asks for: fields that must be given with this very step; a value from an earlier one is not its own. */
  readonly anew?: readonly string[];
  /** Values it may give a field of which not every value fits; the dialog offers these and no others. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** A rule over the record as it will be, beyond its fields one by one. Pure: the same on the PC and at the province. */
  readonly rule?: (data: RecordData) => StepFault | undefined;
  /**
   * A day it names that cannot lie before one of another record of the same organisation: nobody joins a union that is
   * not founded. Asked by the PC where it holds that record; the province sees one record at a time.
   */
  readonly notBefore?: { readonly field: string; readonly type: string; readonly day: string };
  /**
   * The counter-step: takes the last event of its state's journal back and leads to where that one came from, so `to`
   * is not read. It is an event itself; nothing is removed.
   */
  readonly takesBack?: boolean;
}

/** Why a step cannot be taken as it was filled in. */
export interface StepFault {
  readonly field: string;
  readonly message: string;
}

/**
 * The events of one state field, kept on the record itself, so that a PC that loads no history can count them. Written
 * by steps alone, on both sides by the same function (journal.ts); it is no field: no form, list or import knows it.
 */
export interface JournalDefinition {
  /** Key of the list in the record's data. */
  readonly field: string;
  readonly of: string;
  /** The field in which a step says on what day it happened; `dateIn`: steps that say it in another one. */
  readonly date: string;
  readonly dateIn?: Readonly<Record<string, string>>;
  /** Fields that tell the day of the last event where the journal is still empty (an imported member). */
  readonly since: readonly string[];
  /** Fields that tell of an event: emptied when it is taken back, as far as its step asks for them. */
  readonly tells: readonly string[];
}

export interface Issue {
  readonly field: string;
  readonly code: string;
  /** `refuse`: an impossible value, nothing is stored. `gap`: needed before reporting. `notice`: worth a look. */
  readonly severity: 'refuse' | 'gap' | 'notice';
  readonly message: string;
}

/** First and last day that a report is about, both included, and the day of the month on which it closes. */
export interface ReportPeriod {
  readonly from: string;
  readonly to: string;
  readonly closingDay: number;
}

export interface ReportColumn {
  readonly key: string;
  readonly label: string;
  /** What it does to the sum: `closing` = `opening` + every `in` − every `out`; `aside` stands beside it. */
  readonly part: 'opening' | 'in' | 'out' | 'closing' | 'aside';
}

/**
 * A report counted over all records of the type, inside the store: no record leaves it, and every figure is the sum of
 * what single records say of themselves, so that it can open their names.
 */
export interface ReportDefinition {
  readonly label: string;
  readonly columns: readonly ReportColumn[];
  /** Fields by which it can be divided, beside the unit. */
  readonly dividedBy: readonly string[];
  /** The setting that holds the day of the month on which it closes, and that day where nobody chose one. */
  readonly closing: { readonly setting: string; readonly day: number };
  /** What one record adds to the columns, those of no amount left out. Pure. */
  readonly tally: (
    definition: RecordDefinition,
    data: RecordData,
    period: ReportPeriod,
  ) => Readonly<Record<string, number>>;
}

export interface StartsOtherwise {
  /** What clerks call them. */
  readonly label: string;
  readonly field: string;
  readonly values: readonly string[];
  readonly states: Readonly<Record<string, string>>;
}

/** Records that may be one person twice, or that share what is one person's: listed for a clerk, never merged. */
export interface TwinRule {
  readonly key: string;
  /** What they share, in the clerk's words. */
  readonly label: string;
  readonly fields: readonly string[];
  /** Only among records whose field holds one of these values (工号 is one person's while in post, K2). */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** Also across the organisations an office acts for; inside one otherwise. */
  readonly across?: boolean;
}

/** A register kept elsewhere in which these people stand as well (粤工惠), for 三方核对 (K10). */
export interface RegisterDefinition {
  /** What clerks call it. */
  readonly label: string;
  /** The state field that says who stands in the register. */
  readonly field: string;
  /** States in which somebody belongs to it. */
  readonly members: readonly string[];
  /** Of these the ones in which the membership of somebody who left still waits for a step. */
  readonly open: readonly string[];
  /** Steps offered for people who work here and do not belong to it, and for those who belong to it and have left. */
  readonly enrol: string;
  readonly release: readonly string[];
}

/**
 * Everything particular to one record type. Form, list, search, import, export, history, server validation, merging and
 * the conflict desk read this and nothing else: adding a type is adding one such value to the registry.
 */
export interface RecordDefinition {
  readonly type: string;
  readonly label: string;
  /** What clerks call the list of them (会员花名册); the label otherwise. */
  readonly listLabel?: string;
  /** 量词 for counts: 人, 户, 次. */
  readonly countWord: string;
  readonly compartment: Compartment;
  /** Lists and menus show types by this number; absent is last. */
  readonly menuOrder?: number;
  readonly schemaVersion: number;
  readonly sections: readonly { readonly key: string; readonly label: string }[];
  readonly fields: Readonly<Record<string, FieldDefinition>>;
  /** Field shown as the record's name, and the one shown beside it. */
  readonly titleField: string;
  readonly subtitleField?: string;
  /** Each inner list: at least one of these fields is needed to save. */
  readonly saveNeedsOneOf?: readonly (readonly string[])[];
  /** The match ladder of imports and the duplicate check of the form: first rung whose fields are all filled decides. */
  readonly identity: readonly (readonly string[])[];
  /** Rungs that only propose, never match by themselves (20 王伟 in one plant is normal, K7). */
  readonly identityAsk?: readonly (readonly string[])[];
  /** What 疑似重复 looks for; every rung of `identity` inside one organisation when absent. */
  readonly twins?: readonly TwinRule[];
  readonly list: readonly ListColumn[];
  /** Further fields the index carries: screens of their own show, filter or sort by them. */
  readonly indexed?: readonly string[];
  readonly defaultSort: { readonly field: string; readonly descending?: boolean };
  /** The tree left of the list at first; every `path` field is a tree and can stand there. */
  readonly treeField?: string;
  /** State fields and the value a new record starts with. */
  readonly states?: Readonly<Record<string, string>>;
  readonly transitions?: Readonly<Record<string, TransitionDefinition>>;
  readonly journals?: readonly JournalDefinition[];
  readonly reports?: Readonly<Record<string, ReportDefinition>>;
  /** Records in these states are still being written (暂存): no other organisation may ever receive them. */
  readonly draftStates?: { readonly field: string; readonly values: readonly string[] };
  /** Checks over several fields; pure, the same on form, import, merge and server. */
  readonly check?: (data: RecordData) => readonly Issue[];
  /** Headers whose columns an import never reads beyond its preview (K45). */
  readonly neverImported?: readonly string[];
  /**
   * Transitions that say a record left the list and came back (登记离职, 重新入职). With them an import can tell who is
   * missing from a full list and who appears again (K6, K7); a type without them has no such verdicts.
   */
  readonly presence?: { readonly leave: string; readonly back: string };
  /**
   * Records that start in another state than the rest of their sheet unless a column says so: 学生工 are 未入会 even
   * where everybody else is said to be a member (K1).
   */
  readonly startsOtherwise?: readonly StartsOtherwise[];
  /** With it, and with `presence`, the type can be compared with HR's list and an outside register (三方核对). */
  readonly register?: RegisterDefinition;
  /** The field whose keyed hash is claimed province-wide (identity document). */
  readonly claimField?: string;
}

import { gapsOf, validateRecord } from '../../../domain/records/validate.ts';
import { twinRulesOf } from '../../../domain/records/twinRules.ts';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { IndexRow, Query, SyncState, TreeNode } from '../../../renderer/store/index/port.ts';
import type { HistoryLine, RecordView } from '../../../renderer/store/port.ts';
import type { TwinsAsked } from '../../../renderer/store/twinsPort.ts';
import type {
  ReportAnswer,
  ReportAsked,
  ReportFigure,
  ReportNames,
} from '../../../renderer/store/reportPort.ts';
import type { PrintRow, StorePort } from '../../../renderer/store/port.ts';
import { maskedData } from '../../../renderer/store/core/view.ts';
import { isEmpty } from '../../../domain/records/validate.ts';

export interface FakeRecord {
  readonly type: string;
  readonly id: string;
  organisation: string;
  data: RecordData;
  voided: boolean;
  version: number;
  sync: SyncState;
  history: HistoryLine[];
  rejected: RecordView['rejected'];
  conflicts: RecordView['conflicts'];
}

/** Plain arrays that answer what the index worker answers: small, slow, and only for tests and previews. */
export class FakeRecords {
  readonly all = new Map<string, FakeRecord>();
  private next = 1;
  private readonly definitions: ReadonlyMap<string, RecordDefinition>;

  constructor(definitions: readonly RecordDefinition[]) {
    this.definitions = new Map(definitions.map((definition) => [definition.type, definition]));
  }

  definition(type: string): RecordDefinition {
    const found = this.definitions.get(type);
    if (found === undefined) throw new Error(`no such type ${type}`);
    return found;
  }

  add(type: string, organisation: string, data: RecordData, more: Partial<FakeRecord> = {}): FakeRecord {
    const record: FakeRecord = {
      type,
      id: `r${this.next++}`,
      organisation,
      data,
      voided: false,
      version: 1,
      sync: 'saved',
      history: [],
      rejected: [],
      conflicts: [],
      ...more,
    };
    this.all.set(`${type}/${record.id}`, record);
    return record;
  }

  get(type: string, id: string): FakeRecord | undefined {
    return this.all.get(`${type}/${id}`);
  }

  row(record: FakeRecord): IndexRow {
    return {
      id: record.id,
      organisation: record.organisation,
      values: record.data,
      gaps: gapsOf(this.definition(record.type), record.data),
      sync: record.sync,
      voided: record.voided,
      work: record.sync === 'saved' ? 1 : 0,
    };
  }

  private valueOf(record: FakeRecord, field: string): FieldValue {
    if (field === '@sync') return record.sync;
    if (field === '@organisation') return record.organisation;
    if (field === '@gap') return gapsOf(this.definition(record.type), record.data);
    return record.data[field] ?? null;
  }

  /** A list counts as each of its values, an empty one as null. */
  private parts(record: FakeRecord, field: string): readonly FieldValue[] {
    const value = this.valueOf(record, field);
    if (typeof value !== 'object' || value === null) return [value];
    return value.length === 0 ? [null] : value;
  }

  scope(query: Query): readonly FakeRecord[] {
    return [...this.all.values()].filter(
      (record) =>
        record.type === query.type &&
        (query.includeVoided === true || !record.voided) &&
        (query.organisations === undefined ||
          query.organisations.length === 0 ||
          query.organisations.includes(record.organisation)),
    );
  }

  matching(query: Query, except?: string): readonly FakeRecord[] {
    const definition = this.definition(query.type);
    const searched = Object.entries(definition.fields).filter(([, field]) => field.search !== undefined);
    const words = (query.search ?? '').split(/\s+/).filter((word) => word !== '');
    const tree = query.treeField ?? definition.treeField ?? '';
    const found = this.scope(query).filter((record) => {
      if (query.node !== undefined) {
        const path = String(record.data[tree] ?? '');
        if (path !== query.node && !path.startsWith(`${query.node}/`)) return false;
      }
      for (const [field, values] of Object.entries(query.filters ?? {})) {
        if (field !== except && !values.some((value) => this.parts(record, field).includes(value)))
          return false;
      }
      for (const [field, range] of Object.entries(query.ranges ?? {})) {
        const value = String(record.data[field] ?? '');
        if (
          value === '' ||
          (range.from !== undefined && value < String(range.from)) ||
          (range.to !== undefined && value > String(range.to))
        )
          return false;
      }
      return words.every((word) => searched.some(([key]) => String(record.data[key] ?? '').includes(word)));
    });
    const { field, descending = false } = query.sort ?? definition.defaultSort;
    const sign = descending ? -1 : 1;
    return [...found].sort(
      (a, b) =>
        sign * String(this.valueOf(a, field) ?? '').localeCompare(String(this.valueOf(b, field) ?? ''), 'zh'),
    );
  }

  counts(query: Query, field: string): readonly { value: FieldValue; count: number }[] {
    const tally = new Map<FieldValue, number>();
    for (const record of this.matching(query, field)) {
      for (const value of this.parts(record, field)) tally.set(value, (tally.get(value) ?? 0) + 1);
    }
    return [...tally].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  }

  tree(query: Query): readonly TreeNode[] {
    const { node: _left, ...rest } = query;
    const tree = query.treeField ?? this.definition(query.type).treeField ?? '';
    const build = (paths: readonly string[][], prefix: string): readonly TreeNode[] => {
      const groups = new Map<string, string[][]>();
      for (const [head = '', ...tail] of paths) groups.set(head, [...(groups.get(head) ?? []), tail]);
      return [...groups].map(([name, tails]) => {
        const path = prefix === '' ? name : `${prefix}/${name}`;
        return {
          path,
          name,
          count: tails.length,
          children: build(
            tails.filter((tail) => tail.length > 0),
            path,
          ),
        };
      });
    };
    return build(
      this.matching(rest)
        .map((record) => String(record.data[tree] ?? '').split('/'))
        .filter(([head]) => head !== ''),
      '',
    );
  }

  private tallies(asked: ReportAsked) {
    const definition = this.definition(asked.type);
    const report = definition.reports?.[asked.report];
    return this.matching({ type: asked.type, organisations: asked.organisations }).map((record) => ({
      record,
      value: asked.by === '@organisation' ? record.organisation : (record.data[asked.by] ?? null),
      sums: report?.tally(definition, record.data, asked.period) ?? {},
    }));
  }

  report(asked: ReportAsked): ReportAnswer {
    const tallies = this.tallies(asked).filter(({ sums }) => Object.keys(sums).length > 0);
    const groups = [...new Set(tallies.map(({ value }) => value))].map((value) => {
      const sums: Record<string, number> = {};
      for (const each of tallies.filter((one) => one.value === value))
        for (const [key, amount] of Object.entries(each.sums)) sums[key] = (sums[key] ?? 0) + amount;
      return { value, sums };
    });
    return { groups, counted: this.tallies(asked).length };
  }

  reportNames(asked: ReportAsked, figure: ReportFigure, offset: number, limit: number): ReportNames {
    const rows = this.tallies(asked)
      .filter(({ value }) => figure.group === undefined || value === figure.group)
      .flatMap(({ record, sums }) => {
        const amount = sums[figure.column];
        return amount === undefined ? [] : [{ row: this.row(record), amount }];
      });
    return { total: rows.length, rows: rows.slice(offset, offset + limit) };
  }

  duplicates(type: string, organisation: string, data: RecordData, except: string | undefined) {
    const definition = this.definition(type);
    return definition.identity.flatMap((rung) =>
      rung.some((key) => isEmpty(data[key]))
        ? []
        : [...this.all.values()]
            .filter(
              (record) =>
                record.type === type &&
                record.organisation === organisation &&
                record.id !== except &&
                rung.every((key) => record.data[key] === data[key]),
            )
            .map((record) => ({
              id: record.id,
              title: String(record.data[definition.titleField] ?? ''),
              rung,
            })),
    );
  }

  twins(asked: TwinsAsked): readonly (readonly string[])[] {
    const rule = twinRulesOf(this.definition(asked.type)).find(({ key }) => key === asked.rule);
    if (rule === undefined) return [];
    const { type, organisations = [] } = asked;
    const groups = new Map<string, string[]>();
    for (const record of this.matching({ type, organisations, filters: rule.where ?? {} })) {
      const values = rule.fields.map((key) => record.data[key] ?? null);
      if (values.some(isEmpty)) continue;
      const key = JSON.stringify([rule.across === true ? '' : record.organisation, ...values]);
      groups.set(key, [...(groups.get(key) ?? []), record.id]);
    }
    return [...groups.values()].filter((ids) => ids.length > 1).sort((a, b) => b.length - a.length);
  }

  view(record: FakeRecord): RecordView {
    return {
      type: record.type,
      id: record.id,
      organisation: record.organisation,
      data: record.data,
      voided: record.voided,
      sync: record.sync,
      dirty: [],
      rejected: record.rejected,
      conflicts: record.conflicts,
      version: record.version,
    };
  }

  /** The first refusal of a record, as the store would answer it. */
  fault(type: string, data: RecordData) {
    return validateRecord(this.definition(type), data).find((issue) => issue.severity === 'refuse');
  }

  change(record: FakeRecord, fields: RecordData, what: string, userName: string): void {
    record.history.unshift({
      at: new Date().toISOString(),
      userName,
      what,
      changes: Object.entries(fields).map(([field, to]) => ({ field, from: record.data[field] ?? null, to })),
      state: 'saved',
    });
    record.data = { ...record.data, ...fields };
    record.version += 1;
    record.sync = 'saved';
  }

  /** What the store hands to a paper: the asked fields, masked unless they were asked for in full. */
  printed(input: Parameters<StorePort['printRows']>[0]): readonly PrintRow[] {
    return this.chosen(input).map((record) => {
      const data = Object.fromEntries(input.fields.map((key) => [key, record.data[key] ?? null]));
      const { organisation, type } = record;
      return { organisation, data: input.reveal ? data : maskedData(this.definition(type), data) };
    });
  }

  /** Of what the query finds those that are named; all of it when none are. */
  chosen(input: { readonly query: Query; readonly ids?: readonly string[] }): readonly FakeRecord[] {
    return this.matching(input.query).filter((record) => input.ids?.includes(record.id) !== false);
  }
}

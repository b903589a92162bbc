import { fail, ok } from '../../../domain/result.ts';
import type { ImportBegin, ImportChange, ImportSummary, StorePort } from '../../../renderer/store/port.ts';
import type { FakeRecords } from './fakeRecords.ts';

type Imports = Pick<
  StorePort,
  | 'importBegin'
  | 'importStage'
  | 'importCommit'
  | 'importCancel'
  | 'interruptedImport'
  | 'imports'
  | 'undoPreview'
  | 'restoreImport'
  | 'undoImport'
>;

/** Imports and acts written like one, over plain arrays: staged, then all of it at once. */
export function fakeImports(
  records: FakeRecords,
  userName: string,
  changed: (type: string) => void,
): Imports {
  const imports: ImportSummary[] = [];
  const staged = new Map<string, { readonly changes: ImportChange[]; readonly begin: ImportBegin }>();
  return {
    importBegin: async (input) => {
      const importId = `i${imports.length + 1}`;
      staged.set(importId, { changes: [], begin: input });
      return ok({ importId });
    },
    importStage: async (importId, changes) => {
      staged.get(importId)?.changes.push(...changes);
      return ok(undefined);
    },
    importCommit: async (importId) => {
      const work = staged.get(importId);
      if (work === undefined) return fail('notFound', '这次导入已经取消了，没有写入任何人。');
      const { begin } = work;
      for (const change of work.changes) {
        if (change.kind === 'create')
          records.add(begin.type, begin.organisation, {
            ...records.definition(begin.type).states,
            ...change.data,
          });
        else {
          const record = records.get(begin.type, change.id);
          const step =
            change.kind === 'transition'
              ? records.definition(begin.type).transitions?.[change.name]
              : undefined;
          const moved = step === undefined ? {} : { [step.field]: step.to };
          if (record !== undefined)
            records.change(record, { ...change.fields, ...moved }, begin.act ?? '导入', userName);
        }
      }
      const created = work.changes.filter((change) => change.kind === 'create').length;
      const done: ImportSummary = {
        importId,
        organisation: begin.organisation,
        at: new Date().toISOString(),
        userName,
        fileLabel: begin.fileLabel,
        ...(begin.act === undefined ? {} : { act: begin.act }),
        created,
        changed: work.changes.length - created,
        undoUntil: new Date(Date.now() + 7 * 86_400_000).toISOString(),
      };
      imports.unshift(done);
      changed(begin.type);
      return ok(done);
    },
    importCancel: async (importId) => {
      staged.delete(importId);
    },
    interruptedImport: async () => undefined,
    imports: async () => [...imports],
    undoPreview: async () => ok({ withdrawn: imports[0]?.created ?? 0, reversed: 0, left: [] }),
    restoreImport: async () => ok({ withdrawn: 0, reversed: imports[0]?.created ?? 0, left: [] }),
    undoImport: async () => {
      const last = imports[0];
      if (last !== undefined) imports[0] = { ...last, undoneAt: new Date().toISOString() };
      return ok({ withdrawn: last?.created ?? 0, reversed: 0, left: [] });
    },
  };
}

import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { Result } from '../../../domain/result.ts';
import type { HistoryLine, RecordView } from '../../store/port.ts';
import { useStoreEvents } from '../ui/events.ts';
import { useLoaded } from '../ui/useLoaded.ts';
import { useWorkspace } from '../ui/workspace.tsx';

export interface OpenedRecord {
  readonly view: Result<RecordView>;
  readonly history: readonly HistoryLine[];
  readonly draft: { readonly data: RecordData; readonly at: string } | undefined;
}

/** A record with its history and what was left unsaved in it; asked again whenever the store says it changed. */
export function useRecord(
  definition: RecordDefinition,
  id: string,
): readonly [opened: OpenedRecord | undefined, reload: () => void] {
  const { store, events } = useWorkspace();
  const [opened, reload] = useLoaded(async (): Promise<OpenedRecord> => {
    const [view, history, draft] = await Promise.all([
      store.get(definition.type, id),
      store.history(definition.type, id),
      store.readDraft(definition.type, id),
    ]);
    return { view, history, draft };
  }, `${definition.type}/${id}`);
  useStoreEvents(events, (event) => {
    if (
      event.kind === 'records' &&
      event.type === definition.type &&
      (event.ids === undefined || event.ids.includes(id))
    )
      reload();
  });
  return [opened, reload];
}

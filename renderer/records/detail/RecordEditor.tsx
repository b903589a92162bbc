import { zodResolver } from '@hookform/resolvers/zod';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { FieldValue, RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import { defaultsOf } from '../../../domain/records/defaults.ts';
import { factsOnly } from '../../../domain/records/sealed.ts';
import { gapsOf } from '../../../domain/records/validate.ts';
import type { RecordView } from '../../store/port.ts';
import { changedFields, filledFields, sameValue } from '../form/changes.ts';
import { derivedValue } from '../form/derived.ts';
import { focusField } from '../form/formKeys.ts';
import type { LastUsed } from '../form/lastUsed.ts';
import { rememberLastUsed } from '../form/lastUsed.ts';
import { RecordForm } from '../form/RecordForm.tsx';
import type { FormValues } from '../form/schema.ts';
import { formSchema, formValue, formValues } from '../form/schema.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import { EditorNotices } from './EditorNotices.tsx';
import { SaveBar } from './SaveBar.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { useDraft } from './useDraft.ts';
import { useDuplicates } from './useDuplicates.ts';

export interface EditorProps {
  readonly definition: RecordDefinition;
  /** Absent for a new record. */
  readonly view: RecordView | undefined;
  readonly organisation: string;
  readonly draftId: string;
  readonly draft: { readonly data: RecordData; readonly at: string } | undefined;
  readonly lastUsed: LastUsed;
  readonly readOnly: boolean;
  readonly focusOn: string | undefined;
  readonly savedAt: string | undefined;
  readonly reportLabel: string | undefined;
  readonly onSaved: (id: string) => void;
  readonly onReport: () => void;
  readonly onOpenOther: (id: string) => void;
}

function blank(definition: RecordDefinition, organisationName: string | undefined): RecordData {
  return { ...defaultsOf(definition, organisationName), ...definition.states };
}

/** One record being filled in. It is mounted anew for each record; changes from elsewhere come in through `view`. */
export function RecordEditor(props: EditorProps) {
  const { view, organisation, draft } = props;
  const contentElsewhere = view?.contentElsewhere === true;
  const definition = contentElsewhere ? factsOnly(props.definition) : props.definition;
  const { store, scope } = useWorkspace();
  const [base, setBase] = useState<{ readonly data: RecordData; readonly version: number | undefined }>(
    () => ({
      data:
        view?.data ?? blank(definition, scope.organisations.find((each) => each.id === organisation)?.name),
      version: view?.version,
    }),
  );
  const empty = useMemo(
    () => Object.fromEntries(Object.keys(definition.fields).map((key) => [key, null])),
    [definition],
  );
  const { control, handleSubmit, setValue, getValues, setError, subscribe, clearErrors } =
    useForm<FormValues>({
      resolver: zodResolver(formSchema(definition)),
      defaultValues: formValues({ ...empty, ...base.data, ...draft?.data }),
      shouldFocusError: false,
    });
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(
    () => new Set(view === undefined ? Object.keys(definition.fields) : []),
  );
  const [lastUsed, setLastUsed] = useState(props.lastUsed);
  const [saved, setSaved] = useState(props.savedAt);
  const [trouble, setTrouble] = useState<string>();
  const [overtaken, setOvertaken] = useState<readonly string[]>([]);
  const drafts = useDraft(definition.type, props.draftId, draft?.at);
  const values = useWatch({ control }) as RecordData;
  const dirty = Object.keys(changedFields(base.data, values)).length > 0;
  const duplicates = useDuplicates(definition, organisation, values, view?.id);

  const { later } = drafts;
  const lastTyped = useRef(JSON.stringify(getValues()));
  const following = useRef(false);
  // Nobody typed it: as a draft it would come back as the clerk's own words, and a save would overwrite the real ones.
  const follow = useCallback(
    (data: RecordData, keys: readonly string[]): void => {
      following.current = true;
      for (const key of keys) setValue(key, formValue(data[key]));
      following.current = false;
    },
    [setValue],
  );
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values: now }) => {
          // Submitting and touching call back as well, and change nothing that would need a draft.
          const typed = JSON.stringify(now);
          if (typed === lastTyped.current) return;
          lastTyped.current = typed;
          if (following.current) return;
          const changed = changedFields(base.data, now as RecordData);
          later(Object.keys(changed).length > 0 ? changed : undefined);
        },
      }),
    [subscribe, base, later],
  );

  // Somebody else's change: boxes the clerk has not touched follow it, touched ones keep what was typed.
  const seen = useRef(base.version);
  useEffect(() => {
    // An older answer may still stand here right after a save; taking it in would put the old value back.
    if (view === undefined || view.version <= (seen.current ?? 0)) return;
    seen.current = view.version;
    const typed = getValues() as RecordData;
    const both: string[] = [];
    for (const key of Object.keys({ ...base.data, ...view.data })) {
      if (sameValue(base.data[key], view.data[key])) continue;
      if (sameValue(base.data[key], typed[key])) follow(view.data, [key]);
      else if (!sameValue(view.data[key], typed[key])) both.push(key);
    }
    setOvertaken(both);
    // With a box changed on both sides the old version is kept, so that the store asks instead of overwriting.
    setBase((old) =>
      both.length === 0
        ? { data: view.data, version: view.version }
        : { data: { ...view.data, ...pick(old.data, both) }, version: old.version },
    );
  }, [view, base, getValues, follow]);

  const fresh = view === undefined;
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.focusOn !== undefined) focusField(props.focusOn);
    else if (fresh) focusField(definition.titleField);
    // Not into a box: a key pressed by chance must not change a name. From here Tab leads to the first one.
    else scroller.current?.focus();
    // Once, when the record is opened.
  }, [props.focusOn, definition.titleField, fresh]);

  const onChanged = useCallback(
    (key: string, next: FieldValue) => {
      const before = getValues() as RecordData;
      for (const [name, field] of Object.entries(definition.fields)) {
        if (field.derived?.from !== key && field.derived?.instead !== key) continue;
        const derived = derivedValue(field, { ...before, [key]: next });
        const current = before[name];
        const ours =
          current === undefined ||
          current === null ||
          current === '' ||
          sameValue(current, derivedValue(field, base.data));
        if (derived !== undefined && ours) setValue(name, derived);
      }
      if (definition.fields[key]?.kind === 'code' && typeof next === 'string')
        setLastUsed((old) => ({ ...old, [key]: next }));
    },
    [definition, getValues, setValue, base],
  );

  const onFill = useCallback(
    (key: string, next: FieldValue) => {
      setValue(key, formValue(next), { shouldTouch: true });
      onChanged(key, next);
    },
    [setValue, onChanged],
  );

  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  // Ctrl+S pressed twice on a new record must not make two of it.
  const saving = useRef(false);
  const save = async (version: number | undefined): Promise<string | undefined> => {
    if (saving.current) return undefined;
    saving.current = true;
    const id = await saveOnce(version);
    // A new record that is saved goes on as an opened one; this form of it saves no more.
    saving.current = view === undefined && id !== undefined;
    return id;
  };
  const saveOnce = async (version: number | undefined): Promise<string | undefined> => {
    let id: string | undefined;
    await handleSubmit(
      async (now) => {
        const fields =
          view === undefined ? filledFields(now as RecordData) : changedFields(base.data, now as RecordData);
        const outcome = await store.save({
          type: definition.type,
          organisation,
          fields,
          ...(view === undefined ? {} : { id: view.id }),
          ...(version === undefined ? {} : { version }),
        });
        if (!outcome.ok) {
          setTrouble(outcome.error.message);
          if (outcome.error.field !== undefined)
            setError(outcome.error.field, { message: outcome.error.message });
          return;
        }
        id = outcome.value.id;
        seen.current = outcome.value.version;
        setBase({ data: { ...base.data, ...fields }, version: outcome.value.version });
        setTrouble(undefined);
        setOvertaken([]);
        setSaved(new Date().toISOString());
        await drafts.clear();
        await rememberLastUsed(store, definition.type, lastUsed);
        // Whoever went on to another page meanwhile must not be fetched back: they may be typing there already.
        if (here.current) props.onSaved(id);
      },
      (errors) => {
        const first = Object.keys(definition.fields).find((key) => errors[key] !== undefined);
        const count = Object.keys(errors).length;
        setTrouble(`还没有保存：有 ${count} 栏要改一下，已经标出来了。填的内容都在。`);
        if (first !== undefined) focusField(first);
      },
    )();
    return id;
  };
  const latestSave = useRef(() => save(base.version));
  useEffect(() => {
    latestSave.current = () => save(base.version);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void latestSave.current();
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);

  const report = async (): Promise<void> => {
    const missing = gapsOf(definition, values);
    if (missing[0] !== undefined) {
      const labels = missing.slice(0, 3).map((key) => definition.fields[key]?.label ?? '');
      setTrouble(
        `上报前还缺 ${missing.length} 栏：${labels.join('、')}${missing.length > 3 ? ' 等' : ''}。可以先保存，以后再补。`,
      );
      focusField(missing[0]);
      return;
    }
    if ((dirty || view === undefined) && (await save(base.version)) === undefined) return;
    props.onReport();
  };
  const returned = useMemo(
    () =>
      Object.fromEntries(
        (view?.rejected ?? []).flatMap((item) =>
          item.field === undefined ? [] : [[item.field, item.message] as const],
        ),
      ),
    [view?.rejected],
  );
  const reveal = useCallback(
    (key: string) => {
      setRevealed((old) => new Set([...old, key]));
      if (view !== undefined) void store.logReveal({ type: definition.type, id: view.id, field: key });
    },
    [store, definition.type, view],
  );
  const takeTheirs = (): void => {
    if (view === undefined) return;
    follow(view.data, overtaken);
    setBase({ data: view.data, version: view.version });
    setOvertaken([]);
    setTrouble(undefined);
  };

  return (
    <div className="editor">
      <div className="editor-scroll" ref={scroller} tabIndex={-1}>
        <EditorNotices
          definition={definition}
          view={view}
          draftAt={dirty ? draft?.at : undefined}
          duplicates={duplicates}
          overtaken={overtaken}
          values={values}
          onDropDraft={() => {
            follow(base.data, Object.keys(definition.fields));
            clearErrors();
            void drafts.clear();
          }}
          onOpenOther={props.onOpenOther}
          onKeepMine={() => void save(view?.version)}
          onTakeTheirs={takeTheirs}
        />
        <RecordForm
          definition={definition}
          control={control}
          readOnly={props.readOnly}
          contentElsewhere={contentElsewhere}
          revealed={revealed}
          lastUsed={lastUsed}
          returned={returned}
          showGaps={view !== undefined}
          onReveal={reveal}
          onChanged={onChanged}
          onLeft={doNothing}
          onFill={onFill}
        />
      </div>

      <LeaveGuard draft={drafts} />
      {props.readOnly ? null : (
        <SaveBar
          trouble={trouble ?? drafts.trouble}
          // The province's receipt touches the form too; “已保存” stands until something is typed that is not saved.
          savedAt={dirty ? undefined : saved}
          draftAt={dirty ? drafts.at : undefined}
          reportLabel={props.reportLabel}
          onDraft={() => void drafts.now()}
          onSave={() => void save(base.version)}
          onReport={() => void report()}
        />
      )}
    </div>
  );
}

const doNothing = (): void => undefined;

function pick(data: RecordData, keys: readonly string[]): RecordData {
  return Object.fromEntries(keys.map((key) => [key, data[key] ?? null]));
}

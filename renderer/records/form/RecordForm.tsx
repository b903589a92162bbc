import { memo, useMemo, useState } from 'react';
import type { Control } from 'react-hook-form';
import { useController, useWatch } from 'react-hook-form';
import type {
  FieldDefinition,
  FieldValue,
  Issue,
  RecordData,
  RecordDefinition,
} from '../../../domain/records/definition.ts';
import { treeFieldsOf } from '../../../domain/records/paths.ts';
import { isMark } from '../../../domain/records/unconfirmed.ts';
import { isEmpty, validateRecord } from '../../../domain/records/validate.ts';
import type { TreeNode } from '../../store/index/port.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { useLoaded } from '../ui/useLoaded.ts';
import { useWorkspace } from '../ui/workspace.tsx';
import { derivedValue } from './derived.ts';
import { FieldRow, isWide } from './FieldRow.tsx';
import type { Mark } from './FieldRow.tsx';
import { boxId } from './formKeys.ts';
import { FormSection } from './FormSection.tsx';
import type { LastUsed } from './lastUsed.ts';
import type { FormValues } from './schema.ts';
import { useCardText } from './useCardText.ts';

interface RecordFormProps {
  readonly definition: RecordDefinition;
  readonly control: Control<FormValues>;
  readonly readOnly: boolean;
  /** What is sealed lies on another PC (R21). */
  readonly contentElsewhere: boolean;
  /** Fields whose full value stands open on this screen. */
  readonly revealed: ReadonlySet<string>;
  readonly lastUsed: LastUsed;
  /** Sentences of the province for fields it sent back. */
  readonly returned: Readonly<Record<string, string>>;
  /** Name what is still wanted under its box: for a file that exists, not for an empty sheet. */
  readonly showGaps: boolean;
  readonly onReveal: (key: string) => void;
  readonly onChanged: (key: string, value: FieldValue) => void;
  readonly onLeft: (key: string) => void;
  /** Puts a value into a box as if it had been typed. */
  readonly onFill: (key: string, value: FieldValue) => void;
}

function pathsOf(nodes: readonly TreeNode[]): readonly string[] {
  return nodes.flatMap((node) => [node.path, ...pathsOf(node.children)]);
}

function markOf(definition: RecordDefinition, key: string, field: FieldDefinition): Mark {
  if (field.need === 'save' || definition.saveNeedsOneOf?.some((group) => group.includes(key)) === true)
    return 'save';
  return field.need;
}

interface OneFieldProps extends RecordFormProps {
  readonly name: string;
  readonly field: FieldDefinition;
  /** What the box it comes from says it is. */
  readonly derived: string | number | undefined;
  /** Empty, but this record has had it in hand. */
  readonly emptied: boolean;
  readonly severity: Issue['severity'] | undefined;
  readonly message: string | undefined;
  readonly paths: readonly string[];
  /** The value was concluded by 按条件批量判断, and nobody has answered for it yet. */
  readonly unconfirmed: boolean;
}

const OneField = memo(function OneField(props: OneFieldProps) {
  const { definition, control, name, field, derived, severity, message, paths, unconfirmed, ...rest } = props;
  const { field: bound, fieldState } = useController({ control, name });
  const value = bound.value ?? null;
  const elsewhere = rest.contentElsewhere && field.sensitivity === 'sealed';
  const refused = severity === 'refuse' && fieldState.isTouched ? message : undefined;
  const error = fieldState.error?.message ?? refused ?? rest.returned[name];
  return (
    <FieldRow
      id={boxId(name)}
      field={field}
      value={value}
      mark={markOf(definition, name, field)}
      error={error}
      notice={
        elsewhere
          ? '内容在另一台电脑'
          : severity === 'notice'
            ? message
            : unconfirmed && !fieldState.isDirty
              ? '待确认：按条件判断填的'
              : undefined
      }
      gap={severity === 'gap' && (fieldState.isTouched || rest.emptied)}
      wide={isWide(field)}
      disabled={rest.readOnly || elsewhere}
      hidden={
        field.sensitivity === 'masked' &&
        field.mask !== 'phone' &&
        !isEmpty(value) &&
        !rest.revealed.has(name)
      }
      computed={field.stateOf !== undefined || (derived !== undefined && value === derived)}
      lastUsed={rest.lastUsed[name]}
      paths={paths}
      onReveal={() => {
        rest.onReveal(name);
      }}
      onChange={(next) => {
        bound.onChange(next);
        rest.onChanged(name, next);
      }}
      onBlur={() => {
        bound.onBlur();
        rest.onLeft(name);
      }}
    />
  );
});

const noPaths: readonly string[] = [];

/** A record's form, drawn from its definition alone. */
export function RecordForm(props: RecordFormProps) {
  const { definition, control } = props;
  const { store } = useWorkspace();
  const data = useWatch({ control }) as RecordData;
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [paths] = useLoaded(async () => {
    const trees = treeFieldsOf(definition).map(
      async (treeField) =>
        [treeField, pathsOf(await store.tree({ type: definition.type, treeField }))] as const,
    );
    return Object.fromEntries(await Promise.all(trees));
  }, definition.type);
  const card = useCardText(
    definition,
    props.readOnly || props.contentElsewhere,
    (key) => data[key],
    props.onFill,
  );
  const issues = useMemo(() => {
    const first = new Map<string, Issue>();
    for (const issue of validateRecord(definition, data))
      if (!first.has(issue.field)) first.set(issue.field, issue);
    return first;
  }, [definition, data]);
  return (
    <div className="form" {...card.handlers}>
      {card.notice === undefined ? null : <Sentence tone="ok">{card.notice}</Sentence>}
      <p className="form-legend">
        <span>
          <span className="ring" aria-hidden="true" /> 不填不能保存
        </span>
        <span>
          <b aria-hidden="true">*</b> 不填不能上报，可以先保存
        </span>
        <span>
          <span className="fx" aria-hidden="true">
            ƒ
          </span>{' '}
          自动算出，不用填
        </span>
      </p>
      {definition.sections.map((section) => {
        const fields = Object.entries(definition.fields).filter(
          ([key, field]) => field.section === section.key && !isMark(definition, key),
        );
        return (
          <FormSection
            key={section.key}
            label={section.label}
            filled={fields.filter(([key]) => !isEmpty(data[key])).length}
            total={fields.length}
            missing={fields
              .filter(([key]) => issues.get(key)?.severity === 'gap')
              .map(([, field]) => field.label)}
            open={!folded.has(section.key)}
            onToggle={() => {
              setFolded((old) => {
                const next = new Set(old);
                if (!next.delete(section.key)) next.add(section.key);
                return next;
              });
            }}
          >
            {fields.map(([key, field]) => (
              <OneField
                key={key}
                {...props}
                name={key}
                field={field}
                derived={derivedValue(field, data)}
                emptied={props.showGaps && data[key] === null}
                severity={issues.get(key)?.severity}
                message={issues.get(key)?.message}
                paths={paths?.[key] ?? noPaths}
                unconfirmed={field.unconfirmedMark !== undefined && data[field.unconfirmedMark] === true}
              />
            ))}
          </FormSection>
        );
      })}
    </div>
  );
}

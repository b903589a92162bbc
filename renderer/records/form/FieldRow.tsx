import { WarningOutlined } from '@ant-design/icons';
import type { FieldDefinition } from '../../../domain/records/definition.ts';
import { derivedNote } from './derived.ts';
import type { FieldBoxProps } from './FieldBox.tsx';
import { FieldBox } from './FieldBox.tsx';

export type Mark = 'save' | 'report' | undefined;

interface FieldRowProps extends Omit<FieldBoxProps, 'describedBy' | 'invalid'> {
  readonly mark: Mark;
  readonly error: string | undefined;
  readonly notice: string | undefined;
  /** Empty, visited and needed before reporting. */
  readonly gap: boolean;
  readonly wide: boolean;
}

/** The words under a box: what is wrong, else what is worth a look, else where the value comes from. */
function noteOf(props: FieldRowProps): { readonly text: string; readonly tone: string } | undefined {
  if (props.error !== undefined) return { text: props.error, tone: 'tone-error' };
  if (props.notice !== undefined) return { text: props.notice, tone: 'tone-wait' };
  if (props.computed && props.field.derived !== undefined)
    return { text: derivedNote(props.field), tone: 'tone-quiet' };
  if (props.gap) return { text: '可以先保存，上报前补上', tone: 'tone-wait' };
  return props.field.help === undefined ? undefined : { text: props.field.help, tone: 'tone-quiet' };
}

function MarkSign({ mark }: { readonly mark: Mark }) {
  if (mark === 'save') return <span className="ring need" aria-hidden="true" title="不填不能保存" />;
  if (mark === 'report')
    return (
      <span className="star need" aria-hidden="true" title="不填不能上报，可以先保存">
        *
      </span>
    );
  return null;
}

/** Label on the left, box, and at most one line of words below. */
export function FieldRow(props: FieldRowProps) {
  const note = noteOf(props);
  const noteId = `${props.id}-note`;
  return (
    <div className={props.wide ? 'field wide-field' : 'field'}>
      <label htmlFor={props.id} className="field-label">
        <MarkSign mark={props.mark} />
        {props.field.label}
      </label>
      <div className="field-box" data-field={props.id}>
        <FieldBox
          {...props}
          invalid={props.error !== undefined}
          describedBy={note === undefined ? undefined : noteId}
        />
        {note === undefined ? null : (
          <div
            id={noteId}
            className={`field-note ${note.tone}`}
            {...(props.error === undefined ? {} : { role: 'alert' as const })}
          >
            {props.error === undefined ? null : <WarningOutlined aria-hidden="true" />}
            {note.text}
          </div>
        )}
      </div>
    </div>
  );
}

/** Which boxes take the whole width. */
export function isWide(field: FieldDefinition): boolean {
  return (
    field.kind === 'longText' ||
    field.kind === 'path' ||
    field.kind === 'codes' ||
    (field.maxLength ?? 0) >= 200
  );
}

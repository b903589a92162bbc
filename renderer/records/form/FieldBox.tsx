import { Button, Input } from 'antd';
import type { FieldDefinition, FieldValue } from '../../../domain/records/definition.ts';
import { yearsBetween, isoDateOf } from '../../../domain/rules/calendar.ts';
import { showMasked, showValue } from '../ui/values.ts';
import { CodeSelect } from './CodeSelect.tsx';
import { LinkSelect } from './LinkSelect.tsx';
import { TextBox } from './TextBox.tsx';

export interface FieldBoxProps {
  readonly id: string;
  readonly field: FieldDefinition;
  readonly value: FieldValue | undefined;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly describedBy: string | undefined;
  readonly lastUsed: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly paths: readonly string[];
  /** The value is shown in part until 显示完整号码. */
  readonly hidden: boolean;
  /** Shown, not typed: a state, or a value computed from another box. */
  readonly computed: boolean;
  readonly onReveal: () => void;
  readonly onChange: (value: FieldValue) => void;
  readonly onBlur: () => void;
}

function computedText(field: FieldDefinition, value: FieldValue | undefined): string {
  const text = showValue(field, value);
  if (field.derived?.rule !== 'birthDateOfIdNumber' || typeof value !== 'string' || value === '') return text;
  return `${text}\u3000${yearsBetween(value, isoDateOf(new Date()))} 岁`;
}

/** One box of a form, chosen by the field's kind alone. */
export function FieldBox(props: FieldBoxProps) {
  const { id, field, value, disabled, describedBy } = props;
  if (props.computed) {
    return (
      <Input
        id={id}
        readOnly
        tabIndex={-1}
        className="computed"
        prefix={
          <span className="fx" title="自动算出，不用填">
            ƒ
          </span>
        }
        value={computedText(field, value)}
        aria-describedby={describedBy}
      />
    );
  }
  if (props.hidden) {
    return (
      <Input
        id={id}
        readOnly
        className="computed masked"
        value={showMasked(field, value)}
        aria-describedby={describedBy}
        suffix={
          <Button
            type="link"
            size="small"
            className="reveal"
            aria-label="显示完整号码"
            onClick={props.onReveal}
          >
            显示<span className="wide">完整号码</span>
          </Button>
        }
      />
    );
  }
  switch (field.kind) {
    case 'code':
    case 'codes':
    case 'flag':
      return (
        <CodeSelect
          {...{ id, field, value, disabled, describedBy }}
          invalid={props.invalid}
          lastUsed={props.lastUsed}
          only={props.only}
          onChange={props.onChange}
        />
      );
    case 'link':
      return <LinkSelect {...{ id, field, value, disabled }} onChange={props.onChange} />;
    default:
      return (
        <TextBox
          {...{ id, field, value, disabled, describedBy }}
          invalid={props.invalid}
          paths={props.paths}
          onChange={props.onChange}
          onBlur={props.onBlur}
        />
      );
  }
}

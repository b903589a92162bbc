import { CheckOutlined, EyeInvisibleOutlined, EyeOutlined, WarningOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import type { InputRef } from 'antd';
import type { ReactNode, Ref } from 'react';
import { useState } from 'react';

interface PasswordBoxProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  /** Said with a tick when what was typed will do. */
  readonly good?: string | undefined;
  readonly hint?: ReactNode;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly autoComplete: 'new-password' | 'current-password';
  readonly box?: Ref<InputRef>;
  readonly onChange: (text: string) => void;
  readonly onEnter?: () => void;
}

/** A password with an eye, a caps-lock warning and its words below, never a bubble that vanishes. */
export function PasswordBox(props: PasswordBoxProps) {
  const { id, error } = props;
  const [caps, setCaps] = useState(false);
  const noteId = `${id}-note`;
  const capsWord = caps ? '大写锁定是开着的。' : '';
  return (
    <div className="gate-field">
      <label htmlFor={id}>{props.label}</label>
      <div className="grow">
        <Input.Password
          id={id}
          {...(props.box === undefined ? {} : { ref: props.box })}
          value={props.value}
          autoFocus={props.autoFocus ?? false}
          disabled={props.disabled ?? false}
          autoComplete={props.autoComplete}
          {...(error === undefined ? {} : { status: 'error' as const })}
          aria-invalid={error !== undefined}
          aria-describedby={noteId}
          iconRender={(visible) =>
            visible ? <EyeOutlined aria-hidden="true" /> : <EyeInvisibleOutlined aria-hidden="true" />
          }
          onChange={(event) => {
            props.onChange(event.target.value);
          }}
          onKeyDown={(event) => {
            setCaps(event.getModifierState('CapsLock'));
            if (event.key === 'Enter') props.onEnter?.();
          }}
        />
        <div id={noteId} className="gate-note" role={error === undefined ? 'status' : 'alert'}>
          {error !== undefined ? (
            <span className="tone-error">
              <WarningOutlined aria-hidden="true" /> {error}
              {capsWord}
            </span>
          ) : props.good !== undefined ? (
            <span className="tone-ok">
              <CheckOutlined aria-hidden="true" /> {props.good}
              {capsWord}
            </span>
          ) : (
            <span className="quiet">
              {props.hint}
              {capsWord}
            </span>
          )}
        </div>
      </div>
    </div>
  );
}

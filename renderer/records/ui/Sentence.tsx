import { CheckOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

interface SentenceProps {
  readonly tone: 'error' | 'wait' | 'ok' | 'plain';
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

const icons = {
  error: <WarningOutlined aria-hidden="true" />,
  wait: <InfoCircleOutlined aria-hidden="true" />,
  ok: <CheckOutlined aria-hidden="true" />,
  plain: null,
};

/** A sentence that stays until it no longer holds. Nothing that matters flashes by. */
export function Sentence({ tone, children, action }: SentenceProps) {
  return (
    <div className={`sentence sentence-${tone}`} role={tone === 'error' ? 'alert' : 'status'}>
      {icons[tone]}
      <div className="grow">{children}</div>
      {action}
    </div>
  );
}

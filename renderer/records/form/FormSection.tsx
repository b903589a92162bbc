import { DownOutlined, RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';

interface FormSectionProps {
  readonly label: string;
  readonly filled: number;
  readonly total: number;
  readonly missing: readonly string[];
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}

/** A folding part of a form that says how much of it is filled and what is still wanted. */
export function FormSection({ label, filled, total, missing, open, onToggle, children }: FormSectionProps) {
  const wanted =
    missing.length > 3 ? `${missing.slice(0, 3).join('、')} 等 ${missing.length} 项` : missing.join('、');
  return (
    <section className="form-section" aria-label={label}>
      <h2>
        <button type="button" className="section-head" aria-expanded={open} onClick={onToggle}>
          {open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />}
          {label}
          <span className={missing.length > 0 ? 'section-count tone-wait' : 'section-count tone-quiet'}>
            已填 {filled} / {total}
            {missing.length > 0 ? `，缺 ${wanted}` : ''}
          </span>
        </button>
      </h2>
      {open ? <div className="form-grid">{children}</div> : null}
    </section>
  );
}

import { LeftOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface PageHeadProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly children?: ReactNode;
}

/** The head of every page: where we are on the left, what can be done on the right, the one red button last. */
export function PageHead({ title, note, back, children }: PageHeadProps) {
  return (
    <header className="page-head">
      {back === undefined ? null : (
        <Link className="back-link" to={back.to}>
          <LeftOutlined aria-hidden="true" />
          {back.label}
        </Link>
      )}
      <h1>{title}</h1>
      {note === undefined ? null : <div className="page-note">{note}</div>}
      <div className="grow" />
      {children}
    </header>
  );
}

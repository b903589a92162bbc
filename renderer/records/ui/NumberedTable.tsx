import type { ReactNode } from 'react';

interface Head {
  readonly label: string;
  /** Numbers stand right, like their column. */
  readonly number?: boolean;
  /** Read to whoever cannot see that the column holds buttons. */
  readonly unseen?: boolean;
}

interface NumberedTableProps {
  readonly heads: readonly (string | Head)[];
  /** One <tr> each, beginning with its row number. */
  readonly children: ReactNode;
}

/** A plain list of lines with their numbers, as a sheet of paper has it. */
export function NumberedTable({ heads, children }: NumberedTableProps) {
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th className="row-number">
            <span className="unseen">行号</span>
          </th>
          {heads.map((head) => {
            const { label: words, number, unseen }: Head = typeof head === 'string' ? { label: head } : head;
            return (
              <th key={words} {...(number === true ? { className: 'number' } : {})}>
                {unseen === true ? <span className="unseen">{words}</span> : words}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

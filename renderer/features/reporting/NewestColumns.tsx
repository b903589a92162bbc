import { Button } from 'antd';
import { useState } from 'react';
import { mayWrite } from '../../../domain/access.ts';
import type { ConflictItem } from '../../store/port.ts';
import { count } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { NewestDialog } from './NewestDialog.tsx';
import type { NewestColumn } from './newest.ts';
import { newestColumns } from './newest.ts';
import { useTrustedNow } from './useTrustedNow.ts';

/** 待核对 by column: the same question about many records, answered in one act after a look at all of them. */
export function NewestColumns({ items }: { readonly items: readonly ConflictItem[] }) {
  const { definitions, user } = useWorkspace();
  const { now } = useTrustedNow();
  const [open, setOpen] = useState<NewestColumn>();
  const writable = definitions.filter(({ compartment }) => mayWrite(user.roles, compartment));
  const columns = newestColumns(items, writable, user.id, now);
  if (columns.length === 0 && open === undefined) return null;
  return (
    <section aria-label="一栏一起办">
      {columns.length === 0 ? null : <p className="tab-lead">同一栏有几份都要核对的，可以一起办：</p>}
      {columns.map((column) => {
        const { definition, field, choices } = column;
        const label = definition.fields[field]?.label ?? '一栏';
        return (
          <p key={`${definition.type}/${field}`} className="tab-lead">
            <b>{label}</b> {count(choices.length)} {definition.countWord}{' '}
            <Button
              size="small"
              aria-label={`${label}全部采用较新的`}
              onClick={() => {
                setOpen(column);
              }}
            >
              全部采用较新的…
            </Button>
          </p>
        );
      })}
      {open === undefined ? null : (
        <NewestDialog
          column={open}
          onClose={() => {
            setOpen(undefined);
          }}
        />
      )}
    </section>
  );
}

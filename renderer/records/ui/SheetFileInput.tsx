import type { Ref } from 'react';

/** Names under which rosters and payrolls come; what is in a file is seen when it is read (K13). */
const sheetFiles = '.xlsx,.xlsm,.xls,.et,.xml,.csv,.txt,.htm,.html';

interface SheetFileInputProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly label: string;
  readonly onFile: (file: File | undefined) => void;
}

/** The file box behind a button that says what is picked. */
export function SheetFileInput({ ref, label, onFile }: SheetFileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={sheetFiles}
      className="unseen"
      tabIndex={-1}
      aria-label={label}
      onChange={(event) => {
        onFile(event.target.files?.[0]);
        // The same file may be picked again after it was mended.
        event.target.value = '';
      }}
    />
  );
}

import { Button } from 'antd';
import { memo } from 'react';
import type { ReactNode } from 'react';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { SearchBox } from './SearchBox.tsx';

interface ListHeadProps {
  readonly definition: RecordDefinition;
  readonly title: string;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  /** From the search box into the list. */
  readonly onLeave: () => void;
  readonly empty: boolean;
  readonly mayWrite: boolean;
  readonly onExport: () => void;
  readonly onPrint: (() => void) | undefined;
  readonly onNew: (() => void) | undefined;
  readonly primary: ReactNode;
}

interface ListButtonsProps {
  readonly empty: boolean;
  readonly word: string;
  readonly mayWrite: boolean;
  readonly onExport: () => void;
  readonly onPrint: (() => void) | undefined;
  readonly onNew: (() => void) | undefined;
  readonly primary: ReactNode;
}

/** Apart from the search box, so that a key does not draw them anew. */
const ListButtons = memo(function ListButtons(props: ListButtonsProps) {
  const { empty, word, mayWrite, onExport, onPrint, onNew, primary } = props;
  return (
    <>
      <Button disabled={empty} onClick={onExport}>
        导出表格
      </Button>
      {onPrint === undefined ? null : (
        <Button disabled={empty} onClick={onPrint}>
          打印…
        </Button>
      )}
      {mayWrite && onNew !== undefined ? (
        <Button {...(primary === undefined ? { type: 'primary' as const } : {})} onClick={onNew}>
          新增一{word}
        </Button>
      ) : null}
      {mayWrite ? primary : null}
    </>
  );
});

/** Title, search box and buttons of a list. */
export const ListHead = memo(function ListHead(props: ListHeadProps) {
  const { definition, title, search, onSearch, onLeave, empty, mayWrite, onExport, onPrint, onNew, primary } =
    props;
  return (
    <PageHead title={title}>
      <SearchBox definition={definition} value={search} onSearch={onSearch} onLeave={onLeave} />
      <ListButtons
        empty={empty}
        word={definition.countWord}
        mayWrite={mayWrite}
        onExport={onExport}
        onPrint={onPrint}
        onNew={onNew}
        primary={primary}
      />
    </PageHead>
  );
});

import { useCallback, useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { Result } from '../../../../domain/result.ts';
import { progressFor, storeFor } from '../../../records/import/client.ts';
import type { ImportHandle } from '../../../records/import/client.ts';
import type { Target } from '../../../records/import/layout/mapping.ts';
import type { Preview } from '../../../records/import/preview.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import type { RowView } from '../../../records/import/verdict/views.ts';
import { rowVerdicts } from '../../../records/import/verdict/types.ts';
import { textOfBlock } from '../../../records/paste/block.ts';
import { useWorkspace } from '../../../records/ui/workspace.tsx';
import type { ImportSummary } from '../../../store/port.ts';
import type { OpenImport } from '../import/driver.ts';
import type { PasteSheet } from './sheet.ts';
import { mostRows } from './sheet.ts';

/** The header is line 1 of what the session reads. */
export const firstLine = 2;

export interface Judged {
  readonly preview: Preview;
  readonly report: AnalysisReport;
  /** By the line of the sheet. */
  readonly lines: ReadonlyMap<number, RowView>;
}

export interface PasteWishes {
  readonly targets: ReadonlyMap<number, Target>;
  readonly states: Readonly<Record<string, string>>;
}

interface Paste {
  readonly preview: Preview | undefined;
  readonly judged: Judged | undefined;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  write(): Promise<ImportSummary | undefined>;
}

type Session = ImportHandle['session'];

/**
 * A pasted sheet goes the import's own way: it is read as a file of text, compared with the books and written by the same
 * session in its worker, so that nothing is judged differently here.
 */
export function usePaste(
  definition: RecordDefinition,
  open: OpenImport,
  organisation: string | undefined,
  sheet: PasteSheet | undefined,
  wishes: PasteWishes,
): Paste {
  const { store, scope } = useWorkspace();
  const [preview, setPreview] = useState<Preview>();
  const [judged, setJudged] = useState<Judged>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const handle = useRef<ImportHandle | undefined>(undefined);
  const turn = useRef(0);
  const name = scope.organisations.find((each) => each.id === organisation)?.name;
  const { type } = definition;
  useEffect(
    () => () => {
      handle.current?.close();
      handle.current = undefined;
    },
    [organisation],
  );

  const judge = useCallback(
    async (session: Session, of: PasteSheet): Promise<Result<Judged> | undefined> => {
      const now = turn.current;
      const file = new Blob([textOfBlock([of.headers, ...of.rows])]);
      const opened = await session.openFile(file, '粘贴录入');
      if (!opened.ok) return opened;
      const headed = await session.chooseHeader(1);
      if (!headed.ok) return headed;
      for (const [index, target] of wishes.targets) await session.setTarget(index, target);
      await session.setCoverage({ kind: 'joiners' });
      await session.setStartStates(wishes.states);
      const seen = await session.preview();
      if (!seen.ok || now !== turn.current) return seen.ok ? undefined : seen;
      setPreview(seen.value);
      const report = await session.analyse(
        storeFor(store),
        progressFor(() => undefined),
      );
      if (!report.ok) return report;
      const views = await Promise.all(
        rowVerdicts
          .filter((verdict) => report.value.counts[verdict] > 0)
          .map((verdict) => session.rows(verdict, 0, mostRows)),
      );
      const lines = new Map(views.flat().map((view) => [view.row, view]));
      return { ok: true, value: { preview: seen.value, report: report.value, lines } };
    },
    [store, wishes],
  );

  useEffect(() => {
    turn.current += 1;
    const now = turn.current;
    if (sheet === undefined || organisation === undefined) return;
    const timer = setTimeout(() => {
      handle.current ??= open(type, organisation, name);
      setBusy(true);
      void judge(handle.current.session, sheet).then((answer) => {
        if (now !== turn.current) return;
        setBusy(false);
        setTrouble(answer?.ok === false ? answer.error.message : undefined);
        setJudged(answer?.ok === true ? answer.value : undefined);
      });
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, [sheet, organisation, open, type, name, judge]);

  const write = async (): Promise<ImportSummary | undefined> => {
    const session = handle.current?.session;
    if (session === undefined) return undefined;
    setBusy(true);
    const answer = await session.run(
      storeFor(store),
      progressFor(() => undefined),
    );
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error.message);
    return answer.ok ? answer.value : undefined;
  };
  const stands = sheet !== undefined && organisation !== undefined;
  return {
    preview: stands ? preview : undefined,
    judged: stands ? judged : undefined,
    busy,
    trouble: stands ? trouble : undefined,
    write,
  };
}

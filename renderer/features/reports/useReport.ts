import { useState } from 'react';
import type { RecordDefinition, ReportDefinition } from '../../../domain/records/definition.ts';
import { lastClosedMonth, periodOfMonth } from '../../../domain/records/reportPeriod.ts';
import { isoDateOf } from '../../../domain/rules/calendar.ts';
import { useStoreEvents } from '../../records/ui/events.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { organisationsOf, useWorkspace } from '../../records/ui/workspace.tsx';
import type { ReportAsked } from '../../store/reportPort.ts';

/** What a report page asks for, and the answer of the moment: counted anew whenever a record of its type changes. */
export function useReport(definition: RecordDefinition, key: string, report: ReportDefinition) {
  const workspace = useWorkspace();
  const { store, events } = workspace;
  const [closing, askClosing] = useLoaded(async () => {
    const stored = Number(await store.readSetting(report.closing.setting));
    return Number.isInteger(stored) && stored >= 1 && stored <= 31 ? stored : report.closing.day;
  });
  const [chosen, setChosen] = useState<string>();
  const [by, setBy] = useState('@organisation');
  const closingDay = closing ?? report.closing.day;
  const newest = lastClosedMonth(isoDateOf(new Date()), closingDay);
  const month = chosen ?? newest;
  const asked: ReportAsked = {
    type: definition.type,
    report: key,
    organisations: organisationsOf(workspace),
    period: periodOfMonth(month, closingDay),
    by,
  };
  const mark = JSON.stringify(asked);
  const [turn, setTurn] = useState(0);
  const [loaded, ask] = useLoaded(
    async () =>
      closing === undefined ? undefined : { of: `${mark}#${turn}`, asked, result: await store.report(asked) },
    `${mark} ${String(closing)}`,
  );
  useStoreEvents(events, (event) => {
    if (event.kind !== 'records' || event.type !== definition.type) return;
    setTurn((n) => n + 1);
    ask();
  });
  return {
    month,
    newest,
    setMonth: setChosen,
    by,
    setBy,
    closingDay,
    async setClosingDay(day: number): Promise<string | undefined> {
      const written = await store.writeSetting(report.closing.setting, String(day));
      if (!written.ok) return written.error.message;
      askClosing();
      return undefined;
    },
    period: asked.period,
    loaded,
  };
}

import { Checkbox, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import { labelOf } from '../../../../domain/dictionaries/lookup.ts';
import type { Preview } from '../../../records/import/preview.ts';
import type { Coverage } from '../../../records/import/verdict/types.ts';
import type { Driver } from './driver.ts';

interface QuestionsProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly preview: Preview;
  /** Whether everything that must be answered is answered. */
  readonly onReady: (ready: boolean) => void;
  /** Enter among the questions: on to the next step. */
  readonly onEnter: () => void;
}

const coverages: readonly { readonly value: Coverage['kind']; readonly label: string }[] = [
  { value: 'all', label: '全部在职人员' },
  { value: 'departments', label: '只是某些部门' },
  { value: 'joiners', label: '只有新入职' },
  { value: 'leavers', label: '只有离职' },
  { value: 'extra', label: '只补充信息' },
];

function coverageOf(kind: Coverage['kind']): Coverage {
  return kind === 'departments' ? { kind, paths: [] } : { kind };
}

/** Codes offered for a starting state: as it starts, and membership (K1). */
export function choicesFor(
  field: string,
  start: string,
  hasColumn: boolean,
  definition: RecordDefinition,
): readonly { readonly value: string; readonly label: string }[] {
  const column = hasColumn ? [{ value: '', label: '看表里那一列' }] : [];
  if (field === 'membershipStatus') {
    return [{ value: '02', label: '都已入会' }, { value: start, label: '都未入会' }, ...column];
  }
  const dictionary = definition.fields[field]?.dictionary;
  return [
    { value: start, label: dictionary === undefined ? start : `都是“${labelOf(dictionary, start)}”` },
    ...column,
  ];
}

/** What only the clerk knows: what the sheet covers, and whether these people are members. */
export function Questions({ definition, driver, preview, onReady, onEnter }: QuestionsProps) {
  const [coverage, setCoverage] = useState<Coverage['kind'] | undefined>(
    preview.asksCoverage ? undefined : 'extra',
  );
  const [states, setStates] = useState<Readonly<Record<string, string>>>({});
  const [off, setOff] = useState<ReadonlySet<string>>(
    () => new Set(preview.offers.filter((offer) => !offer.on).map((offer) => offer.field)),
  );
  const stateOf = (field: string, start: string, hasColumn: boolean): string =>
    states[field] ?? (hasColumn ? '' : start);
  const ready = coverage !== undefined;
  const key = JSON.stringify([
    coverage,
    preview.stateQuestions.map((question) => [
      question.field,
      stateOf(question.field, question.start, question.hasColumn),
    ]),
  ]);
  useEffect(() => {
    const [kind, pairs] = JSON.parse(key) as [Coverage['kind'] | null, [string, string][]];
    if (kind !== null) void driver.setCoverage(coverageOf(kind));
    void driver.setStartStates(Object.fromEntries(pairs.filter(([, code]) => code !== '')));
  }, [driver, key, preview]);
  const offers = JSON.stringify(preview.offers.map(({ field }) => [field, !off.has(field)]));
  useEffect(() => {
    for (const [field, on] of JSON.parse(offers) as [string, boolean][]) void driver.switchOffer(field, on);
  }, [driver, offers]);
  useEffect(() => {
    onReady(ready);
  }, [onReady, ready]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Where the hands are needed: from here the arrows choose and Enter goes on, past sixty rows and twenty columns.
    box.current?.querySelector('input')?.focus();
  }, []);
  return (
    <div
      className="questions"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEnter();
      }}
    >
      {preview.asksCoverage ? (
        <div className="question">
          <span id="import-coverage">这份表是</span>
          <Radio.Group
            aria-labelledby="import-coverage"
            {...(coverage === undefined ? {} : { value: coverage })}
            options={coverages.map((each) => ({ ...each }))}
            onChange={(event) => {
              setCoverage(event.target.value as Coverage['kind']);
            }}
          />
        </div>
      ) : null}
      {preview.stateQuestions.map((question) => (
        <div className="question" key={question.field}>
          <span id={`import-${question.field}`}>
            {question.field === 'membershipStatus' ? '新来的这些人' : question.label}
          </span>
          <Radio.Group
            aria-labelledby={`import-${question.field}`}
            value={stateOf(question.field, question.start, question.hasColumn)}
            options={choicesFor(question.field, question.start, question.hasColumn, definition).map(
              (each) => ({ ...each }),
            )}
            onChange={(event) => {
              setStates({ ...states, [question.field]: String(event.target.value) });
            }}
          />
        </div>
      ))}
      {preview.offers.length === 0 ? null : (
        <div className="question">
          <span id="import-offers">新来的人表里没写的</span>
          <div role="group" aria-labelledby="import-offers">
            {preview.offers.map(({ field, label, shown, forWhom }) => (
              <Checkbox
                key={field}
                checked={!off.has(field)}
                onChange={(event) => {
                  const next = new Set(off);
                  if (event.target.checked) next.delete(field);
                  else next.add(field);
                  setOff(next);
                }}
              >
                {label}填“{shown}”
                {forWhom === undefined ? null : <span className="small quiet">（{forWhom}）</span>}
              </Checkbox>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

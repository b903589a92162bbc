import { Button, Input } from 'antd';
import { useState } from 'react';
import { checkValue } from '../../../../domain/records/validate.ts';
import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { AnalysisReport } from '../../../records/import/session.ts';
import { parseTyped } from '../../../records/form/parse.ts';
import { count } from '../../../records/ui/words.ts';
import type { Driver } from './driver.ts';

interface StepFieldsProps {
  readonly definition: RecordDefinition;
  readonly driver: Driver;
  readonly report: AnalysisReport;
  readonly onReport: (report: AnalysisReport | undefined) => void;
}

/** Steps whose date the sheet does not give: one date for all of them, said once. */
export function StepFields({ definition, driver, report, onReport }: StepFieldsProps) {
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [trouble, setTrouble] = useState<string>();
  return (
    <>
      {report.stepsWaiting.map((step) => (
        <span className="step-fields" key={step.name}>
          <span>
            {count(step.count)} {definition.countWord}要“{step.label}”，表里没有日期：
          </span>
          {step.lacks.map((key) => (
            <Input
              key={key}
              size="small"
              className="step-date"
              aria-label={`${step.label}的${definition.fields[key]?.label ?? key}`}
              placeholder={definition.fields[key]?.label ?? ''}
              value={texts[key] ?? ''}
              onChange={(event) => {
                setTexts({ ...texts, [key]: event.target.value });
              }}
            />
          ))}
          <Button
            size="small"
            onClick={() => {
              const fields = Object.fromEntries(
                step.lacks.map((key) => {
                  const field = definition.fields[key];
                  return [key, field === undefined ? null : parseTyped(field, texts[key] ?? '')];
                }),
              );
              const fault = step.lacks
                .map((key) => {
                  const field = definition.fields[key];
                  return field === undefined
                    ? undefined
                    : (checkValue(field, fields[key]) ??
                        (fields[key] === null ? `请填“${field.label}”。` : undefined));
                })
                .find((words) => words !== undefined);
              setTrouble(fault);
              if (fault === undefined) void driver.setStepFields(step.name, fields).then(onReport);
            }}
          >
            都用这个日期
          </Button>
        </span>
      ))}
      {trouble === undefined ? null : (
        <span className="tone-error" role="alert">
          {trouble}
        </span>
      )}
    </>
  );
}

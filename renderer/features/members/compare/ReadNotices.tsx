import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { CompareReport } from '../../../records/compare/report.ts';
import { sourceLabels } from '../../../records/compare/words.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { count } from '../../../records/ui/words.ts';

interface ReadNoticesProps {
  readonly definition: RecordDefinition;
  readonly report: CompareReport;
}

/** Above this share of our people missing from HR's list the wrong file is likelier than so many leavers (K6). */
const manyMissing = 15;

/** What a clerk must know before believing the lists. */
export function ReadNotices({ definition, report }: ReadNoticesProps) {
  const labels = sourceLabels(definition);
  const { rows } = report;
  const parts = [
    ...(rows.hr === undefined ? ['没有人事名单，在不在职按本单位档案算'] : []),
    ...(rows.register === undefined ? [`没有${labels.register}的名单，只核对了人事名单和本单位档案`] : []),
    ...(report.hiddenNumbers > 0 ? [`${count(report.hiddenNumbers)} 行证件号码带星号，没有拿号码比`] : []),
    ...(report.faulty > 0 ? [`${count(report.faulty)} 行有填错的格，那一格没有比`] : []),
    ...(report.unknownWords.length > 0
      ? [
          `不认识的写法没有比：${report.unknownWords
            .slice(0, 3)
            .map(({ label, word, count: times }) => `${label}“${word}” ${count(times)} 处`)
            .join('、')}`,
        ]
      : []),
  ];
  return (
    <>
      {report.missingShare > manyMissing ? (
        <Sentence tone="wait">
          档案里在职的人有 {report.missingShare.toFixed(1)} %
          不在人事名单里。可能选错了文件，或者只是某些部门的名单，请先看清楚再办。
        </Sentence>
      ) : null}
      {parts.length === 0 ? null : <Sentence tone="plain">{parts.join('；')}。</Sentence>}
    </>
  );
}

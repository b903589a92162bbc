import type { RecordDefinition } from '../../../../domain/records/definition.ts';
import type { ImportSummary } from '../../../store/port.ts';
import { count } from '../../../records/ui/words.ts';
import { WrittenPane } from './WrittenPane.tsx';

interface DoneStepProps {
  readonly definition: RecordDefinition;
  readonly summary: ImportSummary;
  readonly onAgain: () => void;
}

/** The last step of a roster's import. */
export function DoneStep({ definition, summary, onAgain }: DoneStepProps) {
  const { countWord, type } = definition;
  const list = (definition.listLabel ?? definition.label).replace(/^会员/, '');
  return (
    <WrittenPane
      definition={definition}
      summary={summary}
      written={`新增 ${count(summary.created)} ${countWord}，改动 ${count(summary.changed)} ${countWord}`}
      endsWith="下一次导入"
      source="原来那份表格里有完整的身份证号，用完请删掉或收好。"
      next={{ to: `/records/${type}`, label: `看${list}` }}
      onAgain={onAgain}
    />
  );
}

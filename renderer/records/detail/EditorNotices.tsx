import { Button } from 'antd';
import { Link } from 'react-router';
import type { RecordData, RecordDefinition } from '../../../domain/records/definition.ts';
import type { RecordView } from '../../store/port.ts';
import { isAlarm, showInFile } from '../ui/values.ts';
import { Sentence } from '../ui/Sentence.tsx';
import { whenInWords } from '../ui/words.ts';
import type { Duplicate } from './useDuplicates.ts';

interface NoticesProps {
  readonly definition: RecordDefinition;
  readonly view: RecordView | undefined;
  readonly draftAt: string | undefined;
  readonly duplicates: readonly Duplicate[];
  /** Fields changed here and elsewhere since the form was opened. */
  readonly overtaken: readonly string[];
  readonly values: RecordData;
  readonly onDropDraft: () => void;
  readonly onOpenOther: (id: string) => void;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

/** What a clerk should know before going on, as sentences above the form that stay. */
export function EditorNotices(props: NoticesProps) {
  const { definition, view, overtaken, values } = props;
  const label = (key: string): string => definition.fields[key]?.label ?? key;
  const shown = (key: string, data: RecordData): string => {
    const field = definition.fields[key];
    return (field === undefined ? '' : showInFile(field, data[key])) || '（空）';
  };
  const returned = (view?.rejected ?? []).filter(
    (item) => item.field === undefined || definition.fields[item.field] === undefined,
  );
  const alarms = Object.entries(definition.fields).filter(([key, field]) => isAlarm(field, values[key]));
  return (
    <>
      {alarms.map(([key, field]) => (
        <Sentence key={key} tone="error">
          {field.label}：{showInFile(field, values[key])}。{field.alarm?.words}
        </Sentence>
      ))}
      {view?.voided === true ? (
        <Sentence tone="wait">这一份已经作废，只能查看。内容和变更记录都留着。</Sentence>
      ) : null}
      {view !== undefined && view.conflicts.some((conflict) => conflict.state === 'open') ? (
        <Sentence tone="plain" action={<Link to={`/reporting/review/${view.type}/${view.id}`}>去核对</Link>}>
          有 {view.conflicts.filter((conflict) => conflict.state === 'open').length}{' '}
          栏两台电脑填的不一样。两个都留着，等您选一个。
        </Sentence>
      ) : null}
      {returned.map((item) => (
        <Sentence key={item.op} tone="error">
          {item.message}
        </Sentence>
      ))}
      {props.draftAt === undefined ? null : (
        <Sentence
          tone="plain"
          action={
            <Button size="small" onClick={props.onDropDraft}>
              不要暂存的内容
            </Button>
          }
        >
          {whenInWords(props.draftAt)} 暂存的内容已经放回来了，还没有保存。
        </Sentence>
      )}
      {props.duplicates.map((other) => (
        <Sentence
          key={other.id}
          tone="wait"
          action={
            <Button
              type="link"
              size="small"
              onClick={() => {
                props.onOpenOther(other.id);
              }}
            >
              打开那一份
            </Button>
          }
        >
          {other.rung.map(label).join('、')}和已有的“{other.title}”相同。请看看是不是同一
          {definition.countWord}。
        </Sentence>
      ))}
      {overtaken.length === 0 || view === undefined ? null : (
        <Sentence
          tone="wait"
          action={
            <>
              <Button size="small" onClick={props.onTakeTheirs}>
                用现在的
              </Button>
              <Button size="small" onClick={props.onKeepMine}>
                用我填的
              </Button>
            </>
          }
        >
          您打开以后，别处改过同一栏：
          {overtaken
            .map((key) => `${label(key)}现在是 ${shown(key, view.data)}，您填的是 ${shown(key, values)}`)
            .join('；')}
          。两个都还在，请选一个。
        </Sentence>
      )}
    </>
  );
}

import { CheckOutlined } from '@ant-design/icons';

interface StepsHeadProps {
  readonly now: number;
  readonly label?: string;
  /** The word of the first step. */
  readonly first?: string;
}

/** Three steps only, and where we are. */
export function StepsHead({ now, label = '导入的三步', first = '选文件' }: StepsHeadProps) {
  const words = [first, '对列', '看结果'];
  return (
    <ol className="steps" aria-label={label}>
      {words.map((word, index) => {
        const at = index + 1;
        const state = at < now ? 'done' : at === now ? 'now' : 'later';
        return (
          <li key={word} aria-current={state === 'now' ? 'step' : undefined} className={`step ${state}`}>
            <span className={`step-mark ${state}`} aria-hidden="true">
              {state === 'done' ? <CheckOutlined /> : at}
            </span>
            {word}
          </li>
        );
      })}
    </ol>
  );
}

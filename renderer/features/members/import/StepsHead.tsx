import { CheckOutlined } from '@ant-design/icons';

const words = ['选文件', '对列', '看结果'];

/** Three steps only, and where we are. */
export function StepsHead({ now }: { readonly now: number }) {
  return (
    <ol className="steps" aria-label="导入的三步">
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

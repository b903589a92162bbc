import { showInFile } from '../../records/ui/values.ts';
import { count, whenInWords } from '../../records/ui/words.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import type { Option } from './options.ts';
import type { NewestColumn } from './newest.ts';

/** More rows than this nobody reads; the count above says how many there are. */
const listed = 200;

/** What each record would hold, beside what it would not: nobody decides about what was not on the screen. */
export function NewestPreview({ column }: { readonly column: NewestColumn }) {
  const { user } = useWorkspace();
  const { definition, field, choices, undecided } = column;
  const known = definition.fields[field];
  const word = definition.countWord;
  const shown = ({ value }: Option): string =>
    (known === undefined ? String(value ?? '') : showInFile(known, value)) || '（空）';
  const author = ({ by }: Option): string =>
    `${by.user === user.id ? '您' : by.userName}，${whenInWords(by.at)}`;
  const mine = choices.filter(({ newest }) => newest.by.user === user.id).length;
  return (
    <div className="act-form">
      <p>
        您填的较新 {count(mine)} {word}，别人填的较新 {count(choices.length - mine)} {word}
        。先后按各台电脑自己的时间；办完以后还能改回来。
        {undecided === 0 ? '' : `另有 ${count(undecided)} ${word}分不出先后，请一份一份选。`}
      </p>
      <div className="newest-rows">
        <table className="plain-table" aria-label="将要采用的内容">
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col">将采用</th>
              <th scope="col">不采用</th>
            </tr>
          </thead>
          <tbody>
            {choices.slice(0, listed).map((choice) => (
              <tr key={choice.conflictId}>
                <td>
                  {choice.title} <span className="quiet">{choice.subtitle}</span>
                </td>
                <td>
                  <b>{shown(choice.newest)}</b>
                  <div className="small quiet">{author(choice.newest)}</div>
                </td>
                <td>
                  {choice.others.map((other) => (
                    <div key={other.key}>
                      {shown(other)} <span className="small quiet">{author(other)}</span>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {choices.length > listed ? (
        <p className="quiet">
          还有 {count(choices.length - listed)} {word}没有列出。
        </p>
      ) : null}
    </div>
  );
}

import type { ReactNode } from 'react';

export function PaperTitle({ children }: { readonly children: ReactNode }) {
  return <h2 className="paper-title">{children}</h2>;
}

/** Room for a pen inside a sentence, as wide as so many characters; it never breaks and never collapses. */
export function Blank({ characters }: { readonly characters: number }) {
  return <span className="blank" style={{ width: `${characters}em` }} />;
}

/** Words that stay on one line: a date, a number. */
export function Whole({ children }: { readonly children: ReactNode }) {
  return <span className="whole">{children}</span>;
}

/** The line over a table: whose it is on the left, when on the right. */
export function HeadLine({ parts }: { readonly parts: readonly string[] }) {
  return (
    <div className="paper-head">
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </div>
  );
}

/** 制表 ____ 审核 ____ 工会主席 ____ */
export function SignLine({ names }: { readonly names: readonly string[] }) {
  return (
    <div className="paper-signs">
      {names.map((name) => (
        <span key={name}>{name}：</span>
      ))}
    </div>
  );
}

/** 48 mm square that nothing else stands in: a seal never lies over words that say something (clerks.md 4). */
export function SealBox({ words }: { readonly words: string }) {
  return <div className="paper-seal">{words}</div>;
}

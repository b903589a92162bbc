import { Button } from 'antd';
import { Sentence } from './Sentence.tsx';

interface NewsLineProps {
  /** What was just done; nothing is shown without it. */
  readonly words: string | undefined;
  readonly onClose: () => void;
}

/** What was done stays in sight until the clerk puts it away. */
export function NewsLine({ words, onClose }: NewsLineProps) {
  if (words === undefined) return null;
  return (
    <Sentence
      tone="ok"
      action={
        <Button type="link" size="small" onClick={onClose}>
          收起
        </Button>
      }
    >
      {words}
    </Sentence>
  );
}

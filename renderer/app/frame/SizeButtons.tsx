import type { TextSize } from '../../records/ui/screen.ts';
import { textSizes, textSizeWords, useTextSize } from '../../records/ui/screen.ts';

/** A⁻ A⁺ in the title bar, not hidden in settings: whoever needs it cannot read the settings. */
export function SizeButtons({ onSize }: { readonly onSize: (size: TextSize) => void }) {
  const size = useTextSize();
  const at = textSizes.indexOf(size);
  const step = (by: -1 | 1, name: string, sign: string) => {
    const next = textSizes[at + by];
    return (
      <button
        type="button"
        className="top-button"
        aria-label={name}
        title={next === undefined ? `已经是${textSizeWords[size]}` : `换成${textSizeWords[next]}`}
        aria-disabled={next === undefined}
        onClick={() => {
          if (next !== undefined) onSize(next);
        }}
      >
        {sign}
      </button>
    );
  };
  return (
    <>
      {step(-1, '字小一点', 'A⁻')}
      {step(1, '字大一点', 'A⁺')}
    </>
  );
}

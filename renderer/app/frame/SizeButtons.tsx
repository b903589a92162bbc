import type { TextSize } from '../../records/ui/screen.ts';
import { useTextSize } from '../../records/ui/screen.ts';

/** A⁻ A⁺ in the title bar, not hidden in settings: whoever needs it cannot read the settings. */
export function SizeButtons({ onSize }: { readonly onSize: (size: TextSize) => void }) {
  const size = useTextSize();
  return (
    <>
      <button
        type="button"
        className="top-button"
        aria-label="字小一点"
        aria-pressed={size === 'default'}
        onClick={() => {
          onSize('default');
        }}
      >
        A⁻
      </button>
      <button
        type="button"
        className="top-button"
        aria-label="字大一点"
        aria-pressed={size === 'large'}
        onClick={() => {
          onSize('large');
        }}
      >
        A⁺
      </button>
    </>
  );
}

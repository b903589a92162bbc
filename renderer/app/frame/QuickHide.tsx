import { useEffect, useState } from 'react';

/** F9 covers the screen when somebody stands behind, and F9 takes the cover away (K64). It is no lock. */
export function QuickHide() {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    let lastEscape = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'F9') {
        event.preventDefault();
        setHidden((now) => !now);
      } else if (event.key === 'Escape') {
        const now = performance.now();
        if (now - lastEscape < 400) setHidden(true);
        lastEscape = now;
      }
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
  if (!hidden) return null;
  return (
    <div className="quick-hide" role="dialog" aria-modal="true" aria-label="已隐藏">
      <p>内容已经隐藏，都还在。按 F9 回来。</p>
      <button
        type="button"
        className="top-button"
        autoFocus
        onClick={() => {
          setHidden(false);
        }}
      >
        回来（F9）
      </button>
    </div>
  );
}

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Sheet } from '../sheet/Sheet.tsx';
import type { LaidOut } from './order.ts';

/** CSS pixels of a mm. */
const mm = 96 / 25.4;
const between = 16;
const a4 = { portrait: { width: 210, height: 297 }, landscape: { width: 297, height: 210 } } as const;

/** How large the pages are shown; `fit`: as wide as there is room. */
export type Zoom = 'fit' | number;

interface PreviewProps {
  readonly laidOut: LaidOut;
  readonly zoom: Zoom;
  /** The page on the screen, from 1. */
  readonly onPage: (page: number) => void;
}

/** The pages as they will be printed, below one another; only those on the screen exist. */
export function Preview({ laidOut, zoom, onPage }: PreviewProps) {
  const { pages, paper, stamp } = laidOut;
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(800);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      setRoom(element.clientWidth);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
    };
  }, []);
  const size = a4[paper.sheet];
  const scale = zoom === 'fit' ? Math.max(0.2, (room - 2 * between) / (size.width * mm)) : zoom;
  const height = size.height * mm * scale;
  // The compiler's rule asks for it: what the virtualizer returns changes without React knowing.
  const virtual = useVirtualizer({
    count: pages.length,
    getScrollElement: () => box.current,
    estimateSize: () => height + between,
    overscan: 1,
    paddingStart: between,
  });
  const { measure } = virtual;
  useEffect(() => {
    measure();
  }, [height, measure]);
  return (
    <div
      className="print-preview"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label="看样"
      onScroll={(event) => {
        const middle = event.currentTarget.scrollTop + event.currentTarget.clientHeight / 2;
        onPage(Math.min(pages.length, Math.max(1, Math.ceil(middle / (height + between)))));
      }}
    >
      <div
        style={{
          height: virtual.getTotalSize(),
          width: Math.max(size.width * mm * scale + 2 * between, 1),
          position: 'relative',
          margin: '0 auto',
        }}
      >
        {virtual.getVirtualItems().map((item) => {
          const page = pages[item.index];
          return page === undefined ? null : (
            <div
              key={page.key}
              className="preview-page"
              role="group"
              aria-label={`第 ${item.index + 1} 页`}
              style={{ top: item.start, left: between, width: size.width * mm * scale, height }}
            >
              <div style={{ transform: `scale(${scale})`, transformOrigin: '0 0' }}>
                <Sheet page={page} orientation={paper.sheet} stamp={stamp} />
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

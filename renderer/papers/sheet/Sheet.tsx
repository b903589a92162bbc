import { memo } from 'react';
import type { Orientation } from '../../host/host.ts';
import type { PaperPage } from '../paper.ts';
import { gap } from '../words.ts';

interface SheetProps {
  readonly page: PaperPage;
  readonly orientation: Orientation;
  /** Stands small at the foot: when and by whom it was printed. */
  readonly stamp: string;
}

/** One A4 page: margins, foot and what the paper draws into it. The same element is looked at and printed. */
export const Sheet = memo(function Sheet({ page, orientation, stamp }: SheetProps) {
  return (
    <section className={`sheet ${orientation}`}>
      {page.body()}
      {page.place === undefined ? null : (
        <footer className="sheet-foot">
          <span>{stamp}</span>
          <span>{`第 ${page.place.number} 页${gap(1)}共 ${page.place.of} 页`}</span>
        </footer>
      )}
    </section>
  );
});

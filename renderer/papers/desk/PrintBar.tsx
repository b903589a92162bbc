import { InputNumber, Select } from 'antd';
import { count } from '../../records/ui/words.ts';
import type { Zoom } from './Preview.tsx';

export interface Range {
  readonly from: number;
  readonly to: number;
}

interface PrintBarProps {
  readonly pages: number;
  readonly page: number;
  /** Whom the pages hold, in words that follow their number. */
  readonly about: string;
  readonly zoom: Zoom;
  readonly range: Range;
  readonly onZoom: (zoom: Zoom) => void;
  readonly onRange: (range: Range) => void;
}

const zooms: readonly { readonly value: Zoom; readonly label: string }[] = [
  { value: 'fit', label: '适合宽度' },
  { value: 0.5, label: '50%' },
  { value: 0.75, label: '75%' },
  { value: 1, label: '100%' },
  { value: 1.5, label: '150%' },
];

/** Over the pages: where one is, how large, which of them go to the printer. */
export function PrintBar(props: PrintBarProps) {
  const { pages, page, zoom, range, onRange } = props;
  return (
    <div className="strip print-bar" role="toolbar" aria-label="页">
      <span aria-live="off">
        第 {count(page)} 页 / 共 {count(pages)} 页{props.about}
      </span>
      <Select<Zoom>
        aria-label="缩放"
        size="small"
        value={zoom}
        options={[...zooms]}
        onChange={props.onZoom}
        popupMatchSelectWidth={false}
      />
      <div className="grow" />
      <label>
        印第{' '}
        <InputNumber
          size="small"
          aria-label="从第几页"
          min={1}
          max={pages}
          value={range.from}
          onChange={(value) => {
            onRange({ ...range, from: value ?? 1 });
          }}
        />
      </label>
      <label>
        到{' '}
        <InputNumber
          size="small"
          aria-label="到第几页"
          min={1}
          max={pages}
          value={range.to}
          onChange={(value) => {
            onRange({ ...range, to: value ?? pages });
          }}
        />{' '}
        页
      </label>
    </div>
  );
}

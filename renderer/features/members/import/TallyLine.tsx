import { RightOutlined } from '@ant-design/icons';
import { count } from '../../../records/ui/words.ts';

/** A big plain number that opens its rows. */
export function TallyLine({
  number,
  label,
  note,
  on,
  onClick,
}: {
  readonly number: number;
  readonly label: string;
  readonly note?: string | undefined;
  readonly on: boolean;
  readonly onClick: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        className={on ? 'tally-line on' : 'tally-line'}
        aria-pressed={on}
        autoFocus={on}
        aria-label={`${label} ${count(number)}`}
        onClick={onClick}
      >
        <span className="tally-number">{count(number)}</span>
        <span className="grow">
          {label}
          {note === undefined ? null : <span className="small quiet">{note}</span>}
        </span>
        <RightOutlined aria-hidden="true" />
      </button>
    </li>
  );
}

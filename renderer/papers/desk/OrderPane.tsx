import { Button, Checkbox, Input, InputNumber, Radio } from 'antd';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { count } from '../../records/ui/words.ts';
import { Sentence } from '../../records/ui/Sentence.tsx';
import type { Cut, PaperDefinition } from '../paper.ts';
import type { Wish } from './order.ts';
import { wishFor } from './order.ts';

interface OrderPaneProps {
  readonly definition: RecordDefinition;
  readonly papers: readonly PaperDefinition[];
  readonly wish: Wish;
  readonly total: number;
  readonly busy: boolean;
  readonly trouble: string | undefined;
  readonly onWish: (wish: Wish) => void;
  readonly onLayOut: () => void;
  readonly onCancel: () => void;
}

/** More at once would be a parcel of paper; who needs it prints twice. */
const mostCopies = 200;

/** What to print and how: paper, cut, numbers, purpose. */
export function OrderPane(props: OrderPaneProps) {
  const { definition, papers, wish, total, busy, onWish } = props;
  const { paper } = wish;
  const word = definition.countWord;
  const blank = wish.copies !== undefined;
  const cutWords: Readonly<Record<Cut, string>> = {
    unit: '每个单位另起一页',
    place: `每个${definition.fields[definition.treeField ?? '']?.label ?? '部门'}另起一页`,
  };
  const masked = Object.values(definition.fields).filter((field) => field.sensitivity === 'masked');
  return (
    <form
      className="print-order"
      aria-label="印什么"
      onSubmit={(event) => {
        event.preventDefault();
        props.onLayOut();
      }}
    >
      <fieldset>
        <legend>哪一种</legend>
        <Radio.Group
          vertical
          value={paper.key}
          options={papers.map(({ key, title }) => ({ value: key, label: title }))}
          onChange={(event) => {
            const chosen = papers.find(({ key }) => key === event.target.value);
            if (chosen !== undefined) onWish(wishFor(chosen));
          }}
        />
      </fieldset>
      {paper.blank === true ? (
        <fieldset>
          <legend>内容</legend>
          <Radio.Group
            vertical
            value={blank}
            options={[
              { value: false, label: `填好这 ${count(total)} ${word}的` },
              { value: true, label: '空白表' },
            ]}
            onChange={(event) => {
              onWish({ ...wish, copies: event.target.value === true ? 1 : undefined });
            }}
          />
          {blank ? (
            <label className="print-copies">
              份数
              <InputNumber
                aria-label="份数"
                min={1}
                max={mostCopies}
                value={wish.copies ?? 1}
                onChange={(value) => {
                  onWish({ ...wish, copies: value ?? 1 });
                }}
              />
            </label>
          ) : null}
        </fieldset>
      ) : null}
      {blank || paper.cuts.length < 2 ? null : (
        <fieldset>
          <legend>分开</legend>
          <Radio.Group
            vertical
            value={wish.cut}
            options={paper.cuts.map((cut) => ({ value: cut, label: cutWords[cut] }))}
            onChange={(event) => {
              onWish({ ...wish, cut: event.target.value as Cut });
            }}
          />
        </fieldset>
      )}
      {blank ? null : (
        <fieldset>
          <legend>号码</legend>
          <Checkbox
            checked={wish.reveal}
            onChange={(event) => {
              onWish({ ...wish, reveal: event.target.checked });
            }}
          >
            印完整号码（{masked.map((field) => field.label).join('、')}）
          </Checkbox>
          <label className="field-label" htmlFor="print-reason">
            用途
          </label>
          <Input
            id="print-reason"
            value={wish.reason}
            maxLength={100}
            onChange={(event) => {
              onWish({ ...wish, reason: event.target.value });
            }}
          />
          <p className="quiet">
            {wish.reveal ? '将印出完整号码。' : '号码只印一部分，如 138****1024。'}会记入操作日志。
          </p>
        </fieldset>
      )}
      {blank
        ? null
        : (paper.asks ?? []).map(({ key, label }) => (
            <div className="field" key={key}>
              <label className="field-label" htmlFor={`print-ask-${key}`}>
                {label}
              </label>
              <Input
                id={`print-ask-${key}`}
                value={wish.answers[key] ?? ''}
                maxLength={40}
                onChange={(event) => {
                  onWish({ ...wish, answers: { ...wish.answers, [key]: event.target.value } });
                }}
              />
            </div>
          ))}
      {props.trouble === undefined ? null : <Sentence tone="error">{props.trouble}</Sentence>}
      {busy ? (
        <Sentence
          tone="plain"
          action={
            <Button size="small" onClick={props.onCancel}>
              取消
            </Button>
          }
        >
          正在读 {count(total)} {word}…
        </Sentence>
      ) : (
        <Button htmlType="submit" block>
          排好看样
        </Button>
      )}
    </form>
  );
}

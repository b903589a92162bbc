import { Button, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { entriesOf } from '../../../../domain/dictionaries/lookup.ts';
import { isIsoDate, isoDateOf } from '../../../../domain/rules/calendar.ts';
import type { Result } from '../../../../domain/result.ts';
import { parseDateText } from '../../../records/form/parse.ts';
import { Sentence } from '../../../records/ui/Sentence.tsx';
import { useLoaded } from '../../../records/ui/useLoaded.ts';
import { moneyInWords } from '../../../records/ui/values.ts';
import { count } from '../../../records/ui/words.ts';
import type { DuesHandle } from './work/client.ts';
import type { Registration } from './work/register.ts';
import type { RegistrationOutcome } from './work/session.ts';
import { monthWords } from './words.ts';

interface RegisterDialogProps {
  readonly handle: DuesHandle;
  readonly month: string;
  readonly ids: readonly string[];
  /** Undefined when nothing was written. */
  readonly onClose: (outcome: RegistrationOutcome | undefined) => void;
}

/** 登记已缴: each of the chosen takes what they owe; what it comes to stands here before it is written. */
export function RegisterDialog({ handle, month, ids, onClose }: RegisterDialogProps) {
  const [months, setMonths] = useState<Registration['months']>('this');
  const [method, setMethod] = useState('2');
  const [receipt, setReceipt] = useState('');
  const [date, setDate] = useState(isoDateOf(new Date()));
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Result<RegistrationOutcome>>();
  const paidOn = parseDateText(date);
  const wish: Registration = { ids, month, months, method, receipt: receipt.trim(), paidOn };
  const [plan] = useLoaded(() => handle.ledger.registrationOf(wish), months);
  const run = async (): Promise<void> => {
    if (!isIsoDate(paidOn) || plan === undefined || plan.people === 0) return;
    setBusy(true);
    const next = await handle.ledger.register(handle.store, wish);
    setBusy(false);
    if (next.ok && next.value.skipped.length === 0) onClose(next.value);
    else setAnswer(next);
  };
  const done = answer?.ok === true ? answer.value : undefined;
  const skipped = done?.skipped ?? plan?.skipped ?? [];
  return (
    <Modal
      open
      width={480}
      title={`登记这 ${count(ids.length)} 人已缴 ${monthWords(month)}会费？`}
      mask={{ closable: false }}
      onCancel={() => {
        onClose(done);
      }}
      footer={
        done === undefined ? (
          <>
            <Button
              onClick={() => {
                onClose(undefined);
              }}
            >
              先不登记
            </Button>
            <Button
              type="primary"
              loading={busy}
              disabled={plan === undefined || plan.people === 0 || !isIsoDate(paidOn)}
              onClick={() => void run()}
            >
              登记 {count(plan?.people ?? 0)} 人，{moneyInWords(plan?.cents ?? 0)} 元
            </Button>
          </>
        ) : (
          <Button
            type="primary"
            onClick={() => {
              onClose(done);
            }}
          >
            知道了
          </Button>
        )
      }
    >
      {answer?.ok === false ? <Sentence tone="error">{answer.error.message}</Sentence> : null}
      {done === undefined ? (
        <div className="act-form">
          <Radio.Group
            aria-label="登记哪些月"
            value={months}
            onChange={(event) => {
              setMonths(event.target.value as Registration['months']);
            }}
            options={[
              { value: 'this', label: '只登记这个月' },
              { value: 'all', label: '连以前欠的一起' },
            ]}
          />
          <div className="field">
            <label className="field-label" htmlFor="dues-method">
              缴纳方式
            </label>
            <Select<string>
              id="dues-method"
              className="full"
              value={method}
              options={entriesOf('dues_method').map(({ code, label }) => ({ value: code, label }))}
              onChange={setMethod}
            />
          </div>
          <div className="field">
            <label className="field-label" htmlFor="dues-receipt">
              收据号
            </label>
            <Input
              id="dues-receipt"
              value={receipt}
              maxLength={40}
              onChange={(event) => {
                setReceipt(event.target.value);
              }}
            />
          </div>
          <div className="field">
            <label className="field-label" htmlFor="dues-date">
              缴纳日期
            </label>
            <Input
              id="dues-date"
              value={date}
              onChange={(event) => {
                setDate(event.target.value);
              }}
            />
          </div>
          {isIsoDate(paidOn) ? null : <p className="tone-error">日期请按 2026-11-23 这样填。</p>}
        </div>
      ) : (
        <p>
          已登记 {count(done.people)} 人，{moneyInWords(done.cents)} 元。
        </p>
      )}
      {skipped.length === 0 ? null : (
        <div className="act-outcome">
          <p>
            {count(skipped.length)} 人{done === undefined ? '不会登记' : '没有登记'}，原样不动：
          </p>
          <ul>
            {skipped.slice(0, 100).map((item) => (
              <li key={item.id}>
                <b>{item.title}</b> {item.message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Modal>
  );
}

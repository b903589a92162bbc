import { Button, Select } from 'antd';
import type { PayrollPreview } from '../work/payroll.ts';
import { payrollUses } from '../work/payrollSheet.ts';
import type { PayrollUse } from '../work/payrollSheet.ts';
import { monthWords } from '../words.ts';
import { SheetPicture } from '../../import/SheetPicture.tsx';
import { useWords } from './words.ts';

interface UsesStepProps {
  readonly preview: PayrollPreview;
  readonly month: string;
  readonly busy: boolean;
  readonly onSheet: (sheet: number) => void;
  readonly onHeader: (row: number) => void;
  readonly onUse: (use: PayrollUse, index: number | undefined) => void;
  readonly onBack: () => void;
  readonly onNext: () => void;
}

const none = -1;
const amounts: readonly PayrollUse[] = ['base', 'paid'];
const people = payrollUses.filter((use) => !amounts.includes(use));

/** Step 2: which ONE column is the base, and where the people stand. What is not chosen is not read (K45). */
export function UsesStep(props: UsesStepProps) {
  const { preview, month } = props;
  const options = [
    { value: none, label: '没有，不读' },
    ...preview.columns
      .filter(({ header, sample }) => header !== '' || sample !== '')
      .map(({ index, header, sample }) => {
        const name = header === '' ? `第 ${index + 1} 列` : header;
        return { value: index, label: sample === '' ? name : `${name}（${sample}）` };
      }),
  ];
  const box = (use: PayrollUse) => (
    <div className="field" key={use}>
      <label className="field-label" htmlFor={`use-${use}`}>
        {useWords[use].label}
      </label>
      <div className="field-box">
        <Select<number>
          id={`use-${use}`}
          className="full"
          value={preview.uses[use] ?? none}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          aria-describedby={`use-${use}-note`}
          onChange={(index) => {
            props.onUse(use, index === none ? undefined : index);
          }}
        />
        <div id={`use-${use}-note`} className="field-note tone-quiet">
          {useWords[use].help}
        </div>
      </div>
    </div>
  );
  return (
    <>
      <div className="columns-step">
        <SheetPicture preview={preview} onSheet={props.onSheet} onHeader={props.onHeader} />
        <div className="columns-right payroll-uses" role="region" aria-label="读哪几列">
          <h2>{monthWords(month)}，读哪一列</h2>
          {amounts.map(box)}
          <h2>每一行是谁</h2>
          {people.map(box)}
          <p className="small quiet">没有选的列不读取、不保存。工资只留下做基数的那一个数。</p>
        </div>
      </div>
      <footer className="save-bar">
        <div className="grow">
          <b>现在还没有写入任何内容。</b>
        </div>
        <Button onClick={props.onBack}>上一步：换文件</Button>
        <Button type="primary" loading={props.busy} onClick={props.onNext}>
          下一步：看结果
        </Button>
      </footer>
    </>
  );
}

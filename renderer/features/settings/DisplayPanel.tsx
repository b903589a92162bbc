import { Radio, Select } from 'antd';
import { useState } from 'react';
import { textSizes, textSizeWords, useSizeWish, useTextSize } from '../../records/ui/screen.ts';
import { useLoaded } from '../../records/ui/useLoaded.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { defaultIdleMinutes, idleMinutesKey } from './idle.ts';

/** 显示: how large the letters are, and after how long the screen locks itself. */
export function DisplayPanel() {
  const { store, host } = useWorkspace();
  const size = useTextSize();
  const onSize = useSizeWish();
  const [minutes] = useLoaded(() => store.readSetting(idleMinutesKey));
  const [chosen, setChosen] = useState<string>();
  return (
    <div className="settings-parts">
      <section className="settings-part" aria-label="字号">
        <h2>字号</h2>
        <Radio.Group
          aria-label="字号"
          value={size}
          options={textSizes.map((each) => ({ value: each, label: textSizeWords[each] }))}
          onChange={(event) => {
            const chosen = textSizes.find((each) => each === event.target.value);
            if (chosen !== undefined) onSize(chosen);
          }}
        />
        <p className="quiet">右上角的 A⁻ 和 A⁺ 随时可以换，登录前也可以。</p>
      </section>
      <section className="settings-part" aria-label="自动锁定">
        <h2>自动锁定</h2>
        <div className="setting-line">
          <label htmlFor="idle-minutes">没有操作多久以后锁定</label>
          <Select<string>
            id="idle-minutes"
            value={chosen ?? minutes ?? String(defaultIdleMinutes)}
            options={['5', '10', '15', '30'].map((value) => ({ value, label: `${value} 分钟` }))}
            onChange={(next) => {
              setChosen(next);
              void store.writeSetting(idleMinutesKey, next);
            }}
          />
        </div>
        <p className="quiet">有人站在身后时按 F9，屏幕马上遮住，再按一次回来。</p>
      </section>
      <section className="settings-part" aria-label="关于">
        <h2>关于</h2>
        <p>基层工会台账 {host.appVersion}</p>
      </section>
    </div>
  );
}

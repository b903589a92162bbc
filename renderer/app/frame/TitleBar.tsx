import { LockOutlined, UserOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { roleLabels } from '../../../domain/access.ts';
import type { TextSize } from '../../records/ui/screen.ts';
import { useWorkspace } from '../../records/ui/workspace.tsx';
import { Seal } from './Seal.tsx';
import { SizeButtons } from './SizeButtons.tsx';

interface TitleBarProps {
  readonly onUnit: (unit: string | undefined) => void;
  readonly onSize: (size: TextSize) => void;
  readonly onLock: () => void;
}

const everything = '@all';

/** Whose books these are, who is working, and the way to lock them. */
export function TitleBar({ onUnit, onSize, onLock }: TitleBarProps) {
  const { scope, unit, user, alone } = useWorkspace();
  const many = scope.organisations.length > 1;
  return (
    <header className="title-bar">
      <Seal />
      <span className="unit-name" title={scope.office.name}>
        {scope.office.name}
      </span>
      {many ? (
        <Select<string>
          aria-label="切换单位"
          className="unit-switch"
          size="small"
          popupMatchSelectWidth={false}
          listHeight={480}
          value={unit ?? everything}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: everything, label: `全部 ${scope.organisations.length} 个单位` },
            ...scope.organisations.map((organisation) => ({
              value: organisation.id,
              label: organisation.name,
            })),
          ]}
          onChange={(next) => {
            onUnit(next === everything ? undefined : next);
          }}
        />
      ) : null}
      <div className="grow" />
      <span className="top-user">
        <UserOutlined aria-hidden="true" />
        {user.name}
        {alone ? null : (
          <span className="small">{user.roles.map((role) => roleLabels[role]).join('、')}</span>
        )}
      </span>
      <span className="top-line" aria-hidden="true" />
      <SizeButtons onSize={onSize} />
      <span className="top-line" aria-hidden="true" />
      <button type="button" className="top-button" onClick={onLock}>
        <LockOutlined aria-hidden="true" />
        锁定
      </button>
    </header>
  );
}

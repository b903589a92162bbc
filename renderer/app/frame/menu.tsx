import {
  BarChartOutlined,
  CloudUploadOutlined,
  CommentOutlined,
  DesktopOutlined,
  HeartOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Compartment, Role } from '../../../domain/access.ts';
import { mayWrite } from '../../../domain/access.ts';
import type { RecordDefinition } from '../../../domain/records/definition.ts';
import { readableDefinitions } from '../../records/ui/workspace.tsx';

export interface MenuLeaf {
  readonly to: string;
  readonly label: string;
  /** Another address that belongs to it. */
  readonly also?: string;
}

export interface MenuGroup extends MenuLeaf {
  readonly icon: ReactNode;
  readonly children: readonly MenuLeaf[];
  /** Which count of waiting work stands beside it. */
  readonly waits?: 'reporting';
}

/** Types whose work is done on a screen of their own; their plain list is reached from there. */
const ownScreens: Readonly<Record<string, MenuLeaf>> = {
  duesYear: { to: '/members/dues', label: '会费', also: '/records/duesYear' },
};

const groups: Readonly<Record<Compartment, { readonly label: string; readonly icon: ReactNode }>> = {
  general: { label: '会员管理', icon: <TeamOutlined /> },
  hardship: { label: '困难帮扶', icon: <HeartOutlined /> },
  counselling: { label: '心理关爱', icon: <CommentOutlined /> },
};

/** Work on the people of the roster, as clerks name it; `toLook`: also for whoever may only look. */
const memberLeaves: readonly (MenuLeaf & { readonly toLook?: true })[] = [
  { to: '/members/import', label: '导入花名册' },
  { to: '/members/join', label: '入会办理' },
  { to: '/members/transfer', label: '会籍转移' },
  { to: '/members/leaving', label: '离职与会籍变动' },
  { to: '/members/gaps', label: '待补信息' },
  { to: '/members/compare', label: '三方核对' },
  { to: '/members/tree', label: '部门班组', toLook: true },
];
/** Every report that a readable type declares. */
function reportLeaves(readable: readonly RecordDefinition[]): readonly MenuLeaf[] {
  return readable.flatMap(({ type, reports }) =>
    Object.entries(reports ?? {}).map(([key, { label }]) => ({ to: `/reports/${type}/${key}`, label })),
  );
}

/**
 * The left menu. Record types place themselves by their compartment; a compartment this user's roles do not open is not
 * there at all, and nothing stands here that cannot be entered.
 */
export function menuOf(
  definitions: readonly RecordDefinition[],
  roles: readonly Role[],
): readonly MenuGroup[] {
  const readable = readableDefinitions(definitions, roles);
  const compartments: readonly Compartment[] = ['general', 'hardship', 'counselling'];
  const records = compartments.flatMap((compartment): readonly MenuGroup[] => {
    const types = readable.filter((definition) => definition.compartment === compartment);
    const first = types[0];
    if (first === undefined) return [];
    const children: MenuLeaf[] = types.flatMap((definition): readonly MenuLeaf[] => {
      const list: MenuLeaf = ownScreens[definition.type] ?? {
        to: `/records/${definition.type}`,
        label: definition.listLabel ?? definition.label,
      };
      if (definition.type !== 'member') return [list];
      const writes = mayWrite(roles, compartment);
      return [list, ...memberLeaves.filter((leaf) => writes || leaf.toLook === true)];
    });
    return [{ ...groups[compartment], to: `/records/${first.type}`, children }];
  });
  return [
    { to: '/', label: '工作台', icon: <DesktopOutlined />, children: [] },
    ...records,
    {
      to: '/statistics',
      label: '统计报表',
      icon: <BarChartOutlined />,
      children: [{ to: '/statistics', label: '常用统计' }, ...reportLeaves(readable)],
    },
    { to: '/reporting', label: '数据上报', icon: <CloudUploadOutlined />, children: [], waits: 'reporting' },
    {
      to: '/settings/users',
      label: '系统设置',
      icon: <SettingOutlined />,
      children: [
        { to: '/settings/users', label: '人员与密码' },
        { to: '/settings/backup', label: '备份与恢复' },
        { to: '/settings/display', label: '显示' },
        { to: '/settings/log', label: '操作日志' },
      ],
    },
  ];
}

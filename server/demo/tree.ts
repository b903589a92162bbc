import type { Organisation } from '../../domain/organisation.ts';

const province = 'demo-province';

const upper: readonly Organisation[] = [
  { id: province, name: '岭海省总工会', shortName: '岭海省总', level: 'province', parentId: null },
  { id: 'demo-nanling', name: '南岭市总工会', shortName: '南岭市总', level: 'city', parentId: province },
  {
    id: 'demo-qingyun',
    name: '青云区总工会',
    shortName: '青云区总',
    level: 'county',
    parentId: 'demo-nanling',
  },
  {
    id: 'demo-shiqiao',
    name: '石桥街道总工会',
    shortName: '石桥街道总工会',
    level: 'town',
    parentId: 'demo-qingyun',
  },
  // A city without a county level: its towns stand right under it.
  { id: 'demo-dongchuan', name: '东川市总工会', shortName: '东川市总', level: 'city', parentId: province },
  {
    id: 'demo-songtang',
    name: '松塘镇总工会',
    shortName: '松塘镇总工会',
    level: 'town',
    parentId: 'demo-dongchuan',
  },
];

/** A plant meant for 8,000 members. */
export const factory: Organisation = {
  id: 'demo-yunqiao',
  name: '云桥精密电子（南岭）有限公司工会委员会',
  shortName: '云桥精密电子',
  level: 'grassroots',
  parentId: 'demo-shiqiao',
};

const songtangUnions: readonly Organisation[] = [
  {
    id: 'demo-baihe',
    name: '白荷家具（东川）有限公司工会委员会',
    shortName: '白荷家具',
    level: 'grassroots',
    parentId: 'demo-songtang',
  },
];

const smallNames = [
  '青禾五金',
  '远帆包装',
  '鹿鸣印刷',
  '云杉模具',
  '春晓制衣',
  '石泉食品',
  '晨星物流',
  '竹溪玩具',
  '明湖电器',
  '南雁建材',
  '丰穗粮油',
  '石桥沿街商户',
];

/** Unions without staff of their own: the street's office keeps their files (代管, K8). */
export const smallUnions: readonly Organisation[] = smallNames.map((name, index) => ({
  id: `demo-small${String(index + 1).padStart(2, '0')}`,
  name: index === smallNames.length - 1 ? `${name}联合工会委员会` : `${name}有限公司工会委员会`,
  shortName: name,
  level: 'grassroots',
  parentId: 'demo-shiqiao',
}));

export const street = 'demo-shiqiao';

/** Parents before children. All names are invented. */
export const demoTree: readonly Organisation[] = [...upper, factory, ...songtangUnions, ...smallUnions];

import type { RecordData } from '../../../domain/records/definition.ts';
import { inventMembers } from '../indexMembers.ts';

/** Members as an import hands them over: 25 columns, invented people. */
export function importedMembers(count: number): readonly RecordData[] {
  return inventMembers(count).map((row, at) => ({
    ...row.values,
    employeeNo: String(at + 1).padStart(7, '0'),
    idType: '111',
    ethnicity: '01',
    politicalStatus: '13',
    householdType: '10',
    householdPlace: '广东省虚构市测试区',
    address: `测试区虚构路 ${at % 900} 号 ${at % 40} 栋`,
    remark: at % 7 === 0 ? '夜班' : null,
    contractTerm: '2',
    skillLevel: '4',
  }));
}

import { fail } from '../../../domain/result.ts';
import type { Failure } from '../../../domain/result.ts';

export type BackupFailure = Failure<
  | 'wrongPassphrase'
  | 'weakPassphrase'
  | 'damaged'
  | 'notBackup'
  | 'newer'
  | 'notEmpty'
  | 'notVerified'
  | 'notWritten'
>;

export const backupFailures = {
  wrongPassphrase: fail(
    'wrongPassphrase',
    '备份密码不对，本机没有改动，备份文件也没有动。请输入做这份备份时设的密码，注意大小写。',
    { field: 'passphrase' },
  ),
  damaged: fail(
    'damaged',
    '这份备份文件不完整或有损坏，没有恢复任何内容，本机没有改动。请重新拷贝一次，或换另一份备份。',
  ),
  notBackup: fail('notBackup', '这不是本程序的备份文件，本机没有改动。请选扩展名是 .ghbackup 的文件。'),
  newer: fail('newer', '这份备份是更新版本的程序做的，本机没有改动。请先安装新版程序，再恢复。'),
  notEmpty: fail(
    'notEmpty',
    '这台电脑上已经有用户和资料，没有覆盖，什么都没有改动。请在没有开通过的电脑上恢复备份。',
  ),
  notVerified: fail('notVerified', '备份做好后没能原样读回，所以没有保存。本机资料没有动，请再做一次。', {
    retryable: true,
  }),
} as const;

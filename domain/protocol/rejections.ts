import type { Rejection } from './outcome.ts';
import type { RejectionCode } from './wire.ts';

/** What happened → what is safe → what to do. A code is never shown, and nobody is blamed. */
const sentences: Readonly<Record<RejectionCode, string>> = {
  invalidOperation: '省级平台没有收下这一步。内容还在本机，没有丢。请打开这份档案重新填一次再保存。',
  unknownType: '省级平台还不认识这种档案。内容还在本机，没有丢。请联系上级工会升级平台后再报。',
  unknownTransition: '省级平台还不认识这一步操作。内容还在本机，没有丢。请联系上级工会升级平台后再报。',
  invalidValue: '有一项内容不可能是这样的。内容还在本机，没有丢。请改好这一项再保存。',
  sealedField: '这一项只能留在本机，不能上报。内容还在本机，没有丢。请联系本单位管理员。',
  notFound: '省级平台上没有找到这份档案。内容还在本机，没有丢。请联系上级工会核对。',
  alreadyExists: '省级平台上已经有这份档案，内容和本机的不一样。两份都还在。请打开核对后再保存。',
  forbidden: '您的岗位不能做这一步。内容还在本机，没有丢。请本单位有权限的同事来办理。',
  wrongState: '这份档案的办理状态已经变了，这一步没有做成。内容还在本机，没有丢。请看过最新状态后再办。',
  dependsOn: '前一次修改被退回，这一次修改要和它一起改好。两次的内容都在本机。请一起改好再保存。',
  voided: '这份档案已经作废，这一步没有做成。内容还在本机，没有丢。要继续办理，请先恢复档案。',
  staleConflict: '要核对的内容已经不在了，这次选择没有生效。各方的内容都在历史里。请打开档案看最新的内容。',
  internal: '省级平台处理这一步时出了问题。内容还在本机，没有丢。请稍后再报，还不行请联系上级工会。',
};

/** A refusal of one operation; the sentence may be replaced by one that names the field. */
export function reject(code: RejectionCode, more: { field?: string; message?: string } = {}): Rejection {
  return {
    kind: 'rejected',
    code,
    message: more.message ?? sentences[code],
    ...(more.field === undefined ? {} : { field: more.field }),
  };
}

/** A sentence about a field's value, followed by what is safe, for the clerk who reads it days after typing. */
export function rejectValue(field: string, sentence: string): Rejection {
  return reject('invalidValue', { field, message: `${sentence}内容还在本机，没有丢，改好后会自动再报。` });
}

/** The sentence for a rejection that came without one. */
export function sentenceOf(code: RejectionCode): string {
  return sentences[code];
}

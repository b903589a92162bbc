import { bandMark } from './headerLines.ts';
import type { KnownHeaders } from './knownHeaders.ts';

/** What a header below another one may be. */
export type Banded =
  | { readonly kind: 'known'; readonly header: string }
  | { readonly kind: 'never' }
  /** The lower word is known, but the upper one may make it somebody else's. */
  | { readonly kind: 'perhaps'; readonly fields: readonly string[]; readonly band: string };

/** 基本信息, 合同情况: bands that only sort the columns of the same person. */
const sorting = /信息|情况|资料|基本|联系方式|其他|其它/;
const somebodyElse = /紧急|家庭|家属|配偶|子女|父母|亲属|介绍人|担保/;

/** Reads `紧急联系人-电话` (normalised): by both words, by the lower one below a mere heading, or as a question (K51). */
export function readBanded(known: KnownHeaders, header: string): Banded | undefined {
  const at = header.indexOf(bandMark);
  if (at <= 0) return undefined;
  const [band, word] = [header.slice(0, at), header.slice(at + 1)];
  const whole = `${band}${word}`;
  if (known.fields.has(whole) || known.never.has(whole)) return { kind: 'known', header: whole };
  if (known.never.has(band) || known.never.has(word)) return { kind: 'never' };
  if (known.ranges.has(word) && !somebodyElse.test(band)) return { kind: 'known', header: word };
  const fields = known.fields.get(word);
  if (!fields) return undefined;
  return sorting.test(band) && !somebodyElse.test(band)
    ? { kind: 'known', header: word }
    : { kind: 'perhaps', fields, band };
}

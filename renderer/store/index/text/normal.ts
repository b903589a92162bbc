/** Spaces of every width and the dots of transcribed names; rosters write 张三 spread out and 买买提·阿里 in many ways. */
const FILLERS = /[\s\u00b7\u2022\u2027\u30fb\uff65\u200b-\u200f\ufeff]/g;

/** One spelling for searching: full-width forms folded, lower case, no spaces, no name dots. */
export function normalText(text: string): string {
  // The folding of whole Unicode is slow; nearly every text of a roster is plain ASCII or plain Chinese already.
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const plain =
      code <= 0x7e ? code >= 0x21 && (code < 0x41 || code > 0x5a) : code >= 0x4e00 && code <= 0x9fff;
    if (!plain) return text.replace(FILLERS, '').normalize('NFKC').toLowerCase();
  }
  return text;
}

/** The words of the search box; all of them must be found. */
export function wordsOf(search: string): readonly string[] {
  return [...new Set(search.split(/\s+/u).map(normalText))].filter((word) => word !== '');
}

import type { Verdict } from './classify.ts';

const safe = '内容都在本机，没有丢。';

/** Words for the status bar; undefined when there is nothing a clerk could mend: being offline is normal. */
export function sentenceFor(verdict: Verdict): string | undefined {
  switch (verdict.kind) {
    case 'answered':
    case 'offline':
      return undefined;
    case 'foreign':
      return `网络没有通到省级平台，可能要先在浏览器里登录网络。${safe}登录后会自动再试。`;
    case 'renewToken':
      return `省级平台没有认出这台电脑或这位用户。${safe}请联系本单位管理员。`;
    case 'closed':
      return `省级平台没有让这位用户办理其中一部分内容。${safe}请联系本单位管理员。`;
    case 'newIncarnation':
      return `这台电脑的内容像是从另一份复制来的，正在和省级平台核对。${safe}不用做什么。`;
    case 'smaller':
      return `有一批内容太大，省级平台没有收下。${safe}会分小批再报。`;
    case 'notUnderstood':
      return `有一批内容省级平台没有读懂。${safe}请更新程序，或联系上级工会。`;
    case 'wait':
    case 'later':
      return `省级平台现在忙，稍后会自动再试。${safe}`;
  }
}

/** Beijing time whatever zone the PC believes in: that may be what is wrong with it. */
function inBeijing(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** R43: a wrong clock harms nothing here, but a clerk should know; `serverTime` is the province's. */
export function clockSentence(serverTime: string): string {
  return `电脑时间不对，现在是北京时间 ${inBeijing(serverTime)}。${safe}照常可以办，先后也不会弄错；请校准电脑时间。`;
}

/** Sheets that hold no list of present people, by what HR calls them (K49). */
const noList =
  /汇总|合计|统计表?$|封面|封皮|说明|须知|字典|目录|代码表|下拉|选项|数据源|离职|离厂|减员|辞职|退场|(?:模板|样表|示例)$/;

export function isListName(name: string): boolean {
  return !noList.test(name);
}

/** Sheet1, 在职花名册, 2026年11月: names that say nothing of where in the unit these people are. */
const general =
  /^(sheet|工作表|表)?\s*\d*$|花名册|名册|名单|在职|人员|员工|职工|会员|信息|明细|总表|新增|入职|\d{4}|\d+月|^table/i;

export function isPlaceName(name: string): boolean {
  return isListName(name) && !general.test(name.trim());
}

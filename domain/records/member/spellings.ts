/** Value spellings of HR rosters beyond the official labels → our codes (clerks.md 2.5). */
const pairs = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .flatMap((group) => {
        const [code = '', words = ''] = group.split('=');
        return words.split('|').map((word) => [word, code]);
      }),
  );

type Spellings = Readonly<Record<string, string>>;

/** The same words with something before or behind them that says nothing of the code: 函授本科, 大专及以上, 外省农业户口. */
function wordier(base: Spellings, before: string, behind: string): Spellings {
  const [fronts, backs] = [before, behind].map((list) => ['', ...list.split('|')]);
  const more: Record<string, string> = {};
  for (const [word, code] of Object.entries(base))
    for (const front of fronts ?? []) for (const back of backs ?? []) more[`${front}${word}${back}`] = code;
  return { ...more, ...base };
}

export const memberSpellings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sex: pairs('1=男|男性|M|MALE|♂ 2=女|女性|F|FEMALE|♀'),
  idType: pairs(
    '111=身份证|居民身份证|二代身份证 414=护照 516=港澳通行证|回乡证 511=台胞证 553=外国人永久居留证|永居证',
  ),
  // How somebody studied, and 及以上 of a form's tick box, are no codes of the national list.
  education: wordier(
    pairs(`
    80=小学 70=初中|初中及以下 60=高中|普通高中 41=中专|中等专科 47=中技|技校|技工学校 44=职高|职业高中
    30=大专|专科|高职|大学专科|大专以上 20=本科|大本|学士|大学本科|大学 10=研究生 14=硕士|硕士研究生|MBA 11=博士|博士研究生
    90=文盲|其他`),
    '函授|自考|成人|成人高考|成教|全日制|非全日制|在职|电大|网络|业余',
    '(函授)|(自考)|(成人)|(全日制)|毕业|学历|以上|及以上|及以下',
  ),
  political: pairs(
    '01=党员|中共党员|共产党员 02=预备党员|中共预备党员 03=团员|共青团员 13=群众|普通群众|一般群众|无 12=无党派',
  ),
  marital: pairs('10=未婚|否 20=已婚|是 40=离异|离婚 30=丧偶'),
  // 本地/外地 says where, not which kind: only the kind is stored here. 居民户口 is neither (unified registration).
  householdType: {
    ...wordier(
      pairs(
        '3=农业|农业户口|农村|农村户口|农户|农业家庭户口 2=非农业|非农|非农户口|非农业户口|城镇|城镇户口|城市户口|非农业家庭户口',
      ),
      '本地|外地|本市|外市|本省|省内|外省|省外|市内|市外',
      '',
    ),
    ...pairs(`3=B|农|B农村 2=A|城市|城镇居民|农转非|A城镇
    J1=居民|居民户口|居民户|居民家庭户|家庭户 J2=集体户|居民集体户 9=港澳台|外籍`),
  },
  employmentForm: pairs(`
    01=正式|合同工|合同制|劳动合同|劳动合同制|正式工|固定工|长期工|试用期 04=派遣|劳务派遣|外包|劳务外包|派遣工|劳务工|外包工 05=临时工|小时工|钟点工|非全日制 08=返聘|退休返聘
    S1=学生工|实习生|实习|学徒|学徒工|顶岗实习|实习学生|勤工俭学`),
  employmentState: pairs(
    '1=在职|在岗|是|正常|返聘|退休返聘 2=试用|试用期 3=产假 4=长病假|病假 5=停薪留职 6=待岗 7=内退 9=离职|已离职|否',
  ),
  leaveReason: pairs(
    '01=辞职|主动离职|个人原因|个人辞职 02=自离|自动离职 03=辞退 04=合同到期|合同期满|终止合同 05=开除 06=退休 07=死亡 08=调动 09=转厂',
  ),
  membershipStatus: pairs(
    '02=是|√|✓|Y|1|会员|已入会|有|● 00=否|×|N|0|未入会|无|非会员 01=申请中 04=保留|会籍保留',
  ),
  workStatus: pairs('1=在岗|在职 4=退休 8=病休 3=失业'),
  skillLevel: pairs('1=高级技师|一级 2=技师|二级 3=高级工|高级|三级 4=中级工|中级|四级 5=初级工|初级|五级'),
  newEmployment: pairs('01=货车 02=网约车 03=快递|快递员 04=外卖|外卖员|骑手 05=家政'),
  ethnic: pairs('01=汉|漢|漢族'),
};

/** Header spellings seen in HR rosters, after normalisation (no spaces, stars, brackets, units): clerks.md 2.4. */
const list = (text: string): readonly string[] => text.split(' ');

export const memberHeaders: Readonly<Record<string, readonly string[]>> = {
  employeeNo: list(
    '工号 员工编号 员工工号 工人编号 职工编号 人员编号 员工号 厂牌号 厂牌 卡号 考勤号 工牌号 EmpNo StaffID 员工ID',
  ),
  name: list('姓名 员工姓名 职工姓名 会员姓名 名字 人员姓名 中文名 增减人员姓名 Name 真实姓名'),
  sex: list('性别 男/女 Sex Gender'),
  idType: list('证件类型 证件类别 证件种类 有效证件类别'),
  idNumber: list(
    '身份证号 身份证号码 证件号码 证件号 身份证 身份证件号 公民身份号码 社会保障号 社会保障号码 社保号 IDCard ID 护照号 通行证号 有效证件号码',
  ),
  birthDate: list('出生日期 出生年月 出生年月日 生日 出生'),
  ethnic: list('民族 族别 族'),
  political: list('政治面貌 政治面目 党派 党团'),
  education: list('学历 最高学历 文化程度 教育程度 第一学历 全日制学历'),
  nativePlace: list('籍贯 原籍 祖籍'),
  householdType: list('户口性质 户籍类型 户口类型 户籍性质 户口类别 户别 户口 城镇/农村 是否农业户口'),
  householdPlace: list('户籍地 户籍所在地 户口所在地 户籍地址 户籍地家庭住址 身份证地址 省份'),
  address: list('现居住地 现住址 联系地址 家庭住址 通讯地址 居住地 宿舍号'),
  mobile: list('手机 手机号 手机号码 联系电话 联系方式 电话 电话号码 移动电话 本人电话 微信同号 Mobile'),
  otherPhone: list(
    '紧急联系电话 紧急联系人电话 紧急联系人手机 紧急联系人联系电话 家庭电话 固定电话 集团短号 短号',
  ),
  employer: list('单位 单位名称 工作单位 公司 公司名称 所属公司 法人实体 用工单位 企业名称'),
  department: list(
    '部门/班组 部门 所属部门 一级部门 二级部门 三级部门 分厂 事业部 BU 处/科室 车间 课别 课 线别 产线 拉别 班组 组别 班别 成本中心 Dept',
  ),
  unionGroup: list('工会小组 分会 分工会 小组'),
  position: list('岗位 职位 职务 工种 岗位名称 Position Title'),
  skillLevel: list('技能等级 技术等级 职业资格 证书等级'),
  title: list('职称 专业技术职称'),
  hireDate: list(
    '入职日期 入职时间 入厂时间 入厂日期 进厂日期 到岗日期 报到日期 进场时间 进公司日期 HireDate',
  ),
  workStart: list('参加工作时间 工作时间 首次工作日期'),
  leaveDate: list('离职日期 离厂日期 离职时间 退场时间 最后工作日 停保日期 减员年月'),
  leaveReason: list('离职原因 离职类型 减员原因 停保原因 变动原因'),
  employmentState: list('在职状态 员工状态 现在状态 人员状态 状态 是否在职'),
  workStatus: list('就业状况'),
  employmentForm: list('用工形式 用工类型 员工类型 合同类型 合同形式 员工性质 编制 用工性质 是否派遣'),
  dispatchCompany: list('派遣公司 劳务公司 派遣单位 外包公司'),
  contractStart: list('合同开始日期 合同起始日 合同起始日期 合同开始'),
  contractEnd: list('合同到期日 合同到期日期 合同终止日期 合同终止日 合同结束日期 合同截止日期 合同到期'),
  marital: list('婚姻状况 婚否 婚姻'),
  membershipStatus: list('是否会员 是否工会会员 是否入会 工会 会员 会员状态'),
  joinDate: list('入会日期 入会时间 加入工会时间'),
  cardNo: list('会员证号码 会员证号 会员卡号'),
  migrantWorker: list('是否农民工 农民工 是否外来工 异地务工 务工人员'),
  newEmployment: list('从业类型 是否新业态'),
  platform: list('平台 所属平台 站点 车牌 车牌号'),
  honour: list('劳模 荣誉'),
  note: list('备注 说明 Remark'),
};

/** Columns of which one cell holds both ends of a contract. */
export const contractRangeHeaders: readonly string[] = list('合同期限 合同起止日期 合同起止 合同期');

/** Columns that are never read beyond the preview: wages and the like are not the union's business (K45). */
export const neverImported: readonly string[] = list(
  '序号 序 No. NO 行号 年龄 周岁 职级 职等 职位级别 紧急联系人 紧急联系人及电话 基本工资 工资 缴费基数 社保 公积金 社保/公积金 绩效 邮箱 QQ 专业 毕业院校 血型 开户银行 开户行 支行 银行账号 银行卡号 工资卡号 体检',
);

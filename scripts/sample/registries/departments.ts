import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { DepartmentName, Departments } from '../world/departments.js';
import type { Facts } from '../world/facts.js';
import { briefPersonFields, exportRow, fileDay, yuan, type ExportFile, type ExportRow } from './export-file.js';

type Values = Readonly<Record<string, string>>;

/** How a department writes its list; the field names are those of `data/departments.json` and of kind custom. */
interface DepartmentSpec<Name extends DepartmentName> {
  readonly title: string;
  readonly encoding?: ExportFile['encoding'];
  readonly days?: ExportFile['days'];
  readonly months?: ExportFile['months'];
  /** Header and field of what stands behind name and number. */
  readonly columns: ExportFile['columns'];
  readonly values: (entry: Departments[Name][number]) => Values;
}

type Specs = { readonly [Name in DepartmentName]: DepartmentSpec<Name> };

const NONE = { fields: [], format: 'iso' } as const;

export const DEPARTMENT_SPECS: Specs = {
  vehicle: {
    title: '机动车登记',
    encoding: 'gb18030',
    columns: [['车辆类型', 'vehicleType'], ['号牌号码', 'plateNo'], ['初次登记日期', 'eventDate'], ['机动车状态', 'status']],
    days: { fields: ['eventDate'], format: 'iso' },
    values: (one) => ({ vehicleType: one.type, plateNo: one.plate, eventDate: one.registered, status: one.state }),
  },
  housing: {
    title: '不动产登记',
    columns: [['不动产单元号', 'houseNo'], ['规划用途', 'usage'], ['登记时间', 'acquiredDate'], ['取得方式', 'acquiredBy'], ['权属状态', 'status']],
    days: { fields: ['acquiredDate'], format: 'slashes' },
    values: (one) => ({ houseNo: one.unit, usage: one.usage, acquiredDate: one.acquired, acquiredBy: one.how, status: one.state }),
  },
  fiscal_payroll: {
    title: '财政供养人员工资',
    columns: [['工资月份', 'payMonth'], ['人员类别', 'payType'], ['单位名称', 'employer'], ['应发金额', 'amount']],
    months: { fields: ['payMonth'], format: 'compact' },
    values: (one) => ({ payMonth: one.month, payType: one.class, employer: one.employer, amount: yuan(one.amount) }),
  },
  business: {
    title: '市场主体登记',
    columns: [['担任角色', 'role'], ['注册资本（元）', 'capital'], ['近一年纳税额', 'taxPaid'], ['登记状态', 'status']],
    values: (one) => ({ role: one.role, capital: yuan(one.capital), taxPaid: yuan(one.tax), status: one.state }),
  },
  housing_fund: {
    title: '住房公积金缴存',
    columns: [['月缴存基数', 'depositBase'], ['缴至年月', 'lastMonth'], ['账户状态', 'status']],
    months: { fields: ['lastMonth'], format: 'iso' },
    values: (one) => ({ depositBase: yuan(one.base), lastMonth: one.lastMonth, status: one.state }),
  },
  pension: {
    title: '养老待遇发放',
    columns: [['险种', 'pensionType'], ['发放年月', 'payMonth'], ['月待遇金额', 'amount'], ['待遇状态', 'status']],
    months: { fields: ['payMonth'], format: 'compact' },
    values: (one) => ({ pensionType: one.type, payMonth: one.month, amount: yuan(one.amount), status: one.state }),
  },
  asset_report: {
    title: '核对报告财产信息',
    columns: [['财产类别', 'assetType'], ['报告日期', 'eventDate'], ['金额（元）', 'amount']],
    days: { fields: ['eventDate'], format: 'iso' },
    values: (one) => ({ assetType: one.type, eventDate: one.day, amount: yuan(one.amount) }),
  },
  prison: {
    title: '服刑和强制隔离戒毒人员',
    columns: [['收押日期', 'startDate'], ['刑满日期', 'endDate']],
    days: { fields: ['startDate', 'endDate'], format: 'compact' },
    values: (one) => ({ startDate: one.from, endDate: one.to ?? '' }),
  },
  missing_person: {
    title: '失联和撤销监护人员',
    columns: [['起始日期', 'startDate'], ['终止日期', 'endDate']],
    days: { fields: ['startDate', 'endDate'], format: 'iso' },
    values: (one) => ({ startDate: one.from, endDate: one.to ?? '' }),
  },
  hukou: {
    title: '户籍人口',
    encoding: 'gb18030',
    columns: [['出生日期', 'birthDate'], ['户号', 'householdNo'], ['与户主关系', 'relation'], ['迁出时间', 'moveOutDate'], ['迁往地', 'moveOutTo'], ['父亲证件号', 'fatherId'], ['母亲证件号', 'motherId']],
    days: { fields: ['birthDate', 'moveOutDate'], format: 'compact' },
    values: (one) => ({
      birthDate: one.person.birth,
      householdNo: one.householdNo,
      relation: one.relation,
      moveOutDate: one.movedOut ?? '',
      moveOutTo: one.movedTo,
      fatherId: one.father?.id ?? '',
      motherId: one.mother?.id ?? '',
    }),
  },
  student: {
    title: '在校学生',
    columns: [['学段', 'stage'], ['学籍状态', 'status']],
    values: (one) => ({ stage: one.stage, status: one.state }),
  },
  unemployment: {
    title: '失业金领取',
    columns: [['起领月份', 'startMonth'], ['止领月份', 'endMonth']],
    months: { fields: ['startMonth', 'endMonth'], format: 'iso' },
    values: (one) => ({ startMonth: one.from, endMonth: one.to }),
  },
  temporary_relief: {
    title: '临时救助',
    columns: [['批准日期', 'eventDate'], ['救助金额', 'amount']],
    days: { fields: ['eventDate'], format: 'chinese' },
    values: (one) => ({ eventDate: one.day, amount: yuan(one.amount) }),
  },
  cadre_relative: {
    title: '干部近亲属',
    columns: [['备案情况', 'filed']],
    values: (one) => ({ filed: one.filed }),
  },
};

/** Typed by clerks of other offices, from documents or by hand. */
const RATES = { id: 0.015, name: 0.012, date: 0.005, phone: 0, place: 0.005, duplicate: 0.003 } as const;

export function departmentFileName(name: DepartmentName, asOf: string): string {
  return `departments/${DEPARTMENT_SPECS[name].title}_${fileDay(asOf)}.csv`;
}

/** One file for each department, in a folder of their own: nobody recognises them, the project file declares them. */
export function departmentFiles(county: County, facts: Facts): readonly ExportFile[] {
  return (Object.keys(DEPARTMENT_SPECS) as DepartmentName[]).map((name) => departmentFile(name, facts, createRandom(county.request.seed, `rows of ${name}`)));
}

function departmentFile<Name extends DepartmentName>(name: Name, facts: Facts, random: Random): ExportFile {
  const spec: DepartmentSpec<Name> = DEPARTMENT_SPECS[name];
  return {
    registry: name,
    name: departmentFileName(name, facts.asOf),
    encoding: spec.encoding ?? 'utf8',
    eol: '\r\n',
    columns: [['姓名', 'name'], ['身份证号', 'id'], ...spec.columns, ['县区', 'county']],
    days: spec.days ?? NONE,
    months: spec.months ?? NONE,
    rates: RATES,
    sticky: false,
    rows: () => departmentRows(facts.departments[name], spec, random),
  };
}

/** In the order of a list that nobody sorted by situation. */
function* departmentRows<Name extends DepartmentName>(entries: readonly Departments[Name][number][], spec: DepartmentSpec<Name>, random: Random): Generator<ExportRow> {
  const placed = entries.map((entry) => ({ entry, place: random.next() })).sort((a, b) => a.place - b.place);
  for (const { entry } of placed) yield exportRow(entry, { ...briefPersonFields(entry), ...spec.values(entry) });
}

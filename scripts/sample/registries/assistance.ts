import { createRandom, type Random } from '../random.js';
import { isActive } from '../truth/activity.js';
import type { County } from '../world/county.js';
import { countyOf, type Coverage, type Facts, type Scheme } from '../world/facts.js';
import { exportRow, fileDay, personFields, remark, yuan, type ExportFile, type ExportRow } from './export-file.js';

const SCHEME_WORDS: Readonly<Record<Scheme, readonly string[]>> = {
  dibao: ['农村低保', '低保', '最低生活保障'],
  dibao_single: ['单人保', '单人户低保'],
  tekun: ['特困人员', '农村特困'],
  edge: ['低保边缘家庭'],
  orphan: ['孤儿'],
  defacto_orphan: ['事实无人抚养儿童'],
};

const STATUS_WORDS: Readonly<Record<Coverage['status'], readonly string[]>> = {
  active: ['享受中', '正常'],
  suspended: ['暂停发放'],
  ended: ['停发', '已停发'],
};

const RATES = { id: 0.02, name: 0.015, date: 0.01, phone: 0.03, place: 0.02, duplicate: 0.004 } as const;

type Columns = ExportFile['columns'];

const ROLL_COLUMNS: Columns = [
  ['姓名', 'name'],
  ['身份证号', 'id'],
  ['户主姓名', 'headName'],
  ['户主身份证号', 'headId'],
  ['与户主关系', 'relation'],
  ['性别', 'sex'],
  ['出生日期', 'birthDate'],
  ['救助类型', 'scheme'],
  ['保障状态', 'status'],
  ['最初享受月份', 'startMonth'],
  ['停发年月', 'stopMonth'],
  ['月保障金额（元）', 'amount'],
  ['家庭人口数', 'familySize'],
  ['保障人口数', 'coveredSize'],
  ['低保证号', 'householdNo'],
  ['家庭月收入', 'income'],
  ['分类施保金额', 'supplement'],
  ['联系电话', 'phone'],
  ['所属区(县)', 'county'],
  ['所属街(道)', 'town'],
  ['所属社(区)', 'village'],
  ['网格编码', 'grid'],
  ['家庭住址', 'address'],
  ['备注', 'remark'],
];

const TEKUN_COLUMNS: Columns = [
  ['序号', 'serial'],
  ['姓名', 'name'],
  ['公民身份号码', 'id'],
  ['性别', 'sex'],
  ['出生日期', 'birthDate'],
  ['保障类别', 'scheme'],
  ['供养方式', 'support'],
  ['当前状态', 'status'],
  ['起始保障年月', 'startMonth'],
  ['停保年月', 'stopMonth'],
  ['月保障金（元）', 'amount'],
  ['特困证号', 'householdNo'],
  ['户主姓名', 'headName'],
  ['户主身份证号', 'headId'],
  ['联系电话', 'phone'],
  ['县(市、区)', 'county'],
  ['乡镇(街道)', 'town'],
  ['村(居)', 'village'],
  ['网格编码', 'grid'],
  ['户籍地址', 'address'],
  ['备注', 'remark'],
];

interface Roll {
  readonly name: string;
  readonly encoding: ExportFile['encoding'];
  readonly eol: ExportFile['eol'];
  readonly columns: Columns;
  readonly months: ExportFile['months']['format'];
  readonly holds: (coverage: Coverage) => boolean;
}

const isUrban = ({ head }: Coverage): boolean => head.household.village.town.endsWith('街道');
const isDibao = ({ scheme }: Coverage): boolean => scheme === 'dibao' || scheme === 'dibao_single';

const ROLLS: readonly Roll[] = [
  { name: '农村低保人员查询', encoding: 'utf8-bom', eol: '\r\n', columns: ROLL_COLUMNS, months: 'compact', holds: (one) => isDibao(one) && !isUrban(one) },
  { name: '城市低保人员查询', encoding: 'utf8-bom', eol: '\r\n', columns: ROLL_COLUMNS, months: 'compact', holds: (one) => isDibao(one) && isUrban(one) },
  { name: '特困人员查询', encoding: 'gb18030', eol: '\r\n', columns: TEKUN_COLUMNS, months: 'iso', holds: ({ scheme }) => scheme === 'tekun' },
  { name: '低保边缘人员查询', encoding: 'utf8', eol: '\n', columns: ROLL_COLUMNS, months: 'chinese', holds: ({ scheme }) => scheme === 'edge' },
  { name: '孤儿和事实无人抚养儿童名单', encoding: 'utf8', eol: '\r\n', columns: ROLL_COLUMNS, months: 'dots', holds: ({ scheme }) => scheme === 'orphan' || scheme === 'defacto_orphan' },
];

/** The rolls of civil affairs: one person file for each scheme. */
export function assistanceFiles(county: County, facts: Facts): readonly ExportFile[] {
  const { seed } = county.request;
  return ROLLS.map((roll) => ({
    registry: 'assistance' as const,
    name: `${roll.name}_${fileDay(facts.asOf)}.csv`,
    encoding: roll.encoding,
    eol: roll.eol,
    columns: roll.columns,
    days: { fields: ['birthDate'], format: roll.name.startsWith('特困') ? ('slashes' as const) : ('iso' as const) },
    months: { fields: ['startMonth', 'stopMonth'], format: roll.months },
    rates: RATES,
    sticky: false,
    rows: () => rollRows(facts.coverages.filter(roll.holds), facts.asOf, createRandom(seed, roll.name)),
  }));
}

function* rollRows(coverages: readonly Coverage[], asOf: string, random: Random): Generator<ExportRow> {
  for (const [index, coverage] of coverages.entries()) {
    const { person, head } = coverage;
    const row = exportRow(coverage, {
      ...personFields(coverage, random),
      name: person.name + (coverage.note ?? ''),
      serial: String(index + 1),
      headName: head.name,
      headId: head.id,
      relation: head === person ? '户主' : head.household === person.household ? person.relation : '其他亲属',
      scheme: random.pick(SCHEME_WORDS[coverage.scheme]),
      support: random.chance(0.1) ? '集中供养' : '分散供养',
      status: random.pick(STATUS_WORDS[coverage.status]),
      startMonth: coverage.startMonth,
      stopMonth: coverage.stopMonth ?? '',
      amount: coverage.scheme === 'edge' ? '0.00' : yuan(coverage.amount),
      familySize: String(coverage.familySize),
      coveredSize: String(coverage.coveredSize),
      householdNo: coverage.certificate,
      ...budgetFields(coverage),
      county: coverage.county,
      ...(coverage.county === countyOf(person) ? {} : { town: '', village: '', grid: '', address: coverage.county }),
      remark: remark(random),
    });
    yield { ...row, counts: isActive(coverage, asOf) };
  }
}

/** Income and additional aid of the household, where its form states them. */
function budgetFields({ budget }: Coverage): { readonly income: string; readonly supplement: string } {
  return budget === undefined ? { income: '', supplement: '' } : { income: yuan(budget.income), supplement: yuan(budget.supplement) };
}

import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { AssistedClass, Facts, Insurance } from '../world/facts.js';
import { exportRow, fileDay, personFields, yuan, type ExportFile, type ExportRow } from './export-file.js';

/** One class in three vocabularies: the insurer's export, the tax office's, the national dictionary's. */
const CLASS_WORDS: Readonly<Record<AssistedClass, readonly string[]>> = {
  dibao: ['低保对象', '民政城乡低保对象', '低保中重残重病人员-7019', '脱贫人口,低保对象'],
  tekun: ['特困人员', '特困人员-7131', '特困供养人员'],
  edge: ['低保边缘户-7201', '低保边缘家庭成员'],
  orphan: ['孤儿', '民政城乡孤儿', '城乡孤儿-7041'],
  defacto_orphan: ['事实无人抚养儿童', '事实无人抚养儿童-7141'],
  severe_disability: ['重度残疾人员', '城乡重度（1~2级）残疾人员-7069', '民政城乡重度(一、二级)残疾人员'],
  monitored: ['脱贫不稳定户-7203', '边缘易致贫户-7204', '突发严重困难户-7205'],
  veteran: ['重点优抚对象', '在乡老复员军人-7090', '在乡重点优抚对象-7052'],
  family_planning: ['计生家庭', '独生子女户'],
  none: ['', '', '', '普通居民'],
};

const STATUS_WORDS: Readonly<Record<Insurance['status'], string>> = { normal: '正常参保', paused: '暂停参保', ended: '终止参保' };

const RATES = { id: 0.006, name: 0.005, date: 0.004, phone: 0.03, place: 0.005, duplicate: 0.0005 } as const;

/** Residents under Chinese headers, employees under the field names of the national interface. */
export function insuranceFiles(county: County, facts: Facts): readonly ExportFile[] {
  const { seed } = county.request;
  const day = fileDay(facts.asOf);
  const common = { registry: 'insurance', rates: RATES, sticky: false, months: { fields: [], format: 'iso' } } as const;
  const rows = (kind: Insurance['kind']) => (): Iterable<ExportRow> =>
    insuranceRows(facts.insurances.filter((one) => one.kind === kind), createRandom(seed, `insurance ${kind}`));
  return [
    {
      ...common,
      name: `城乡居民医保参保人员_${day}.csv`,
      encoding: 'utf8',
      eol: '\n',
      columns: RESIDENT_COLUMNS,
      days: { fields: ['birthDate', 'since', 'until'], format: 'iso' },
      rows: rows('resident'),
    },
    {
      ...common,
      name: `职工医保参保人员_${day}.csv`,
      encoding: 'utf8',
      eol: '\r\n',
      columns: EMPLOYEE_COLUMNS,
      days: { fields: ['birthDate', 'since', 'until'], format: 'compact' },
      rows: rows('employee'),
    },
  ];
}

const RESIDENT_COLUMNS = [
  ['个人编号', 'memberNo'],
  ['姓名', 'name'],
  ['身份证号码', 'id'],
  ['性别', 'sex'],
  ['出生日期', 'birthDate'],
  ['险种', 'insuranceType'],
  ['参保状态', 'status'],
  ['资助身份', 'assistedClass'],
  ['参保日期', 'since'],
  ['终止参保日期', 'until'],
  ['联系电话', 'phone'],
  ['县区', 'county'],
  ['乡镇', 'town'],
  ['村居', 'village'],
  ['网格编码', 'grid'],
  ['家庭住址', 'address'],
] as const;

const EMPLOYEE_COLUMNS = [
  ['psn_no', 'memberNo'],
  ['psn_cert_type', 'certificateType'],
  ['certno', 'id'],
  ['psn_name', 'name'],
  ['gend', 'sexCode'],
  ['brdy', 'birthDate'],
  ['insutype', 'insuranceType'],
  ['psn_type', 'personType'],
  ['psn_insu_stas', 'status'],
  ['psn_insu_date', 'since'],
  ['paus_insu_date', 'until'],
  ['clct_std', 'base'],
  ['emp_name', 'employer'],
  ['insuplc_admdvs', 'county'],
  ['mob', 'phone'],
] as const;

function* insuranceRows(insurances: readonly Insurance[], random: Random): Generator<ExportRow> {
  for (const insurance of insurances) {
    const { person, kind, base } = insurance;
    yield exportRow(insurance, {
      ...personFields(insurance, random),
      memberNo: insurance.memberNo,
      certificateType: '01',
      sexCode: person.sex === 'M' ? '1' : '2',
      insuranceType: kind === 'resident' ? '城乡居民基本医疗保险' : '310',
      personType: base === null ? '1201' : '1101',
      status: STATUS_WORDS[insurance.status],
      assistedClass: random.pick(CLASS_WORDS[insurance.assistedClass]),
      since: insurance.since,
      until: insurance.until ?? '',
      base: base === null ? '' : yuan(base),
      employer: insurance.employer ?? '',
    });
  }
}

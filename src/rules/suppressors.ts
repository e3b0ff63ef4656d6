import { date, number, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { COVER_SCHEMES } from './coverage-views.js';
import { SUPPRESSORS, type Rule, type Suppressor } from './rule-file.js';
import { tableStep } from './views.js';

interface SuppressorSpec {
  /** The registry of another department it reads, null where a canonical view is enough. */
  readonly department: string | null;
  /** Every list it looks at, as `ruleReads` names them. */
  readonly reads: readonly string[];
  readonly zh: string;
  readonly en: string;
  /** A query that yields person_id; certain links only, for it speaks against somebody's need. */
  readonly query: (asOf: string) => string;
}

/** Facts that speak against a need; they are shown, and never remove a finding. */
export const SUPPRESSOR_SPECS: Readonly<Record<Suppressor, SuppressorSpec>> = {
  endedCover: {
    department: null,
    reads: ['assistance'],
    zh: '名单中有已停止或暂停的保障记录',
    en: 'a record of cover that ended or was suspended',
    query: (asOf) =>
      `SELECT person_id FROM assistance WHERE link_rank = 3 AND scheme IN ${textList(COVER_SCHEMES)} AND (status IN ('ended', 'suspended') OR stop_month <= ${date(asOf)})`,
  },
  goodIncome: {
    department: null,
    reads: ['insurance'],
    zh: '参加职工医保且缴费基数较高',
    en: 'insured as an employee on a high base',
    query: () =>
      "SELECT person_id FROM person_detail WHERE employed AND contribution_base > 1.5 * (SELECT max(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')",
  },
  fiscalPayroll: {
    department: 'fiscal_payroll',
    reads: ['custom_fiscal_payroll'],
    zh: '在财政供养人员工资名单中',
    en: 'on the fiscal payroll',
    query: (asOf) =>
      `SELECT person_id FROM custom_fiscal_payroll WHERE link_rank = 3 AND coalesce(pay_month, event_date) > ${date(asOf)} - to_months(6)`,
  },
  secondHouse: {
    department: 'housing',
    reads: ['custom_housing'],
    zh: '名下登记两套及以上住房',
    en: 'two or more houses registered',
    query: () =>
      'SELECT person_id FROM custom_housing WHERE link_rank = 3 GROUP BY person_id HAVING count(DISTINCT coalesce(house_no, source)) >= 2',
  },
  vehicle: {
    department: 'vehicle',
    reads: ['custom_vehicle'],
    zh: '名下登记机动车',
    en: 'a motor vehicle registered',
    query: () =>
      "SELECT person_id FROM custom_vehicle WHERE link_rank = 3 AND NOT regexp_matches(concat_ws(' ', vehicle_type, status), '代步|摩托|电动|农用|三轮|拖拉机|报废|注销')",
  },
  business: {
    department: 'business',
    reads: ['custom_business'],
    zh: '登记为企业法定代表人或股东',
    en: 'registered as legal representative or shareholder',
    query: () =>
      "SELECT person_id FROM custom_business WHERE link_rank = 3 AND coalesce(regexp_matches(status, '存续|在营|开业|在业'), true)",
  },
};

/** `against`: person_id, rule_id, zh, en for each named suppressor whose registry may be used. Each fact is looked up once. */
export function suppressorStep(rules: readonly Rule[], usable: ReadonlySet<string>, asOf: string): Step {
  const parts = Object.entries(SUPPRESSOR_SPECS).flatMap(([name, spec]) => {
    if (spec.department !== null && !usable.has(spec.department)) return [];
    const places = rules.flatMap(({ id, suppressors }) => {
      const place = suppressors.indexOf(name as Suppressor);
      return place < 0 ? [] : [`(${text(id)}, ${number(place)})`];
    });
    if (places.length === 0) return [];
    return [
      [
        `SELECT DISTINCT f.person_id, r.rule_id, r.place, ${text(spec.zh)} AS zh, ${text(spec.en)} AS en`,
        `FROM (${spec.query(asOf)}) AS f`,
        'JOIN rule_hit AS h ON h.person_id = f.person_id',
        `JOIN (VALUES ${places.join(', ')}) AS r (rule_id, place) ON r.rule_id = h.rule_id`,
      ].join('\n'),
    ];
  });
  const none = "SELECT '' AS person_id, '' AS rule_id, 0 AS place, '' AS zh, '' AS en WHERE false";
  return tableStep(
    'against',
    'facts that speak against a need',
    [none, ...parts, PERHAPS_DEAD].join('\nUNION ALL\n'),
  );
}

/** Shown with every `missed` finding of the person: nobody has said yet that it is the same person. */
const PERHAPS_DEAD = [
  `SELECT DISTINCT d.person_id, h.rule_id, ${number(SUPPRESSORS.length)}, ${text('死亡名单中有信息相近的记录，请先核实本人近况')}, ${text('a record in the list of deaths may be of this person: check first how the person is')}`,
  'FROM near_death AS d',
  'JOIN rule_hit AS h ON h.person_id = d.person_id',
  "WHERE h.rule_kind = 'missed'",
].join('\n');

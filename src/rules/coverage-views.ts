import { date, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import type { CommonViewInput } from './view-input.js';
import { tableStep, viewStep } from './views.js';

/** Schemes that are cover; 低保边缘 is none, so an edge household may still be missed. */
export const COVER_SCHEMES = ['dibao', 'dibao_single', 'tekun', 'orphan', 'defacto_orphan'] as const;

/** The two allowances for disabled people: a benefit beside cover, never cover itself. */
export const ALLOWANCES = ['disability_living', 'disability_care'] as const;

/** Months further back than this are nobody's business in `coverage_month`. */
const MONTHS_BACK = 60;

/** Who is covered when, by which scheme, in which household. */
export function coverageViewSteps(input: CommonViewInput): readonly Step[] {
  return [
    tableStep(
      'coverage',
      'benefits with first month and end month (first month without benefit)',
      coverage(input),
    ),
    viewStep(
      'coverage_month',
      'covered months one by one, by the roll and by payments',
      coverageMonth(input),
    ),
    tableStep(
      'covered_person',
      'people with active cover on the as-of date, with their standard',
      coveredPerson(),
    ),
    viewStep(
      'household',
      'members of assisted households, with their relation to the head',
      household(input),
    ),
    tableStep('household_now', 'households with an active benefit, one row per scheme', householdNow()),
    tableStep(
      'allowance',
      'the two allowances for disabled people, by the roll and by payments',
      allowance(input),
    ),
  ];
}

/**
 * A record that is not active and states no stop month covers no month: an unknown end must not accuse anybody. A row
 * without a household number joins the one numbered household of its head; `南屏` and `南屏县` are one county.
 */
function coverage({ asOf, defaultCounty }: CommonViewInput): string {
  const month = date(`${asOf.slice(0, 7)}-01`);
  const next = `CAST(${month} + to_months(1) AS DATE)`;
  const county = `coalesce(a.county, ${defaultCounty === null ? 'NULL' : text(defaultCounty)})`;
  return [
    'WITH numbered AS (',
    "  SELECT coalesce(m.county, a.county, '') AS county, a.head_id, min(a.household_no) AS household_no",
    '  FROM assistance AS a',
    `  LEFT JOIN county_map AS m ON m.written = ${county}`,
    '  WHERE a.household_no IS NOT NULL',
    '    AND a.head_id IS NOT NULL',
    '  GROUP BY ALL',
    '  HAVING min(a.household_no) = max(a.household_no)',
    ')',
    'SELECT',
    '  a.person_id, a.link_class, a.link_rank, a.scheme,',
    "  CASE WHEN a.scheme = 'dibao_single' THEN 'dibao' ELSE a.scheme END AS scheme_group,",
    '  a.scheme_label, a.household_no,',
    '  coalesce(a.head_id, a.head_id_key) AS head_key,',
    "  coalesce(m.county, a.county, '') || '|' || coalesce(a.household_no, n.household_no, a.head_id, a.head_id_key, a.id, a.source) AS household_key,",
    `  coalesce(m.county, ${county}, '') AS county_key,`,
    '  m.monthly_yuan,',
    "  coalesce(a.start_month, DATE '1900-01-01') AS first_month,",
    // An unknown start accuses nobody: the record surely covers its last month and says nothing of those before.
    `  coalesce(a.start_month, CASE WHEN a.stop_month IS NOT NULL THEN CAST(least(a.stop_month, ${next}) - to_months(1) AS DATE)`,
    `    WHEN a.status = 'active' THEN ${month} ELSE DATE '1900-01-01' END) AS covers_from,`,
    `  CASE WHEN a.stop_month IS NOT NULL THEN least(a.stop_month, ${next})`,
    `    WHEN a.status = 'active' THEN ${next}`,
    "    ELSE coalesce(a.start_month, DATE '1900-01-01') END AS end_month,",
    "  a.status = 'active'",
    `    AND (a.start_month IS NULL OR a.start_month <= ${month})`,
    `    AND (a.stop_month IS NULL OR a.stop_month > ${month}) AS active,`,
    '  a.amount, a.registry, a.as_of, a.record_no, a.file, a.line, a.source,',
    '  a.name, a.id, a.id_key, a.birth_date, a.phone, a.town, a.village,',
    '  a.head_id, a.head_name, a.relation, a.family_size, a.covered_size, a.monthly_income, a.supplement,',
    `  ${bornSql('a')} AS born`,
    'FROM assistance AS a',
    `LEFT JOIN county_map AS m ON m.written = ${county}`,
    "LEFT JOIN numbered AS n ON n.county = coalesce(m.county, a.county, '') AND n.head_id = a.head_id",
  ].join('\n');
}

/** A month counts as recorded where the roll covers it and as paid where money went out for it. */
function coverageMonth({ asOf }: CommonViewInput): string {
  const earliest = `CAST(${date(`${asOf.slice(0, 7)}-01`)} - to_months(${MONTHS_BACK}) AS DATE)`;
  return [
    'WITH months AS (',
    '  SELECT person_id, scheme_group, link_rank, source, true AS recorded, false AS paid,',
    `    unnest(generate_series(greatest(covers_from, ${earliest}), CAST(end_month - to_months(1) AS DATE), INTERVAL 1 MONTH)) AS month`,
    '  FROM coverage',
    '  UNION ALL',
    "  SELECT person_id, CASE WHEN scheme = 'dibao_single' THEN 'dibao' ELSE scheme END, link_rank, source, false, true, pay_month",
    '  FROM payment',
    "  WHERE status = 'paid'",
    '    AND amount > 0',
    `    AND pay_month >= ${earliest}`,
    ')',
    'SELECT',
    '  person_id, scheme_group, CAST(month AS DATE) AS month, bool_or(recorded) AS recorded, bool_or(paid) AS paid,',
    '  max(link_rank) AS link_rank, min_by(source, source) AS source',
    'FROM months',
    'GROUP BY ALL',
  ].join('\n');
}

/** One row per person: the best linked of the active records; of several the order of rows decides nothing but the line shown. */
function coveredPerson(): string {
  return [
    'SELECT person_id, scheme_group, scheme_label, link_rank, county_key, household_key, monthly_yuan, first_month, source',
    'FROM coverage',
    'WHERE active',
    `  AND scheme IN ${textList(COVER_SCHEMES)}`,
    'QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY link_rank DESC, scheme, first_month, household_key, registry, file, line) = 1',
  ].join('\n');
}

/** Relations in the words of forms; what nobody knows is `other`, never a guess. A nephew (侄子) is no child, an uncle (伯父) no parent. */
const RELATION_GROUPS: readonly (readonly [pattern: string, group: string])[] = [
  ['^(户主|本人|申请人)', 'head'],
  ['侄|甥|堂|表|叔|伯|姑|舅|姨|嫂', 'other'],
  ['祖|爷|奶|外公|外婆', 'grandparent'],
  ['孙', 'grandchild'],
  ['媳|婿', 'child_in_law'],
  ['兄|弟|姐|妹', 'sibling'],
  ['配偶|丈夫|妻|^夫', 'spouse'],
  ['父|母', 'parent'],
  ['子|女|儿', 'child'],
];

/** The group of a relation to the head. */
export function relationGroup(relation: string): string {
  const groups = RELATION_GROUPS.map(
    ([pattern, group]) => `WHEN regexp_matches(${relation}, ${text(pattern)}) THEN ${text(group)}`,
  );
  return `CASE ${groups.join(' ')} WHEN ${relation} IS NULL THEN NULL ELSE 'other' END`;
}

function household({ asOf }: CommonViewInput): string {
  return [
    'SELECT',
    '  household_key, person_id, link_rank, source, registry, file, line, name, born,',
    `  CAST(date_diff('year', born, ${date(asOf)}) - CASE WHEN strftime(born, '%m%d') > ${text(asOf.slice(5).replace('-', ''))} THEN 1 ELSE 0 END AS INTEGER) AS age,`,
    '  relation,',
    `  ${relationGroup('relation')} AS relation_group,`,
    // 户主 outweighs a number of the head that is another's: one of the two cells is wrong, and the head is listed.
    "  coalesce(id = head_id, regexp_matches(relation, '^(户主|本人|申请人)'), name = head_name, false) OR coalesce(relation LIKE '户主%', false) AS is_head,",
    '  scheme, scheme_group, scheme_label, active,',
    `  active AND scheme IN ${textList(COVER_SCHEMES)} AS covered,`,
    '  first_month, end_month, county_key, monthly_yuan, amount, family_size, covered_size, monthly_income, supplement',
    'FROM coverage',
  ].join('\n');
}

/** Members first, then households: counting distinct people in one step would keep a table of them per household. */
function householdNow(): string {
  return [
    'WITH member AS (',
    '  SELECT',
    '    household_key, scheme_group, person_id, bool_or(covered) AS covered, bool_or(is_head) AS is_head,',
    '    max(family_size) AS family_size, max(covered_size) AS covered_size, max(amount) AS amount,',
    '    sum(amount) AS amount_sum, min(monthly_income) AS lowest_income, max(monthly_income) AS highest_income,',
    "    max(supplement) AS supplement, sum(supplement) AS supplement_sum, bool_or(scheme = 'dibao_single') AS has_single,",
    '    min(county_key) AS county_key, max(monthly_yuan) AS monthly_yuan,',
    '    min(source) AS source',
    '  FROM household',
    '  WHERE active',
    '  GROUP BY household_key, scheme_group, person_id',
    ')',
    'SELECT',
    '  household_key, scheme_group,',
    '  count(person_id) AS members,',
    '  count(person_id) FILTER (WHERE covered) AS covered_members,',
    '  bool_or(is_head) AS head_listed,',
    '  max(family_size) AS family_size, max(covered_size) AS covered_size,',
    '  max(amount) AS amount, sum(amount_sum) AS amount_sum,',
    // Incomes that differ are of members, and nobody knows of how many.
    '  CASE WHEN min(lowest_income) = max(highest_income) THEN max(highest_income) END AS monthly_income,',
    '  max(supplement) AS supplement, sum(supplement_sum) AS supplement_sum,',
    '  bool_or(has_single) AS has_single,',
    '  min(county_key) AS county_key,',
    '  max(monthly_yuan) AS monthly_yuan,',
    "  '[' || min_by(source, (NOT is_head, person_id)) || ']' AS source",
    'FROM member',
    'GROUP BY household_key, scheme_group',
  ].join('\n');
}

/** The first month whose payment says that a benefit still runs: money comes a month or two late. */
export function recentPayMonth(asOf: string): string {
  return `CAST(${date(`${asOf.slice(0, 7)}-01`)} - to_months(2) AS DATE)`;
}

/**
 * By payments an allowance is active while money went out in the last three months; where the roll says that it ended,
 * only money for a month after that end says otherwise.
 */
function allowance({ asOf }: CommonViewInput): string {
  const recent = recentPayMonth(asOf);
  return [
    'WITH listed AS (',
    '  SELECT person_id, link_rank, source, scheme, covers_from AS first_month, end_month, active',
    '  FROM coverage',
    `  WHERE scheme IN ${textList(ALLOWANCES)}`,
    '),',
    'ended AS (',
    '  SELECT person_id, scheme, max(end_month) AS end_month',
    '  FROM listed',
    '  GROUP BY person_id, scheme',
    '  HAVING NOT bool_or(active)',
    ')',
    'SELECT * FROM listed',
    'UNION ALL',
    'SELECT p.person_id, max(p.link_rank), max_by(p.source, (p.pay_month, p.source)), p.scheme, min(p.pay_month),',
    '  CAST(max(p.pay_month) + to_months(1) AS DATE),',
    `  max(p.pay_month) >= ${recent} AND coalesce(max(p.pay_month) >= max(e.end_month), true)`,
    'FROM payment AS p',
    'LEFT JOIN ended AS e ON e.person_id = p.person_id AND e.scheme = p.scheme',
    `WHERE p.scheme IN ${textList(ALLOWANCES)}`,
    "  AND p.status = 'paid'",
    '  AND p.amount > 0',
    'GROUP BY p.person_id, p.scheme',
  ].join('\n');
}

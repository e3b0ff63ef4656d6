import { hmacSql, type HmacKey } from '../engine/keyed-hash.js';
import { number, text, textList } from '../engine/sql.js';
import { SEVERITIES } from '../model/finding.js';
import type { Snapshot } from '../model/snapshot.js';
import { restsOnRoll } from './absence.js';
import { kindRank } from './compile.js';
import { COVER_SCHEMES } from './coverage-views.js';
import { labelCase } from './person-records.js';
import type { Rule } from './rule-file.js';

/** The registries of a run, and those of them that are too old to accuse anybody. */
export interface Registries {
  readonly snapshots: readonly Snapshot[];
  readonly stale: readonly Snapshot[];
}

/**
 * `wrong` needs certain links or two independent witnesses, and registries that are not stale (reliability S2, S15): else
 * the finding becomes `data`, identity or date first. `missed` with a near record that would explain it says "perhaps
 * covered" with low confidence; a near record of a death lowers it too.
 */
export function findingsQuery(key: HmacKey, rules: readonly Rule[], registries: Registries): string {
  const doubtful = "h.explained OR h.death_source IS NOT NULL OR h.link_class = 'review'";
  const uncertain = "h.link_class = 'probable' OR h.stale_registry IS NOT NULL";
  return [
    `WITH ${judgedHits(key, rules, registries)},`,
    ...beside(),
    'SELECT',
    `  ${findingId(key)} AS finding_id,`,
    '  h.rule_id,',
    '  CAST(h.rule_version AS INTEGER) AS rule_version,',
    '  h.kind,',
    '  h.severity,',
    `  CASE WHEN ${doubtful} THEN 'low' WHEN ${uncertain} THEN 'medium' ELSE 'high' END AS confidence,`,
    '  h.kind_rank * 10 + h.severity_rank * 3 +',
    `    CASE WHEN ${doubtful} THEN 2 WHEN ${uncertain} THEN 1 ELSE 0 END AS priority,`,
    '  h.person_id,',
    '  p.household_id,',
    '  p.name, p.masked_id, p.sex, p.age, p.masked_phone, p.county, p.town, p.village, p.grid, p.address,',
    '  h.episode,',
    '  h.before_zh || h.reason_zh || h.after_zh AS reason_zh,',
    '  h.before_en || h.reason_en || h.after_en AS reason_en,',
    "  nullif(concat_ws('；', h.counter_evidence_zh, c.zh), '') AS counter_evidence_zh,",
    "  nullif(concat_ws('; ', h.counter_evidence_en, c.en), '') AS counter_evidence_en,",
    '  h.amount,',
    '  h.link_class,',
    "  left(h.sources, length(h.sources) - 1) || coalesce(',' || h.death_source, '') || coalesce(',' || h.candidate, '') || ']' AS sources,",
    '  h.months,',
    `  coalesce(${householdId(key, 'v')}, p.household_id, h.person_id) AS visit_id,`,
    "  nullif(array_to_string(list_filter(o.rules, x -> x <> h.rule_id), ' '), '') AS also_rules,",
    '  h.candidate,',
    "  CASE WHEN h.rests_on_roll THEN h.searched_by || s.keys || '; ' || h.candidates || ' candidates' WHEN h.rule_kind = 'missed' THEN h.searched_by || 'own records' END AS searched,",
    '  CAST(n.namesakes AS INTEGER) AS namesakes,',
    `  left(${hmacSql(key, "h.rule_id || '|' || h.person_id || '|' || h.episode || '|' || h.facts")}, 24) AS evidence,`,
    '  h.grounds',
    'FROM judged AS h',
    `LEFT JOIN (SELECT *, ${householdId(key, 'p')} AS household_id FROM placed_profile AS p) AS p ON p.person_id = h.person_reference`,
    'LEFT JOIN visit_home AS v ON v.person_id = h.person_reference',
    'LEFT JOIN several AS o ON o.person_id = h.person_reference',
    'LEFT JOIN counter AS c ON c.person_id = h.person_reference AND c.rule_id = h.rule_id',
    'LEFT JOIN absence_search AS s ON s.person_id = h.person_reference',
    'LEFT JOIN namesakes AS n ON n.person_id = h.person_reference',
  ].join('\n');
}

/** Stable across runs: a keyed hash of rule, person and episode of `h`. */
function findingId(key: HmacKey): string {
  return `'F' || upper(left(${hmacSql(key, "h.rule_id || '|' || h.person_id || '|' || h.episode")}, 24))`;
}

/** A person who stands under a bare ID inside the engine leaves it under a keyed hash. */
function personIdOfHit(key: HmacKey): string {
  return `CASE WHEN h.person_id[1] = 'P' THEN h.person_id ELSE 'P' || upper(left(${hmacSql(key, 'h.person_id')}, 24)) END AS person_id`;
}

/** rule_id and finding_id of what a rule could not judge for want of a standard: neither found nor resolved. */
export function refusedQuery(key: HmacKey): string {
  return [
    `SELECT DISTINCT h.rule_id, ${findingId(key)} AS finding_id`,
    `FROM (SELECT h.rule_id, h.episode, ${personIdOfHit(key)} FROM rule_hit AS h WHERE h.refused) AS h`,
    'ORDER BY h.rule_id, finding_id',
  ].join('\n');
}

/** What stands beside a hit: other rules that name the person, facts against a need. */
function beside(): readonly string[] {
  return [
    'several AS (',
    '  SELECT person_id, list_sort(list(DISTINCT rule_id)) AS rules',
    '  FROM rule_hit',
    '  WHERE NOT refused',
    '  GROUP BY person_id',
    '  HAVING count(DISTINCT rule_id) > 1',
    '),',
    'counter AS (',
    "  SELECT person_id, rule_id, string_agg(zh, '；' ORDER BY place) AS zh, string_agg(en, '; ' ORDER BY place) AS en",
    '  FROM against',
    '  GROUP BY person_id, rule_id',
    ')',
  ];
}

/** The lists whose silence a `missed` rule rests on; a search for near records looks at rolls and payments only. */
function searchedBy(rule: Rule, snapshots: readonly Snapshot[]): string {
  const silent = rule.absence.length > 0 ? rule.absence : ['assistance'];
  const views = restsOnRoll(rule) ? silent.filter((view) => SEARCHED.includes(view)) : silent;
  const lists = snapshots.filter(
    ({ kind, registry }) => views.includes(kind) || views.includes(`custom_${registry}`),
  );
  return `${lists
    .map(({ registry, asOf }) => `${registry}@${asOf}`)
    .sort()
    .join(', ')}: `;
}

/** Kinds of which the search for near records looks at every record. */
const SEARCHED: readonly string[] = ['assistance', 'payment'];

function householdId(key: HmacKey, alias: string): string {
  const household = `${alias}.household_key`;
  return `CASE WHEN ${household} IS NOT NULL THEN 'H' || upper(left(${hmacSql(key, household)}, 24)) END`;
}

/** A row's own severity goes before that of its rule. */
const OWN_RANK = `CASE h.own_severity ${SEVERITIES.map((name, rank) => `WHEN ${text(name)} THEN ${number(rank)}`).join(' ')} ELSE r.severity_rank END`;

/** Hits with the kind, severity and wording that their identity and the age of their registries allow. */
function judgedHits(key: HmacKey, rules: readonly Rule[], { snapshots, stale: old }: Registries): string {
  const rows = rules.map(
    (rule) =>
      `(${text(rule.id)}, ${number(rule.version)}, ${text(rule.kind)}, ${text(rule.severity)}, ${number(SEVERITIES.indexOf(rule.severity))}, ${number(kindRank(rule.kind))}, ${restsOnRoll(rule) ? 'TRUE' : 'FALSE'}, ${text(searchedBy(rule, snapshots))})`,
  );
  const rule =
    rows.length > 0 ? `(VALUES ${rows.join(', ')})` : "(SELECT '', 0, '', '', 0, 0, FALSE, '' WHERE false)";
  const identityFirst = "h.kind = 'wrong' AND h.link_class <> 'certain' AND h.witnesses < 2";
  const dateFirst = "h.kind = 'wrong' AND h.stale_registry IS NOT NULL";
  const data = `(${identityFirst}) OR (${dateFirst})`;
  const isCover = `h.near_scheme IN ${textList(COVER_SCHEMES)}`;
  const stale = (zh: boolean): string =>
    zh
      ? "'先核实名单日期（' || h.stale_registry || '截至' || h.stale_as_of || '）：'"
      : "'verify the date of the list first (' || h.stale_registry || ' ends ' || h.stale_as_of || '): '";
  return [
    'rule (rule_id, rule_version, kind, severity, severity_rank, kind_rank, rests_on_roll, searched_by) AS (',
    `  SELECT * FROM ${rule}`,
    '),',
    ...hitsWithFacts(old),
    'judged AS (',
    '  SELECT',
    '    h.* EXCLUDE (person_id, kind, severity, severity_rank, kind_rank),',
    `    ${personIdOfHit(key)},`,
    '    h.person_id AS person_reference,',
    `    CASE WHEN ${data} THEN 'data' ELSE h.kind END AS kind,`,
    `    CASE WHEN ${data} THEN 'low' ELSE h.severity END AS severity,`,
    `    CASE WHEN ${data} THEN 2 ELSE h.severity_rank END AS severity_rank,`,
    `    CASE WHEN ${data} THEN 2 ELSE h.kind_rank END AS kind_rank,`,
    `    CASE WHEN ${identityFirst} THEN '先核实身份：' WHEN ${dateFirst} THEN ${stale(true)} ELSE '' END AS before_zh,`,
    `    CASE WHEN ${identityFirst} THEN 'verify the identity first: ' WHEN ${dateFirst} THEN ${stale(false)} ELSE '' END AS before_en,`,
    `    CASE WHEN NOT h.explained THEN '' WHEN ${isCover} THEN '（疑似已在保，请先核实身份）' ELSE '（疑似已在名单：' || coalesce(${labelCase('scheme', 'h.near_scheme')}, h.near_scheme) || '，请先核实身份）' END AS after_zh,`,
    `    CASE WHEN NOT h.explained THEN '' WHEN ${isCover} THEN ' (perhaps covered: verify the identity first)' ELSE ' (perhaps on the list, ' || h.near_scheme || ': verify the identity first)' END AS after_en`,
    '  FROM hits AS h',
    ')',
  ].join('\n');
}

/**
 * Each hit with its rule, the nearest record that would explain it, that of a death, and a stale registry among its
 * sources. A claim of absence also rests on the rolls, which are not among the sources.
 */
function hitsWithFacts(stale: readonly Snapshot[]): readonly string[] {
  const cases = (value: (snapshot: Snapshot) => string): string => {
    if (stale.length === 0) return 'CAST(NULL AS VARCHAR)';
    const whens = stale.map((snapshot) => {
      const named = `contains(h.sources, ${text(`"registry":"${snapshot.registry}"`)})`;
      const roll = snapshot.kind === 'assistance' ? " OR r.kind = 'missed'" : '';
      return `WHEN ${named}${roll} THEN ${text(value(snapshot))}`;
    });
    return `CASE ${whens.join(' ')} END`;
  };
  return [
    'hits AS (',
    '  SELECT',
    '    h.*,',
    '    r.rule_version, r.kind, r.kind_rank, r.rests_on_roll, r.searched_by,',
    '    coalesce(h.own_severity, r.severity) AS severity,',
    `    ${OWN_RANK} AS severity_rank,`,
    '    c.source IS NOT NULL AS explained,',
    '    c.source AS candidate, c.scheme AS near_scheme, coalesce(c.candidates, 0) AS candidates,',
    "    CASE WHEN r.kind = 'missed' THEN d.source END AS death_source,",
    `    ${cases(({ registry }) => registry)} AS stale_registry,`,
    `    ${cases(({ asOf }) => asOf)} AS stale_as_of`,
    `  FROM (${IN_HALVES}) AS h`,
    '  JOIN rule AS r ON r.rule_id = h.rule_id',
    '  LEFT JOIN explanation AS c ON c.rule_id = h.rule_id AND c.person_id = h.person_id AND c.episode = h.episode',
    '  LEFT JOIN near_death AS d ON d.person_id = h.person_id',
    '),',
  ];
}

/**
 * The engine shares a table out among processors by 122,880 rows, and what each hit costs here, three keyed hashes and
 * its texts, is most of the stage: two halves keep two processors busy.
 */
const IN_HALVES = [0, 1]
  .map((half) => `SELECT * FROM rule_hit WHERE NOT refused AND rowid % 2 = ${number(half)}`)
  .join(' UNION ALL ');

import { text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import { ruleParameters, type ParameterValues } from './compile.js';
import { COVER_SCHEMES } from './coverage-views.js';
import { nearAliasStep, withAliases, type NearAliasInput } from './near-aliases.js';
import { DEATH } from './near-keys.js';
import { nearRecordSteps, type NearRecordInput } from './near-records.js';
import { withPlaceKeys } from './near-targets.js';
import type { Rule } from './rule-file.js';
import { tableStep } from './views.js';

export interface AbsenceInput extends NearRecordInput, NearAliasInput {
  /** The rules that run. */
  readonly rules: readonly Rule[];
  /** What the project sets, by rule. */
  readonly parameters: Readonly<Record<string, ParameterValues>>;
}

/**
 * A claim of absence looks wider than a link. `explanation`: the nearest record that may be the person's and whose scheme
 * would explain what a rule calls missing, one row per hit. `near_death`: the nearest record of a death that may be the
 * person's; the dead are not missed, but a record that no number links drops nobody. `absence_search`: by which keys a
 * person was looked for.
 */
export function absenceSteps(input: AbsenceInput): readonly Step[] {
  return [
    tableStep('explaining', 'the schemes that would explain what a rule calls missing', explaining(input)),
    nearAliasStep(input),
    tableStep(
      'absent_person',
      'what is known of the people who seem to be missed',
      withAliases(ABSENT_PERSON, 'person_id'),
    ),
    ...nearRecordSteps(input),
    tableStep('explanation', 'hits that a near record may explain, with the nearest', EXPLANATION),
    tableStep('near_death', 'people who are perhaps dead, with the nearest record', NEAR_DEATH),
    tableStep('absence_search', 'by which keys each person was looked for', ABSENCE_SEARCH),
  ];
}

/** A `missed` rule that says that no record was found; others miss an insurance or a higher benefit. */
export function restsOnRoll(rule: Pick<Rule, 'kind' | 'absence'>): boolean {
  return rule.kind === 'missed' && rule.absence.includes('assistance');
}

/** rule_id, episode (NULL: every one), scheme. */
function explaining({ rules, parameters }: AbsenceInput): string {
  const searching = rules.filter(restsOnRoll);
  const rows = searching.flatMap((rule) =>
    schemesOf(rule, parameters).map((scheme) => `(${text(rule.id)}, ${text(scheme)})`),
  );
  const byEpisode = searching.filter(({ explainedBy }) => explainedBy === 'episode').map(({ id }) => id);
  return [
    "SELECT '' AS rule_id, CAST(NULL AS VARCHAR) AS episode, '' AS scheme WHERE false",
    ...(rows.length === 0
      ? []
      : [`SELECT rule_id, NULL, scheme FROM (VALUES ${rows.join(', ')}) AS v (rule_id, scheme)`]),
    `SELECT DISTINCT rule_id, episode, episode FROM rule_hit WHERE rule_id IN ${textList(byEpisode)}`,
  ].join('\nUNION ALL\n');
}

function schemesOf(rule: Rule, parameters: AbsenceInput['parameters']): readonly string[] {
  const { explainedBy } = rule;
  if (explainedBy === 'episode') return [];
  if (explainedBy === undefined) return COVER_SCHEMES;
  const value = ruleParameters(rule, parameters[rule.id])[explainedBy];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

const ABSENT_PERSON = withPlaceKeys(
  [
    'SELECT DISTINCT',
    '  d.person_id, d.name, d.id,',
    '  CASE WHEN d.id IS NULL THEN d.id_key END AS id_key,',
    `  ${bornSql('d')} AS born,`,
    '  d.phone, coalesce(m.county, d.county) AS county, d.town, d.village',
    'FROM person_detail AS d',
    'LEFT JOIN county_map AS m ON m.written = d.county',
    "WHERE d.person_id IN (SELECT person_id FROM rule_hit WHERE rule_kind = 'missed' AND NOT refused)",
  ].join('\n'),
);

const EXPLANATION = [
  'SELECT',
  '  h.rule_id, h.person_id, h.episode,',
  '  max_by(n.source, (n.weight, n.source, n.scheme)) AS source,',
  '  max_by(n.scheme, (n.weight, n.source, n.scheme)) AS scheme,',
  '  count(DISTINCT n.source) AS candidates',
  'FROM (SELECT DISTINCT rule_id, person_id, episode FROM rule_hit WHERE NOT refused) AS h',
  'JOIN explaining AS e ON e.rule_id = h.rule_id AND (e.episode IS NULL OR e.episode = h.episode)',
  'JOIN near_record AS n ON n.person_id = h.person_id AND n.scheme = e.scheme',
  'GROUP BY h.rule_id, h.person_id, h.episode',
].join('\n');

const NEAR_DEATH = [
  'SELECT person_id, max_by(source, (weight, source)) AS source',
  'FROM near_record',
  `WHERE scheme = ${text(DEATH)}`,
  'GROUP BY person_id',
].join('\n');

/** For people who audit; the lists stand with the rule, the number of candidates with the hit. */
const ABSENCE_SEARCH = [
  'SELECT',
  '  person_id,',
  "  concat_ws(', ',",
  ...(
    [
      ['id IS NOT NULL', 'id, id-variant'],
      ['id_key IS NOT NULL', 'id-prefix, id-masked'],
      ['born IS NOT NULL', 'name+birth'],
      ['phone IS NOT NULL', 'name+phone'],
      ['village IS NOT NULL', 'name+village'],
    ] as const
  ).map(([condition, name]) => `    CASE WHEN bool_or(${condition}) THEN ${text(name)} END,`),
  "    'near names, household, links') AS keys",
  'FROM absent_person',
  'GROUP BY person_id',
].join('\n');

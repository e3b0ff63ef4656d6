import type { HmacKey } from '../engine/keyed-hash.js';
import { textList } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { absenceSteps } from './absence.js';
import { placedProfileStep } from './address-places.js';
import { commonViewSteps, largeListSteps } from './common-views.js';
import { compileRule, ruleParameters } from './compile.js';
import { departmentViewSteps } from './department-views.js';
import { findingsQuery, refusedQuery } from './findings-query.js';
import { namesakesSteps } from './namesakes.js';
import { perhapsInsuredSteps } from './perhaps-insured.js';
import { personDetailSteps } from './person-detail.js';
import { personProfileStep } from './person-profile.js';
import { qualityQuery, repeatedRecordsStep, type QualityInput } from './quality-query.js';
import { recognisedStep } from './recognised.js';
import type { Rule } from './rule-file.js';
import { ruleStep } from './rule-step.js';
import { ruleRowsStep } from './rule-rows.js';
import { selectRules, staleSnapshots, usableDepartments, type RuleConditions } from './select-rules.js';
import { suppressorStep } from './suppressors.js';
import { kindViewSteps } from './views.js';
import { visitHomeStep } from './visit-homes.js';

export interface AssessInput extends QualityInput, RuleConditions {
  readonly key: HmacKey;
  /** A rule that takes longer is stopped, and the run with it. */
  readonly ruleMinutes: number;
  /** Rules that the project runs as shadows beside those that call themselves so. */
  readonly shadow: readonly string[];
  /** Scored pairs of the link stage, null where it wrote none. */
  readonly pairsFile: string | null;
  /** Where findings go: one Parquet file, in any order, with the columns of the contract but `status`, and `grounds`. */
  readonly findingsFile: string;
  /** What a rule refused to judge because a county has no standard: rule_id, finding_id. */
  readonly refusedFile: string;
  /** Data findings about registries: one row per registry and code. */
  readonly qualityFile: string;
  /** What shadow rules would have found: rule_id, findings, people. */
  readonly shadowFile: string;
}

/** The assess stage: canonical views, one statement per rule, findings with stable ids. */
export function assessSteps(input: AssessInput): readonly Step[] {
  const { active } = selectRules(input);
  return [...viewSteps(input), ...ruleSteps(input, active), ...findingSteps(input, active)];
}

/** The views that rules read, all but `perhaps_insured`; the large ones first of those that can start early. */
export function viewSteps(input: AssessInput): readonly Step[] {
  return [
    ...kindViewSteps(input),
    ...largeListSteps(input),
    ...departmentViewSteps(input),
    ...commonViewSteps(input),
  ];
}

/** Makes `perhaps_insured` and fills `rule_hit`; what shadow rules found is counted and taken out again. */
export function ruleSteps(input: AssessInput, active: readonly Rule[]): readonly Step[] {
  const context = { asOf: input.asOf, defaultCounty: input.defaultCounty };
  const shadows = active.filter((rule) => isShadow(rule, input)).map(({ id }) => id);
  return [
    sqlStep(
      'rule hits',
      'what the rules say, one row per person and episode',
      `CREATE TABLE rule_hit AS\n${NO_HITS}`,
    ),
    ...perhapsInsuredSteps(input),
    ...active.map((rule) =>
      ruleStep(
        rule,
        compileRule(rule, ruleParameters(rule, input.parameters[rule.id]), context),
        input.ruleMinutes,
      ),
    ),
    sqlStep(
      'shadow rules',
      'counts what rules would find that are not listed yet',
      input.dialect.writeParquet(
        `SELECT rule_id, count(*) AS findings, count(DISTINCT person_id) AS people\nFROM rule_hit\nWHERE rule_id IN ${textList(shadows)}\n  AND NOT refused\nGROUP BY rule_id\nORDER BY rule_id`,
        input.shadowFile,
      ),
    ),
    ruleRowsStep(),
    sqlStep('shadow hits', 'takes them out', `DELETE FROM rule_hit\nWHERE rule_id IN ${textList(shadows)}`),
  ];
}

export function isShadow(rule: Rule, { shadow }: Pick<AssessInput, 'shadow'>): boolean {
  return rule.shadow || shadow.includes(rule.id);
}

function findingSteps(input: AssessInput, active: readonly Rule[]): readonly Step[] {
  return [
    repeatedRecordsStep(input),
    ...personDetailSteps(input),
    personProfileStep(input.asOf),
    ...absenceSteps({ ...input, rules: active }),
    ...namesakesSteps(input),
    recognisedStep(active),
    qualityStep(input),
    sqlStep(
      'refused',
      'people whom a rule could not judge for want of a standard',
      input.dialect.writeParquet(refusedQuery(input.key), input.refusedFile),
    ),
    visitHomeStep(),
    suppressorStep(active, usableDepartments(input), input.asOf),
    placedProfileStep(input.defaultCounty),
    sqlStep(
      'findings',
      'findings with stable ids',
      input.dialect.writeParquet(
        findingsQuery(input.key, active, {
          snapshots: input.snapshots,
          stale: staleSnapshots(input),
        }),
        input.findingsFile,
        // Follow-up reads it once and writes the contract; small is what the contract has to be.
        { quick: true },
      ),
    ),
  ];
}

function qualityStep(input: AssessInput): Step {
  return sqlStep(
    'quality',
    'what is wrong with each registry, by code',
    input.dialect.writeParquet(qualityQuery(input), input.qualityFile),
  );
}

const NO_HITS = [
  'SELECT',
  ...['rule_id', 'rule_kind', 'person_id', 'episode', 'sources', 'link_class'].map(
    (name) => `  CAST(NULL AS VARCHAR) AS ${name},`,
  ),
  '  CAST(NULL AS DECIMAL(14, 2)) AS amount,',
  '  false AS refused,',
  '  CAST(NULL AS INTEGER) AS months,',
  '  CAST(NULL AS INTEGER) AS witnesses,',
  ...['own_severity', 'reason_zh', 'reason_en', 'counter_evidence_zh', 'counter_evidence_en'].map(
    (name) => `  CAST(NULL AS VARCHAR) AS ${name},`,
  ),
  '  CAST(NULL AS VARCHAR) AS facts,',
  '  CAST(NULL AS VARCHAR) AS grounds',
  'WHERE false',
].join('\n');

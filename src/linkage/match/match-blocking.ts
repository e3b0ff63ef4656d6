import { ident, number, text } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { spacelessColumn } from './match-levels.js';
import type { KeyPart, MatchRule } from './match-model.js';

/** SQL for one part of a key over the records; NULL takes the record out of the rule. */
export function keyPartSql(part: KeyPart): string {
  const column = spacelessColumn(part.field);
  switch (part.take) {
    case 'all':
      return column;
    case 'start':
      return `left(${column}, ${number(part.characters)})`;
    case 'sorted':
      return `array_to_string(list_sort(string_split(${column}, '')), '')`;
    case 'year':
      return `left(${column}, 4)`;
    case 'month_day':
      return `nullif(substr(${column}, 5, 4), '')`;
  }
}

function keyQuery(view: string, parts: readonly KeyPart[]): string {
  const keys = parts.map((part, index) => `${keyPartSql(part)} AS k${index}`);
  return `SELECT *
  FROM (SELECT no, ${keys.join(', ')} FROM ${view})
  WHERE ${parts.map((_, index) => `k${index} IS NOT NULL`).join(' AND ')}`;
}

function sides(rule: MatchRule): string {
  return `l AS (
  ${keyQuery('match_left', rule.left)}
),
r AS (
  ${keyQuery('match_right', rule.right ?? rule.left)}
)`;
}

function keys(rule: MatchRule): string {
  return rule.left.map((_, index) => `k${index}`).join(', ');
}

function blockTable(index: number): string {
  return ident(`match_blocks_${index}`);
}

/** Sizes of all blocks of a rule: the forecast of its cost, before any pair is made. */
function blocksStatement(rule: MatchRule, index: number, dedupe: boolean): string {
  const pairs = dedupe && rule.right === undefined ? 'l.size * (l.size - 1) // 2' : 'l.size * r.size';
  return `CREATE OR REPLACE TABLE ${blockTable(index)} AS
WITH ${sides(rule)}
SELECT ${keys(rule)}, ${pairs} AS pairs
FROM (SELECT ${keys(rule)}, count(*) AS size FROM l GROUP BY ALL) AS l
JOIN (SELECT ${keys(rule)}, count(*) AS size FROM r GROUP BY ALL) AS r USING (${keys(rule)})
WHERE ${pairs} > 0`;
}

function pairsStatement(rule: MatchRule, index: number, dedupe: boolean): string {
  const [l, r] = dedupe ? ['least(l.no, r.no)', 'greatest(l.no, r.no)'] : ['l.no', 'r.no'];
  return `INSERT INTO match_found
WITH ${sides(rule)}
SELECT DISTINCT ${number(index)}::UTINYINT AS rule_no, ${l} AS l_no, ${r} AS r_no
FROM l
JOIN ${blockTable(index)} AS b USING (${keys(rule)})
JOIN r USING (${keys(rule)})
WHERE b.pairs <= ${number(rule.cap)}
  AND l.no <> r.no`;
}

function reportQuery(rule: MatchRule, index: number, made: boolean): string {
  const over = `pairs > ${number(rule.cap)}`;
  return `SELECT
  ${number(index)} AS rule_no,
  ${text(rule.name)} AS rule,
  count(*) AS blocks,
  coalesce(sum(pairs), 0)::BIGINT AS pairs_forecast,
  coalesce(max(pairs), 0)::BIGINT AS largest_block,
  count(*) FILTER (WHERE ${over}) AS blocks_capped,
  coalesce(sum(pairs) FILTER (WHERE ${over}), 0)::BIGINT AS pairs_capped,
  ${made ? `(SELECT count(*) FROM match_candidates WHERE rule_no = ${number(index)})` : '0'} AS pairs_new
FROM ${blockTable(index)}`;
}

function reportStep(rules: readonly MatchRule[], made: boolean): Step {
  const queries = rules.map((rule, index) => reportQuery(rule, index, made));
  return sqlStep(
    'blocking report',
    'blocks, pairs and caps by rule',
    `CREATE OR REPLACE TABLE match_blocking AS\n${queries.join('\nUNION ALL\n')}`,
  );
}

function blocksStep(rule: MatchRule, index: number, dedupe: boolean): Step {
  return sqlStep(
    `blocks: ${rule.name}`,
    'forecasts the cost of the rule',
    blocksStatement(rule, index, dedupe),
  );
}

/** What the rules would cost, into `match_blocking`; no pair is made. */
export function forecastSteps(rules: readonly MatchRule[], dedupe: boolean): readonly Step[] {
  return [...rules.map((rule, index) => blocksStep(rule, index, dedupe)), reportStep(rules, false)];
}

/** The rule number of pairs that only a judgement brought. */
const BY_JUDGEMENT = 255;

/**
 * Candidate pairs of all rules into `match_candidates` (l_no, r_no, rule_no: the first rule that found it; verdict), and what
 * each rule cost into `match_blocking`.
 */
export function candidateSteps(rules: readonly MatchRule[], dedupe: boolean): readonly Step[] {
  return [
    sqlStep(
      'found pairs',
      'collects pairs of all blocking rules',
      'CREATE OR REPLACE TABLE match_found (rule_no UTINYINT, l_no BIGINT, r_no BIGINT)',
    ),
    ...rules.flatMap((rule, index) => [
      blocksStep(rule, index, dedupe),
      sqlStep(
        `pairs: ${rule.name}`,
        'candidate pairs of the blocks within the cap',
        pairsStatement(rule, index, dedupe),
      ),
    ]),
    sqlStep(
      'judged pairs to compare',
      'what people decided is compared as well',
      `INSERT INTO match_found SELECT ${number(BY_JUDGEMENT)}, l_no, r_no FROM match_judged`,
    ),
    sqlStep(
      'candidate pairs',
      'each pair once, under the first rule that found it',
      `CREATE OR REPLACE TABLE match_candidates AS
SELECT l_no, r_no, min(rule_no) AS rule_no, any_value(verdict) AS verdict
FROM match_found
LEFT JOIN match_judged USING (l_no, r_no)
GROUP BY l_no, r_no`,
    ),
    reportStep(rules, true),
    sqlStep('drop found pairs', 'gives memory back', 'DROP TABLE match_found'),
  ];
}

/** Every pair that was compared, by the lines of its records, with the first rule that found it. */
export function candidatePairsQuery(rules: readonly MatchRule[]): string {
  const names = rules.map(({ name }, index) => `WHEN ${number(index)} THEN ${text(name)}`);
  return `SELECT l.line AS left_line, r.line AS right_line, CASE c.rule_no ${names.join(' ')} ELSE 'judgement' END AS rule
FROM match_candidates AS c
JOIN match_records AS l
  ON l.no = c.l_no
JOIN match_records AS r
  ON r.no = c.r_no
ORDER BY left_line, right_line`;
}

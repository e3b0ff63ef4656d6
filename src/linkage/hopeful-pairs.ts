import { number } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import type { Comparison } from './comparisons.js';
import {
  mostCase,
  mostRelativeWeight,
  mostStrangerPrior,
  mostStrangerWeight,
  roundedBits,
  type LevelWeight,
} from './level-weights.js';
import type { LinkageModel } from './model-file.js';
import {
  columnsOf,
  hintSql,
  markedTable,
  marksStatement,
  patternParts,
  patternSql,
  SIDES,
  type PatternPart,
} from './pair-marks.js';

/** Pairs this many bits below the review threshold are still kept: they are what a wider search would have found. */
export const KEPT_BITS = 10;
/** Rounding of the weights, many times over. */
const SLACK_BITS = 0.01;

/** SQL over hints in `v`: may a pair with these still reach the review threshold less KEPT_BITS? */
function hopeCondition({ prior, thresholds }: LinkageModel, comparisons: readonly Comparison[]): string {
  const most = (weight: LevelWeight): string =>
    comparisons.map((comparison) => mostCase(comparison, weight)).join('\n  + ');
  const floor = number(thresholds.review - KEPT_BITS - SLACK_BITS);
  return `${number(roundedBits(Math.log2(prior.partners / prior.relatives)))}
  + ${most(mostRelativeWeight)} >= ${floor}
  AND ${mostStrangerPrior(prior)}
  + ${most(mostStrangerWeight)} >= ${floor}`;
}

function missing({ kind }: Comparison): string {
  return number(kind.levels.length);
}

/** What a row of a pair holds of its two profiles: the pattern, and the levels that are not part of it. */
function pairColumns(parts: readonly PatternPart[]): readonly string[] {
  const levels = withoutTests(parts).map(
    (comparison) =>
      `coalesce(${(comparison.kind.hintSql ?? comparison.kind.levelSql)('l', 'r')}, ${missing(comparison)})::UTINYINT AS ${comparison.model.name}_hint`,
  );
  return ['l.alone AND r.alone AS alone', `${patternSql(parts)} AS pattern`, ...levels];
}

/** The pattern of each pair, profile by profile. */
function pairPatternsStatement(parts: readonly PatternPart[]): string {
  return `CREATE OR REPLACE TABLE link_pair_patterns AS
SELECT
  ${['c.node_l', 'c.node_r', 'c.rule_no', ...pairColumns(parts)].join(',\n  ')}
FROM link_candidates AS c
JOIN ${markedTable('l')} AS l
  ON l.node_no = c.node_l
JOIN ${markedTable('r')} AS r
  ON r.node_no = c.node_r`;
}

function withoutTests(parts: readonly PatternPart[]): readonly Comparison[] {
  return parts.flatMap(({ comparison, tests }) => (tests === null ? [comparison] : []));
}

/** What tells patterns apart. */
function patternKey(parts: readonly PatternPart[]): string {
  return ['pattern', ...withoutTests(parts).map(({ model }) => `${model.name}_hint`)].join(', ');
}

/** Each pattern once, with its hints. */
function patternsStatement(parts: readonly PatternPart[]): string {
  const hints = parts.flatMap((part) =>
    part.tests === null
      ? []
      : [
          `coalesce(${hintSql(part)}, ${missing(part.comparison)})::UTINYINT AS ${part.comparison.model.name}_hint`,
        ],
  );
  return `CREATE OR REPLACE TABLE link_patterns AS
SELECT ${['*', ...hints].join(',\n  ')}
FROM (
  SELECT DISTINCT ${patternKey(parts)}
  FROM link_pair_patterns
)`;
}

/**
 * The pairs that may reach the review threshold less KEPT_BITS as far as their patterns tell, whatever the node weighs,
 * and those that people judged. A pair with several profiles on a side has the best hint of any two.
 */
function hopefulStatement(
  model: LinkageModel,
  comparisons: readonly Comparison[],
  parts: readonly PatternPart[],
): string {
  const hope = hopeCondition(model, comparisons);
  const over = `CROSS JOIN link_totals AS t
CROSS JOIN (SELECT max(COLUMNS(*)) FROM link_node_weights) AS f`;
  const best = comparisons.map(({ model: { name } }) => `min(p.${name}_hint) AS ${name}_hint`);
  return `CREATE OR REPLACE TABLE link_hopeful AS
WITH hopeful AS (
  SELECT v.*
  FROM link_patterns AS v
  ${over}
  WHERE ${hope}
)
SELECT node_l, node_r, rule_no
FROM link_pair_patterns
SEMI JOIN hopeful USING (${patternKey(parts)})
WHERE alone
UNION ALL
SELECT node_l, node_r, rule_no
FROM (
  SELECT node_l, node_r, rule_no, ${best.join(', ')}
  FROM link_pair_patterns
  JOIN link_patterns AS p USING (${patternKey(parts)})
  WHERE NOT alone
  GROUP BY node_l, node_r, rule_no
) AS v
${over}
WHERE ${hope}
UNION
SELECT node_l, node_r, rule_no
FROM link_candidates
SEMI JOIN link_judged USING (node_l, node_r)`;
}

/** Candidate pairs → `link_hopeful`: most pairs of a block are hopeless, as small marks of their values show. */
export function hopefulPairsSteps(model: LinkageModel, comparisons: readonly Comparison[]): readonly Step[] {
  const parts = patternParts(comparisons);
  return [
    ...SIDES.map((side) =>
      sqlStep(
        `marks ${side}`,
        'a byte in the place of each value that is compared, of all nodes on one side of a pair',
        marksStatement(parts, side, columnsOf(side, pairColumns(parts))),
      ),
    ),
    sqlStep('pair patterns', 'what agrees in each pair, by marks', pairPatternsStatement(parts)),
    sqlStep('patterns', 'each pattern once, with the best levels that it allows', patternsStatement(parts)),
    sqlStep(
      'hopeful pairs',
      'leaves out what the marks show to be hopeless',
      hopefulStatement(model, comparisons, parts),
    ),
    ...['link_pair_patterns', ...SIDES.map(markedTable)].map((table) =>
      sqlStep(`drop ${table}`, 'gives memory back', `DROP TABLE ${table}`),
    ),
  ];
}

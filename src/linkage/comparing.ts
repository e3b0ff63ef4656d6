import { number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import type { Comparison } from './comparisons.js';
import {
  relativeWeight,
  roundedBits,
  strangerPrior,
  strangerWeight,
  weightCase,
  type LevelWeight,
} from './level-weights.js';
import type { LinkageModel } from './model-file.js';

/** Pairs this many bits below the review threshold are still kept: they are what a wider search would have found. */
export const KEPT_BITS = 10;
/** Rounding of the weights, many times over. */
const SLACK_BITS = 0.01;

const PROFILE_PAIRS = `FROM link_candidates AS c
JOIN link_profiles AS l
  ON l.node_no = c.node_l
JOIN link_profiles AS r
  ON r.node_no = c.node_r`;

/** 0 the same name, 1 different names, NULL where a side has none. */
const NAME_HINT = 'CAST(l.name_no <> r.name_no AS TINYINT)';

function isName({ model }: Comparison): boolean {
  return model.kind === 'person_name';
}

/** All but names, profile by profile; most pairs have one profile on each side (`alone`). */
function profileLevels(cheap: readonly Comparison[]): string {
  const columns = cheap.map(
    ({ model, kind }) => `(${kind.levelSql('l', 'r')})::TINYINT AS ${model.name}_level`,
  );
  return `CREATE OR REPLACE TABLE link_compared AS
SELECT
  c.node_l,
  c.node_r,
  c.rule_no,
  ${columns.join(',\n  ')},
  ${NAME_HINT} AS name_hint,
  l.alone AND r.alone AS alone
${PROFILE_PAIRS}`;
}

/** The best level that any two profiles of a pair reach. */
function pairLevels(cheap: readonly Comparison[]): string {
  const columns = [...cheap.map(({ model }) => `${model.name}_level`), 'name_hint'];
  return `SELECT node_l, node_r, rule_no, ${columns.join(', ')}
FROM link_compared
WHERE alone
UNION ALL
SELECT node_l, node_r, rule_no, ${columns.map((column) => `min(${column})`).join(', ')}
FROM link_compared
WHERE NOT alone
GROUP BY node_l, node_r, rule_no`;
}

/** The weight of a comparison; for names, that of the same name or the most that different ones can weigh. */
function most(comparison: Comparison, weight: LevelWeight): string {
  if (!isName(comparison)) return weightCase(comparison, weight);
  const { model, kind } = comparison;
  const [same = '0', ...others] = kind.levels.map((name) => {
    const level = model.levels.find((candidate) => candidate.level === name);
    return level === undefined ? '0' : weight(level, model.name);
  });
  return `CASE v.name_hint WHEN 0 THEN ${same} WHEN 1 THEN greatest(${others.join(', ')}) ELSE 0 END`;
}

/**
 * Levels of the pairs that can still reach the review threshold less KEPT_BITS, whatever their names turn out to be, and of
 * those that people judged.
 * Comparing names costs most, and most pairs of a block are hopeless without it.
 */
function hopefulStatement(model: LinkageModel, comparisons: readonly Comparison[]): string {
  const sum = (weight: LevelWeight): string =>
    comparisons.map((comparison) => most(comparison, weight)).join('\n  + ');
  const { partners, relatives } = model.prior;
  const floor = number(model.thresholds.review - KEPT_BITS - SLACK_BITS);
  return `CREATE OR REPLACE TABLE link_hopeful AS
SELECT v.* EXCLUDE (name_hint)
FROM (
${pairLevels(comparisons.filter((comparison) => !isName(comparison)))}
) AS v
CROSS JOIN link_totals AS t
LEFT JOIN link_node_weights AS f
  ON f.node_no = v.node_l
WHERE (${number(roundedBits(Math.log2(partners / relatives)))}
  + ${sum(relativeWeight)} >= ${floor}
  AND ${strangerPrior(model)}
  + ${sum(strangerWeight)} >= ${floor})
  OR (v.node_l, v.node_r) IN (SELECT (node_l, node_r) FROM link_judged)`;
}

/** Each pair of different names once: the only place where names meet JavaScript. */
function nameLevels(levels: readonly string[]): string {
  const places = levels.map((level, place) => `WHEN ${text(level)} THEN ${number(place)}`).join(' ');
  return `CREATE OR REPLACE TABLE link_name_levels AS
WITH pairs AS (
  SELECT DISTINCT
    least(l.name_no, r.name_no) AS name_a,
    greatest(l.name_no, r.name_no) AS name_b
  FROM link_hopeful AS c
  JOIN link_profiles AS l ON l.node_no = c.node_l
  JOIN link_profiles AS r ON r.node_no = c.node_r
  WHERE l.name_no <> r.name_no
)
SELECT
  p.name_a,
  p.name_b,
  (CASE name_level(a.name, b.name) ${places} ELSE ${number(levels.length - 1)} END)::TINYINT AS level
FROM pairs AS p
JOIN link_names AS a ON a.name_no = p.name_a
JOIN link_names AS b ON b.name_no = p.name_b`;
}

/** All levels of the hopeful pairs. */
function levelsStatement(name: Comparison | undefined): string {
  if (name === undefined) return 'CREATE OR REPLACE TABLE link_levels AS\nSELECT * FROM link_hopeful';
  return `CREATE OR REPLACE TABLE link_levels AS
WITH names AS (
  SELECT c.node_l, c.node_r, min(${name.kind.levelSql('l', 'r')})::TINYINT AS ${name.model.name}_level
  FROM link_hopeful AS c
  JOIN link_profiles AS l
    ON l.node_no = c.node_l
  JOIN link_profiles AS r
    ON r.node_no = c.node_r
  LEFT JOIN link_name_levels AS name_pair
    ON name_pair.name_a = least(l.name_no, r.name_no) AND name_pair.name_b = greatest(l.name_no, r.name_no)
  GROUP BY c.node_l, c.node_r
)
SELECT h.*, n.${name.model.name}_level
FROM link_hopeful AS h
JOIN names AS n USING (node_l, node_r)`;
}

/** Compares all candidate pairs, names last and only where they can matter. */
export function comparingSteps(model: LinkageModel, comparisons: readonly Comparison[]): readonly Step[] {
  const name = comparisons.find(isName);
  return [
    sqlStep(
      'levels without names',
      'compares all but names',
      profileLevels(comparisons.filter((comparison) => !isName(comparison))),
    ),
    sqlStep('hopeful pairs', 'leaves out what no name could save', hopefulStatement(model, comparisons)),
    sqlStep(
      'name levels',
      'compares each pair of different names once',
      nameLevels(name?.kind.levels ?? ['different']),
    ),
    sqlStep('comparison levels', 'the best level of each comparison', levelsStatement(name)),
  ];
}

import { number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import type { Comparison } from './comparisons.js';
import { hopefulPairsSteps } from './hopeful-pairs.js';
import type { LinkageModel } from './model-file.js';

const PROFILE_PAIRS = `FROM link_hopeful AS c
JOIN link_profiles AS l
  ON l.node_no = c.node_l
JOIN link_profiles AS r
  ON r.node_no = c.node_r`;

/** Each pair of different names once: the only place where names meet JavaScript. */
function nameLevels(levels: readonly string[]): string {
  const places = levels.map((level, place) => `WHEN ${text(level)} THEN ${number(place)}`).join(' ');
  return `CREATE OR REPLACE TABLE link_name_levels AS
WITH pairs AS (
  SELECT DISTINCT
    least(l.name_no, r.name_no) AS name_a,
    greatest(l.name_no, r.name_no) AS name_b
${PROFILE_PAIRS}
  WHERE l.name_no <> r.name_no
)
SELECT
  p.name_a,
  p.name_b,
  (CASE name_level(a.name, b.name) ${places} ELSE ${number(levels.length - 1)} END)::TINYINT AS level
FROM pairs AS p
JOIN link_names AS a ON a.name_no = p.name_a AND a.whole
JOIN link_names AS b ON b.name_no = p.name_b AND b.whole`;
}

/** The best level of each comparison that any two profiles of a hopeful pair reach. */
function levelsStatement(comparisons: readonly Comparison[]): string {
  const columns = comparisons.map(
    ({ model, kind }) => `min(${kind.levelSql('l', 'r')})::TINYINT AS ${model.name}_level`,
  );
  return `CREATE OR REPLACE TABLE link_levels AS
SELECT
  c.node_l,
  c.node_r,
  c.rule_no,
  ${columns.join(',\n  ')}
${PROFILE_PAIRS}
LEFT JOIN link_name_levels AS name_pair
  ON name_pair.name_a = least(l.name_no, r.name_no) AND name_pair.name_b = greatest(l.name_no, r.name_no)
GROUP BY c.node_l, c.node_r, c.rule_no`;
}

/** Compares the candidate pairs: all of them by marks, those that are not hopeless in full. */
export function comparingSteps(model: LinkageModel, comparisons: readonly Comparison[]): readonly Step[] {
  const name = comparisons.find((comparison) => comparison.model.kind === 'person_name');
  return [
    ...hopefulPairsSteps(model, comparisons),
    sqlStep(
      'name levels',
      'compares each pair of different names once',
      nameLevels(name?.kind.levels ?? ['different']),
    ),
    sqlStep('comparison levels', 'the best level of each comparison', levelsStatement(comparisons)),
  ];
}

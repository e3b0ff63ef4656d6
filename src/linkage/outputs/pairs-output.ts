import { join } from 'node:path';
import { number, text } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import { KEPT_BITS } from '../hopeful-pairs.js';
import type { Comparison } from '../comparisons.js';
import { levelName } from '../levels/comparison-kind.js';
import type { LinkageInput } from '../linkage-input.js';
import { probability, registryName } from './columns.js';

/** Level and weight of every comparison of a row `w` of `link_weights`. */
export function comparedColumns(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons.flatMap(({ model, kind }) => [
    `${levelName(kind.levels, `w.${model.name}_level`)} AS ${model.name}_level`,
    `w.${model.name}_weight`,
  ]);
}

function pairsQuery(input: LinkageInput, comparisons: readonly Comparison[]): string {
  const rules = input.model.blocking
    .map((rule, index) => `WHEN ${number(index)} THEN ${text(rule.name)}`)
    .join(' ');
  return `WITH firsts AS (
  SELECT i.node_no, m.registry_no, m.record_no, m.file_no, f.file, m.line
  FROM link_members AS m
  JOIN link_files AS f USING (file_no)
  JOIN link_identities AS i USING (identity_no)
  SEMI JOIN (SELECT node_l AS node_no FROM link_weights UNION SELECT node_r FROM link_weights) AS paired USING (node_no)
  QUALIFY row_number() OVER (PARTITION BY i.node_no ORDER BY m.file_no, m.line) = 1
)
SELECT
  ${registryName(input.registries, 'a.registry_no')} AS left_registry,
  a.file AS left_file,
  a.line AS left_line,
  a.record_no AS left_record_no,
  ${registryName(input.registries, 'b.registry_no')} AS right_registry,
  b.file AS right_file,
  b.line AS right_line,
  b.record_no AS right_record_no,
  CASE w.rule_no ${rules} END AS blocking_rule,
  w.prior_weight,
  ${comparedColumns(comparisons).join(',\n  ')},
  round(w.stranger_weight, 4) AS stranger_weight,
  round(w.relative_weight, 4) AS relative_weight,
  w.match_weight,
  ${probability('w.match_weight')} AS match_probability,
  d.class
FROM link_weights AS w
JOIN firsts AS a ON a.node_no = w.node_l
JOIN firsts AS b ON b.node_no = w.node_r
LEFT JOIN link_decisions AS d
  ON d.node_l = w.node_l AND d.node_r = w.node_r
WHERE w.match_weight >= ${number(input.model.thresholds.review - KEPT_BITS)}
ORDER BY a.file_no, a.line, b.file_no, b.line`;
}

/**
 * Writes `pairs`: the scored candidate pairs that are not hopeless, with every level and weight. A side is shown by the
 * first record of its node; the left side has no ID.
 */
export function pairsOutputSteps(input: LinkageInput, comparisons: readonly Comparison[]): readonly Step[] {
  return [
    sqlStep(
      'pairs file',
      'writes scored pairs with their levels and weights',
      input.dialect.writeParquet(pairsQuery(input, comparisons), join(input.folder, LINK_FILES.pairs)),
    ),
  ];
}

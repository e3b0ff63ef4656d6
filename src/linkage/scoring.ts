import { number } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { comparingSteps } from './comparing.js';
import type { Comparison } from './comparisons.js';
import {
  nodeWeightsStatement,
  relativeWeight,
  roundedBits,
  strangerPrior,
  strangerWeight,
  unlessImplied,
  weightCase,
} from './level-weights.js';
import type { LinkageModel } from './model-file.js';
import { profileSteps } from './profiles.js';

/**
 * Weights by comparison and in sum. A pair competes with two explanations: the right side is a stranger, or a
 * relative who shares home, phone and surname. The match weight is the log2 odds against both together.
 */
function weights(model: LinkageModel, comparisons: readonly Comparison[]): string {
  const strangers = comparisons.map(
    (c) =>
      `    round(${unlessImplied(c, comparisons, weightCase(c, strangerWeight))}, 4) AS ${c.model.name}_weight`,
  );
  const relatives = comparisons.map(
    (c) =>
      `    round(${unlessImplied(c, comparisons, weightCase(c, relativeWeight))}, 4) AS ${c.model.name}_relative`,
  );
  const sum = (suffix: string): string => comparisons.map((c) => `${c.model.name}_${suffix}`).join(' + ');
  const relativePrior = number(roundedBits(Math.log2(model.prior.partners / model.prior.relatives)));
  return `CREATE OR REPLACE TABLE link_weights AS
WITH weighted AS (
  SELECT
    v.*,
    round(${strangerPrior(model)}, 4) AS prior_weight,
${strangers.join(',\n')},
${relatives.join(',\n')}
  FROM link_levels AS v
  CROSS JOIN link_totals AS t
  LEFT JOIN link_node_weights AS f
    ON f.node_no = v.node_l
),
summed AS (
  SELECT
    *,
    prior_weight + ${sum('weight')} AS stranger_weight,
    ${relativePrior} + ${sum('relative')} AS relative_weight
  FROM weighted
)
SELECT
  *,
  round(-log2(pow(2, -stranger_weight) + pow(2, -relative_weight)), 4) AS match_weight
FROM summed`;
}

/** Compares and weighs all candidate pairs. */
export function scoringSteps(
  model: LinkageModel,
  comparisons: readonly Comparison[],
  oneRowRegistries: readonly number[],
): readonly Step[] {
  return [
    ...profileSteps(oneRowRegistries),
    sqlStep(
      'node weights',
      'what agreeing on the values of each weak node says',
      nodeWeightsStatement(model),
    ),
    ...comparingSteps(model, comparisons),
    sqlStep(
      'match weights',
      'Fellegi–Sunter weights against strangers and relatives',
      weights(model, comparisons),
    ),
  ];
}

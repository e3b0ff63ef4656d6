import type { Engine } from '../../engine/engine.js';
import type { MatchModel } from './match-model.js';

/** Weights are counted in steps of so many bits. */
const STEP = 0.05;
const MOST_ROUNDS = 500;
const TOLERANCE = 1e-6;

/** How many pairs have a weight, in bits. */
export interface WeightCount {
  readonly weight: number;
  readonly pairs: number;
}

/**
 * The expected number of matches among pairs of known weights (prior not counted): the fixed point of "matches = sum of
 * match probabilities". Estimation by patterns takes every agreement on a name for an average one; here rare and common
 * names have their own weights.
 */
export function matchesAmong(counts: readonly WeightCount[], pairSpace: number, start: number): number {
  let matches = Math.max(start, 0.5);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const odds = matches / Math.max(pairSpace - matches, 0.5);
    const next = counts.reduce((sum, { weight, pairs }) => sum + pairs / (1 + 2 ** -weight / odds), 0);
    const settled = Math.abs(next - matches) <= TOLERANCE * Math.max(matches, 1);
    matches = Math.max(next, 0.5);
    if (settled) break;
  }
  return matches;
}

/** The model with the prior that fits the weights in `match_weights`. */
export async function refitPrior(
  engine: Engine,
  model: MatchModel,
  {
    pairSpace,
    partnersPossible,
    mostMatches,
  }: { readonly pairSpace: number; readonly partnersPossible: number; readonly mostMatches: number },
): Promise<MatchModel> {
  const share = (model.prior?.partners ?? 1) / Math.max(partnersPossible, 1);
  const prior = Math.log2(share / (1 - Math.min(share, 0.5)));
  const rows = await engine.rows(
    `SELECT CAST(round(match_weight / ${STEP}) AS INTEGER) AS step, count(*) AS pairs
FROM match_weights
GROUP BY step
ORDER BY step`,
  );
  const counts = rows.map((row) => ({
    weight: Number(row['step']) * STEP - prior,
    pairs: Number(row['pairs']),
  }));
  const matches = Math.min(matchesAmong(counts, pairSpace, share * pairSpace), mostMatches);
  const partners = Number(((matches / pairSpace) * partnersPossible).toPrecision(6));
  return { ...model, prior: { partners: Math.max(partners, 1e-12) } };
}

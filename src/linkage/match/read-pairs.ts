import type { Engine } from '../../engine/engine.js';
import { number } from '../../engine/sql.js';
import type { PairClass, WeighedPair } from './assign-partners.js';
import { JUDGED_WEIGHT, MATCH_VERDICTS, recordFingerprint, type MatchVerdict } from './match-judgements.js';
import type { MatchModel } from './match-model.js';
import { matchUnits, type Levels } from './match-units.js';
import { weightColumn } from './match-weights.js';

export interface MatchedPair {
  readonly leftNo: number;
  readonly rightNo: number;
  readonly leftLine: number;
  readonly rightLine: number;
  /** Fingerprints by which judgements know the records. */
  readonly leftRecord: string;
  readonly rightRecord: string;
  readonly verdict: MatchVerdict | null;
  readonly class: PairClass;
  readonly weight: number;
  readonly probability: number;
  readonly levels: Levels;
  /** Bits per unit of the model (see matchUnits), in its order. */
  readonly weights: readonly number[];
}

/** Pairs that deciding has to know, best first; equal weights in an order that does not depend on the order of rows. */
const LOWEST_WEIGHT = -6;

function pairsQuery(model: MatchModel): string {
  const units = matchUnits(model).map((_, index) => `w.${weightColumn(index)}`);
  const levels = model.comparisons.map((_, index) => `w.c${index}`);
  return `SELECT
  w.l_no, w.r_no, l.line AS l_line, r.line AS r_line, w.match_weight, w.probability, w.verdict,
  ${recordFingerprint('l')} AS l_record, ${recordFingerprint('r')} AS r_record,
  ${[...levels, ...units].join(', ')}
FROM match_weights AS w
JOIN match_records AS l
  ON l.no = w.l_no
JOIN match_records AS r
  ON r.no = w.r_no
WHERE w.match_weight >= ${number(LOWEST_WEIGHT)}
  OR w.verdict IS NOT NULL
ORDER BY w.match_weight DESC, least(l.content, r.content), greatest(l.content, r.content), w.l_no, w.r_no`;
}

/** A pair with the weight that decides. */
export interface ReadPair extends WeighedPair {
  readonly pair: Omit<MatchedPair, 'class'>;
}

/** The pairs that deciding has to know, best first. */
export async function readPairs(
  engine: Engine,
  model: MatchModel,
  review: number,
): Promise<readonly ReadPair[]> {
  const units = matchUnits(model);
  const rows = await engine.rows(pairsQuery(model));
  const pairs = rows.map((row) => {
    const pair = {
      leftNo: Number(row['l_no']),
      rightNo: Number(row['r_no']),
      leftLine: Number(row['l_line']),
      rightLine: Number(row['r_line']),
      leftRecord: String(row['l_record']),
      rightRecord: String(row['r_record']),
      verdict: MATCH_VERDICTS.find((verdict) => verdict === row['verdict']) ?? null,
      weight: Number(row['match_weight']),
      probability: Number(row['probability']),
      levels: model.comparisons.map((_, index) => {
        const level = row[`c${index}`] ?? null;
        return level === null ? null : Number(level);
      }),
      weights: units.map((_, index) => Number(row[weightColumn(index)])),
    };
    return { left: pair.leftNo, right: pair.rightNo, weight: decidingWeight(pair, review), pair };
  });
  return pairs.sort((a, b) => b.weight - a.weight);
}

/** What a judgement makes of a weight; where somebody could not tell, the pair stays for review. */
function decidingWeight(
  { weight, verdict }: Pick<MatchedPair, 'weight' | 'verdict'>,
  review: number,
): number {
  switch (verdict) {
    case 'same':
      return JUDGED_WEIGHT;
    case 'different':
      return -JUDGED_WEIGHT;
    case 'unsure':
      return review;
    case null:
      return weight;
  }
}

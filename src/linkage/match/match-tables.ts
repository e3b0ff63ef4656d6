import { oneRow, type Engine } from '../../engine/engine.js';
import { number } from '../../engine/sql.js';
import { runSteps, type Step } from '../../engine/step.js';
import { assignPartners, classifyPairs, type PairClass, type WeighedPair } from './assign-partners.js';
import { clusterRecords } from './cluster-records.js';
import { estimateMatchModel, type EstimateReport } from './estimate-match-model.js';
import { candidateSteps } from './match-blocking.js';
import { comparingSteps, randomSteps, readPatterns } from './match-comparing.js';
import type { MatchModel } from './match-model.js';
import { pairSpace, recordSteps, type MatchTable } from './match-records.js';
import { refitPrior } from './refit-prior.js';
import {
  countMissingJudgements,
  JUDGED_WEIGHT,
  MATCH_VERDICTS,
  matchJudgementSteps,
  recordFingerprint,
  type MatchJudgement,
  type MatchVerdict,
} from './match-judgements.js';
import { matchUnits, type Levels } from './match-units.js';
import { weightColumn, weightSteps } from './match-weights.js';

export interface MatchInput {
  readonly left: MatchTable;
  /** Null to look for duplicates inside the left table. */
  readonly right: MatchTable | null;
  readonly model: MatchModel;
  /** Each record has at most one partner; means nothing inside one table. */
  readonly oneToOne: boolean;
  /** Chooses the random pairs. */
  readonly seed: number;
  /** Estimate m, u and the prior from this input although the model has them. */
  readonly estimateAgain?: boolean;
  /** Link from this match probability on, instead of the model's. */
  readonly threshold?: number;
  /** What people decided: it stands above every weight, and estimation learns from it. */
  readonly judgements?: readonly MatchJudgement[];
}

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

export interface MatchOutcome {
  /** The model with the estimates that were used. */
  readonly model: MatchModel;
  /** Null where the model brought its estimates. */
  readonly estimation: EstimateReport | null;
  readonly pairs: readonly MatchedPair[];
  /** Inside one table: lines of the records that are one, each cluster and their list in order of lines. */
  readonly clusters: readonly (readonly number[])[];
  /** Links that the rest of their clusters spoke against; in `pairs` as review. */
  readonly refusedLinks: number;
  readonly candidates: number;
  /** Judgements about records that the tables do not have. */
  readonly judgementsMissing: number;
}

/** True where every comparison has its m and u and there is a prior. */
export function hasEstimates(model: MatchModel): boolean {
  return (
    model.prior !== undefined &&
    model.comparisons.every(
      ({ levels, otherwise, group }) =>
        group !== undefined || [...levels, otherwise].every(({ m, u }) => m !== undefined && u !== undefined),
    )
  );
}

/**
 * Links two tables, or finds duplicates in one: clean → candidate pairs → compare → (estimate) → weigh → decide. Working
 * tables are named `match_…`. Needs `matchFunctions` registered. The same input gives the same outcome, to the last bit,
 * whatever the order of rows and the number of threads.
 */
export async function matchTables(
  engine: Engine,
  input: MatchInput,
  onStep: (step: Step) => void = () => undefined,
): Promise<MatchOutcome> {
  const { left, right } = input;
  const walk = (steps: readonly Step[]): Promise<void> => runSteps(engine, steps, onStep);
  await walk([
    ...recordSteps(input.model, left, right),
    ...matchJudgementSteps(input.judgements ?? [], right === null),
    ...candidateSteps(input.model.blocking, right === null),
    ...comparingSteps(input.model),
  ]);
  const { model, estimation } = await weigh(engine, input, walk);
  const counted = await oneRow(engine, 'SELECT count(*) AS pairs FROM match_levels');
  return {
    model,
    estimation,
    candidates: Number(counted['pairs']),
    judgementsMissing: await countMissingJudgements(engine),
    ...(await decide(engine, model, input)),
  };
}

/** Weighs the compared pairs, after estimating what the model does not bring. */
async function weigh(
  engine: Engine,
  input: MatchInput,
  walk: (steps: readonly Step[]) => Promise<void>,
): Promise<Pick<MatchOutcome, 'model' | 'estimation'>> {
  const weightsOf = (model: MatchModel): Promise<void> => walk(weightSteps(model, partnersPossible(input)));
  if (hasEstimates(input.model) && input.estimateAgain !== true) {
    await weightsOf(input.model);
    return { model: input.model, estimation: null };
  }
  const { model, report } = await estimate(engine, input, walk);
  await weightsOf(model);
  if (!report.separates) return { model, estimation: report };
  const refitted = await refitPrior(engine, model, spaceOf(input));
  await weightsOf(refitted);
  return { model: refitted, estimation: report };
}

function partnersPossible({ left, right }: MatchInput): number {
  return right === null ? left.records - 1 : right.records;
}

async function estimate(
  engine: Engine,
  input: MatchInput,
  walk: (steps: readonly Step[]) => Promise<void>,
): Promise<{ readonly model: MatchModel; readonly report: EstimateReport }> {
  const { model, left, right } = input;
  await walk(randomSteps(model, left, right, input.seed));
  const candidates = await readPatterns(engine, model, 'match_levels');
  return estimateMatchModel({
    model,
    candidates,
    random: await readPatterns(engine, model, 'match_random'),
    ...spaceOf(input),
  });
}

/** How many pairs there are, and how many of them may be matches. */
function spaceOf(input: MatchInput): {
  readonly pairSpace: number;
  readonly partnersPossible: number;
  readonly mostMatches: number;
} {
  const { left, right, oneToOne } = input;
  const pairs = Math.max(pairSpace(left, right), 1);
  return {
    pairSpace: pairs,
    partnersPossible: partnersPossible(input),
    mostMatches: right !== null && oneToOne ? Math.min(left.records, right.records) : pairs,
  };
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

interface ReadPair extends WeighedPair {
  readonly pair: Omit<MatchedPair, 'class'>;
}

async function readPairs(engine: Engine, model: MatchModel, review: number): Promise<readonly ReadPair[]> {
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

function logOdds(probability: number): number {
  return Math.log2(probability / (1 - probability));
}

async function decide(
  engine: Engine,
  model: MatchModel,
  input: MatchInput,
): Promise<Pick<MatchOutcome, 'pairs' | 'clusters' | 'refusedLinks'>> {
  const thresholds = {
    link: logOdds(input.threshold ?? model.thresholds.link),
    review: logOdds(Math.min(model.thresholds.review, input.threshold ?? 1)),
  };
  const pairs = await readPairs(engine, model, thresholds.review);
  if (input.right === null) return decideClusters(pairs, thresholds);
  const classes = input.oneToOne ? assignPartners(pairs, thresholds) : classifyPairs(pairs, thresholds);
  return { pairs: decided(pairs, classes), clusters: [], refusedLinks: 0 };
}

function decideClusters(
  pairs: readonly ReadPair[],
  thresholds: { readonly link: number; readonly review: number },
): Pick<MatchOutcome, 'pairs' | 'clusters' | 'refusedLinks'> {
  const { clusters, refused } = clusterRecords(pairs, thresholds.link);
  const classes = pairs.map(({ left, right, weight }): PairClass | null => {
    const joined = clusters.get(left) !== undefined && clusters.get(left) === clusters.get(right);
    if (joined && weight >= thresholds.review) return 'link';
    return weight >= thresholds.review ? 'review' : null;
  });
  const lines = new Map(
    pairs.flatMap(
      ({ pair }) =>
        [
          [pair.leftNo, pair.leftLine],
          [pair.rightNo, pair.rightLine],
        ] as const,
    ),
  );
  const members = new Map<number, number[]>();
  for (const [record, root] of clusters)
    members.set(root, [...(members.get(root) ?? []), lines.get(record) ?? 0]);
  return {
    pairs: decided(pairs, classes),
    clusters: [...members.values()]
      .map((own) => own.sort((a, b) => a - b))
      .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
    refusedLinks: refused.length,
  };
}

function decided(pairs: readonly ReadPair[], classes: readonly (PairClass | null)[]): readonly MatchedPair[] {
  return pairs
    .flatMap(({ pair }, index) => {
      const pairClass = classes[index] ?? null;
      return pairClass === null ? [] : [{ ...pair, class: pairClass }];
    })
    .sort((a, b) => a.leftLine - b.leftLine || b.weight - a.weight || a.rightLine - b.rightLine);
}

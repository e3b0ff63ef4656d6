import { oneRow, type Engine } from '../../engine/engine.js';
import { runSteps } from '../../engine/run-steps.js';
import type { Step } from '../../engine/step.js';
import { assignPartners, classifyPairs, type PairClass } from './assign-partners.js';
import { clusterRecords } from './cluster-records.js';
import { estimateMatchModel, type EstimateReport } from './estimate-match-model.js';
import { candidateSteps, forecastSteps } from './match-blocking.js';
import { comparingSteps, randomSteps, readPatterns } from './match-comparing.js';
import type { MatchModel } from './match-model.js';
import { pairSpace, recordSteps, type MatchTable } from './match-records.js';
import { readPairs, type MatchedPair, type ReadPair } from './read-pairs.js';
import { refitPrior } from './refit-prior.js';
import { countMissingJudgements, matchJudgementSteps, type MatchJudgement } from './match-judgements.js';
import { weightSteps } from './match-weights.js';

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
  /** Count what the blocking rules would cost, and stop before a pair is made. */
  readonly forecast?: boolean;
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

/** The outcome of a forecast. */
const NOTHING: Omit<MatchOutcome, 'model'> = {
  estimation: null,
  pairs: [],
  clusters: [],
  refusedLinks: 0,
  candidates: 0,
  judgementsMissing: 0,
};

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
  await walk(recordSteps(input.model, left, right));
  if (input.forecast === true) {
    await walk(forecastSteps(input.model.blocking, right === null));
    return { ...NOTHING, model: input.model };
  }
  await walk([
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

import { estimateByEm, matchProbability, type EmResult, type PatternCount } from '../em.js';
import { dependentGroups } from './dependent-comparisons.js';
import type { MatchModel } from './match-model.js';
import {
  matchUnits,
  unitLevelNames,
  unitLevels,
  unitValue,
  type Levels,
  type MatchUnit,
} from './match-units.js';
import { withoutKey } from './without-key.js';

export interface LevelPattern {
  readonly levels: Levels;
  readonly count: number;
  /** What people said of these pairs: they are then no longer a matter of estimation. */
  readonly judged?: 'same' | 'different';
}

export interface EstimateInput {
  readonly model: MatchModel;
  readonly candidates: readonly LevelPattern[];
  readonly random: readonly LevelPattern[];
  readonly pairSpace: number;
  /** How many others each record of the left side is compared with. */
  readonly partnersPossible: number;
  readonly mostMatches: number;
}

/** What estimation found out about itself. */
export interface EstimateReport {
  readonly iterations: number;
  readonly converged: boolean;
  /** False where the model cannot tell matches from strangers: plain agreement weights are used then. */
  readonly separates: boolean;
  readonly expectedMatches: number;
  /** Comparisons in which agreement spoke against a match; they are left without weight. */
  readonly inverted: readonly string[];
  /** Comparisons that strangers reach together. */
  readonly groups: readonly (readonly string[])[];
}

export interface EstimatedModel {
  readonly model: MatchModel;
  readonly report: EstimateReport;
}

/** A strict rule to start from: of the fields that both sides have, nearly all agree. */
const STRICT_SHARE = 0.75;
const STRICT_FIELDS = 3;
/** Above this share of false links among its own links a model is not believed. */
const MOST_FALSE = 0.25;
/** Matches agree in at least this share of what is compared; less means that the classes have changed their meaning. */
const LEAST_AGREEMENT = 0.5;

/** Estimates m, u and the prior without labels. The model's own m and u are not read. */
export function estimateMatchModel(input: EstimateInput): EstimatedModel {
  const start = strictMatches(input);
  const randomPairs = input.random.reduce((sum, { count }) => sum + count, 0);
  const groups = dependentGroups(
    input.model,
    input.random,
    (levels) => isStrict(input.model, levels),
    (start / input.pairSpace) * randomPairs,
  );
  const model = withGroups(input.model, groups);
  const fitted = fit(input, model, start);
  const separates = isSeparated(input, fitted);
  const final = separates ? fitted : { ...fitted, result: plainAgreement(fitted, start) };
  return {
    model: withEstimates(input, model, final),
    report: {
      iterations: fitted.result.iterations,
      converged: fitted.result.converged,
      separates,
      expectedMatches: final.result.matches,
      inverted: fitted.result.inverted.flatMap((unit) => namesOf(model, fitted.units[unit])),
      groups: fitted.units
        .filter(({ comparisons }) => comparisons.length > 1)
        .map((unit) => namesOf(model, unit)),
    },
  };
}

interface Fit {
  readonly units: readonly MatchUnit[];
  readonly result: EmResult;
  readonly probability: (levels: Levels) => number;
}

function fit(input: EstimateInput, model: MatchModel, startMatches: number): Fit {
  const units = matchUnits(model, input.random);
  const result = estimateByEm({
    units: units.map(({ em }) => em),
    candidates: input.candidates.map((pattern) => valuesOf(units, pattern)),
    random: input.random.map((pattern) => valuesOf(units, pattern)),
    pairSpace: input.pairSpace,
    startMatches,
    mostMatches: input.mostMatches,
  });
  return {
    units,
    result,
    probability: (levels) =>
      matchProbability(
        result,
        input.pairSpace,
        units.map((unit) => unitValue(unit, levels)),
      ),
  };
}

function valuesOf(units: readonly MatchUnit[], { levels, ...pattern }: LevelPattern): PatternCount {
  return { ...pattern, values: units.map((unit) => unitValue(unit, levels)) };
}

function agreement(model: MatchModel, levels: Levels): { readonly share: number; readonly compared: number } {
  const compared = levels.filter((level) => level !== null).length;
  const agreed = levels.filter(
    (level, index) => level !== null && level < (model.comparisons[index]?.levels.length ?? 0),
  ).length;
  return { share: compared === 0 ? 0 : agreed / compared, compared };
}

function isStrict(model: MatchModel, levels: Levels): boolean {
  const { share, compared } = agreement(model, levels);
  return share >= STRICT_SHARE && compared >= Math.min(STRICT_FIELDS, model.comparisons.length);
}

/** Candidate pairs that the strict rule accepts, less those that it would accept among strangers by chance. */
function strictMatches({ model, candidates, random, pairSpace, mostMatches }: EstimateInput): number {
  const strict = candidates.filter(({ levels }) => isStrict(model, levels));
  const units = matchUnits({
    ...model,
    comparisons: model.comparisons.map((comparison) => withoutKey(comparison, 'group')),
  });
  const shares = units.map((unit) => levelShares(unit, random));
  const excess = strict.reduce((sum, { levels, count }) => {
    const chance = shares.reduce(
      (product, share, index) => product * (share.get(levels[index] ?? null) ?? 0),
      pairSpace,
    );
    return sum + count - chance;
  }, 0);
  return Math.min(Math.max(excess, 0.5), mostMatches);
}

/** How often random pairs show each level, missing counted as one. */
function levelShares(unit: MatchUnit, random: readonly LevelPattern[]): ReadonlyMap<number | null, number> {
  const [comparison = 0] = unit.comparisons;
  const counts = new Map<number | null, number>();
  let sum = 0;
  for (const { levels, count } of random) {
    const level = levels[comparison] ?? null;
    counts.set(level, (counts.get(level) ?? 0) + count);
    sum += count;
  }
  return new Map([...counts].map(([level, count]) => [level, count / Math.max(sum, 1)]));
}

/** Whether the two classes are far enough apart to be believed, and still mean what they should. */
function isSeparated({ model, candidates }: EstimateInput, { probability, result }: Fit): boolean {
  let linked = 0;
  let falseLinks = 0;
  let agreed = 0;
  for (const { levels, count } of candidates) {
    const p = probability(levels);
    if (p < 0.5) continue;
    linked += count;
    falseLinks += count * (1 - p);
    agreed += count * agreement(model, levels).share;
  }
  if (linked === 0) return result.matches < 1;
  return result.converged && falseLinks / linked <= MOST_FALSE && agreed / linked >= LEAST_AGREEMENT;
}

/** What remains when estimation fails: every agreement counts by its rarity, every disagreement the same. */
function plainAgreement({ units, result }: Fit, matches: number): EmResult {
  return { ...result, m: units.map(({ em }) => em.start), matches };
}

function withGroups(model: MatchModel, groups: readonly (readonly number[])[]): MatchModel {
  return {
    ...model,
    comparisons: model.comparisons.map((grouped, index) => {
      const comparison = withoutKey(grouped, 'group');
      const group = groups.find((members) => members.includes(index));
      return group === undefined ? comparison : { ...comparison, group: groupName(model, group) };
    }),
  };
}

function groupName(model: MatchModel, group: readonly number[]): string {
  return group.map((index) => model.comparisons[index]?.name ?? '').join('_');
}

function namesOf(model: MatchModel, unit: MatchUnit | undefined): readonly string[] {
  return (unit?.comparisons ?? []).map((index) => model.comparisons[index]?.name ?? '');
}

/** Six significant digits: enough for any weight, and the same text wherever it is computed. */
function rounded(probability: number): number {
  return Math.max(Number(probability.toPrecision(6)), 1e-12);
}

function withEstimates(input: EstimateInput, model: MatchModel, { units, result }: Fit): MatchModel {
  const comparisons = model.comparisons.map((comparison, index) => {
    const place = units.findIndex((unit) => unit.comparisons.length === 1 && unit.comparisons[0] === index);
    if (place < 0) return comparison;
    const at = (value: number): { m: number; u: number } => ({
      m: rounded(result.m[place]?.[value] ?? 1),
      u: rounded(result.u[place]?.[value] ?? 1),
    });
    return {
      ...comparison,
      levels: comparison.levels.map((level, value) => ({ ...level, ...at(value) })),
      otherwise: { ...comparison.otherwise, ...at(comparison.levels.length) },
    };
  });
  const joint = units.flatMap((unit, place) =>
    unit.comparisons.length === 1
      ? []
      : jointLevels(model, unit, { m: result.m[place] ?? [], u: result.u[place] ?? [] }),
  );
  return {
    ...withoutKey(model, 'joint'),
    comparisons,
    ...(joint.length === 0 ? {} : { joint }),
    prior: { partners: rounded((result.matches / input.pairSpace) * input.partnersPossible) },
  };
}

function jointLevels(
  model: MatchModel,
  unit: MatchUnit,
  { m, u }: { readonly m: readonly number[]; readonly u: readonly number[] },
): NonNullable<MatchModel['joint']> {
  const group = model.comparisons[unit.comparisons[0] ?? 0]?.group ?? '';
  return unit.em.strata.flatMap((_, value) => {
    const digits = unitLevels(unit, value);
    if (digits.every((digit) => digit === null)) return [];
    const levels = digits.map((digit, index) => {
      return digit === null ? 'missing' : (unitLevelNames(model, unit, index)[digit] ?? 'missing');
    });
    return [{ group, levels, m: rounded(m[value] ?? 1), u: rounded(u[value] ?? 1) }];
  });
}

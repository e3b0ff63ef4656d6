/**
 * Expectation–maximisation for the Fellegi–Sunter model (Winkler 1988) on counts of comparison patterns, so that its
 * cost does not grow with the pairs. Two kinds of counts go in: those of candidate pairs, which hold nearly all true
 * matches, and those of random pairs, which hold nearly none. u comes from the random ones, m from the candidate ones,
 * and the prior is the share of matches among *all* pairs, not among the candidates. That is what keeps chance
 * agreements of blocked pairs, which grow with the square of the input, from being taken for matches.
 */

/** One variable of the mixture: a comparison, or several that strangers reach together. */
export interface EmUnit {
  /**
   * The stratum of each value. Probabilities add up to 1 within a stratum, and a stratum of one value says nothing:
   * so a missing value has a stratum of its own and no weight.
   */
  readonly strata: readonly number[];
  /** Per value, true where it is the plain disagreement of its stratum: no other value may speak more against a match. */
  readonly disagreement: readonly boolean[];
  /** Where m starts, per value; also the prior that few matches are smoothed with. */
  readonly start: readonly number[];
  /** What u is expected to be, per value, where random pairs are too few to tell; an even spread where not given. */
  readonly expected?: readonly number[];
  /** The weight of `expected` as a share of the random pairs; one pair where not given. */
  readonly expectedShare?: number;
}

/** How many pairs show the same value in every unit. */
export interface PatternCount {
  readonly values: readonly number[];
  readonly count: number;
  /** Labels: these pairs are known to match, or not to. */
  readonly judged?: 'same' | 'different';
}

export interface EmInput {
  readonly units: readonly EmUnit[];
  readonly candidates: readonly PatternCount[];
  readonly random: readonly PatternCount[];
  /** All pairs that could be compared, candidates or not. */
  readonly pairSpace: number;
  /** Expected matches to start from, e.g. pairs that a strict rule accepts. */
  readonly startMatches: number;
  /** There cannot be more, e.g. the size of the smaller side where each record has one partner. */
  readonly mostMatches: number;
}

export interface EmResult {
  /** Per unit and value. */
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly matches: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** Places of units in which agreement turned out to speak against a match; they are left without weight. */
  readonly inverted: readonly number[];
}

const MOST_ITERATIONS = 400;
const TOLERANCE = 1e-7;
/** Pseudo-pairs: the strength of the starting m, and of an even spread for u. */
const M_STRENGTH = 2;
const U_STRENGTH = 1;

interface State {
  m: number[][];
  u: number[][];
  matches: number;
}

/** Estimates m, u and the number of matches. The order of patterns does not matter, to the last bit. */
export function estimateByEm(input: EmInput): EmResult {
  const candidates = inFixedOrder(input.candidates);
  const random = inFixedOrder(input.random);
  let state: State = {
    m: input.units.map((unit) => normalized(unit, unit.start)),
    u: input.units.map((unit, index) => spread(unit, index, random, () => 1)),
    matches: clamp(input.startMatches, 0.5, input.mostMatches),
  };
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < MOST_ITERATIONS) {
    const next = step(input, state, candidates, random);
    converged = change(state, next) < TOLERANCE;
    state = next;
    iterations += 1;
  }
  return { ...state, iterations, converged, inverted: invertedUnits(input.units, state) };
}

/** The match probability of a pattern among all pairs. */
export function matchProbability(
  { m, u, matches }: Pick<EmResult, 'm' | 'u' | 'matches'>,
  pairSpace: number,
  values: readonly number[],
): number {
  let odds = matches / Math.max(pairSpace - matches, 0.5);
  values.forEach((value, unit) => {
    odds *= (m[unit]?.[value] ?? 1) / (u[unit]?.[value] ?? 1);
  });
  return odds === Infinity ? 1 : odds / (1 + odds);
}

function step(
  input: EmInput,
  state: State,
  candidates: readonly PatternCount[],
  random: readonly PatternCount[],
): State {
  const matching = candidates.map(({ values, judged }) => {
    if (judged !== undefined) return judged === 'same' ? 1 : 0;
    return matchProbability(state, input.pairSpace, values);
  });
  const randomMatching = random.map(({ values }) => matchProbability(state, input.pairSpace, values));
  const matches = candidates.reduce((sum, { count }, index) => sum + count * (matching[index] ?? 0), 0);
  const u = input.units.map((unit, place) =>
    spread(unit, place, random, (index) => 1 - (randomMatching[index] ?? 0)),
  );
  const m = input.units.map((unit, place) => {
    const sums = sumValues(unit, place, candidates, (index) => matching[index] ?? 0);
    const prior = normalized(unit, unit.start);
    return guarded(
      unit,
      normalized(
        unit,
        sums.map((sum, value) => sum + M_STRENGTH * (prior[value] ?? 0)),
      ),
      u[place] ?? [],
    );
  });
  return { m, u, matches: clamp(matches, 0.5, input.mostMatches) };
}

/** u of a unit: the values of random pairs, each as far as it is no match, mixed with what is expected. */
function spread(
  unit: EmUnit,
  place: number,
  random: readonly PatternCount[],
  share: (index: number) => number,
): number[] {
  const sums = sumValues(unit, place, random, share);
  const pairs = stratumSums(unit, sums);
  const expected = normalized(unit, unit.expected ?? sums.map(() => 1));
  return normalized(
    unit,
    sums.map((sum, value) => {
      const weight = Math.max(
        (pairs.get(unit.strata[value] ?? 0) ?? 0) * (unit.expectedShare ?? 0),
        U_STRENGTH,
      );
      return sum + weight * (expected[value] ?? 0);
    }),
  );
}

function sumValues(
  unit: EmUnit,
  place: number,
  patterns: readonly PatternCount[],
  share: (index: number) => number,
): number[] {
  const sums = unit.strata.map(() => 0);
  patterns.forEach(({ values, count }, index) => {
    const value = values[place] ?? 0;
    sums[value] = (sums[value] ?? 0) + count * share(index);
  });
  return sums;
}

function stratumSums(unit: EmUnit, values: readonly number[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  unit.strata.forEach((stratum, value) => sums.set(stratum, (sums.get(stratum) ?? 0) + (values[value] ?? 0)));
  return sums;
}

function normalized(unit: EmUnit, values: readonly number[]): number[] {
  const sums = stratumSums(unit, values);
  return values.map((value, index) => value / (sums.get(unit.strata[index] ?? 0) || 1));
}

/**
 * No value may speak more against a match than plain disagreement does, and plain disagreement may not speak for one:
 * without this the two classes of the mixture can change places. Values that break the first are pooled with the
 * disagreement; a stratum that breaks the second loses its weight.
 */
function guarded(unit: EmUnit, m: number[], u: readonly number[]): number[] {
  const result = [...m];
  for (const stratum of new Set(unit.strata)) {
    const members = unit.strata.flatMap((own, value) => (own === stratum ? [value] : []));
    const worst = members.find((value) => unit.disagreement[value] === true);
    if (worst === undefined) continue;
    const pooled = pool(members, worst, result, u);
    const ratio = pooled.m / pooled.u;
    for (const value of members) {
      if (ratio >= 1) result[value] = u[value] ?? 0;
      else if (pooled.values.has(value)) result[value] = (u[value] ?? 0) * ratio;
    }
  }
  return result;
}

interface Pooled {
  readonly values: ReadonlySet<number>;
  readonly m: number;
  readonly u: number;
}

function pool(members: readonly number[], worst: number, m: readonly number[], u: readonly number[]): Pooled {
  const values = new Set([worst]);
  let sumM = m[worst] ?? 0;
  let sumU = u[worst] ?? 0;
  const byRatio = members
    .filter((value) => value !== worst)
    .sort((a, b) => (m[a] ?? 0) * (u[b] ?? 0) - (m[b] ?? 0) * (u[a] ?? 0) || a - b);
  for (const value of byRatio) {
    if ((m[value] ?? 0) * sumU >= sumM * (u[value] ?? 0)) break;
    values.add(value);
    sumM += m[value] ?? 0;
    sumU += u[value] ?? 0;
  }
  return { values, m: sumM, u: sumU };
}

function invertedUnits(units: readonly EmUnit[], { m, u }: State): readonly number[] {
  return units.flatMap((unit, place) => {
    const same = unit.strata.every((_, value) => m[place]?.[value] === u[place]?.[value]);
    const speaks = unit.disagreement.some(Boolean);
    return same && speaks ? [place] : [];
  });
}

/** Sums of floating-point numbers depend on their order, so it is fixed. */
function inFixedOrder(patterns: readonly PatternCount[]): readonly PatternCount[] {
  return [...patterns].sort((a, b) => {
    for (let index = 0; index < a.values.length; index += 1) {
      const difference = (a.values[index] ?? 0) - (b.values[index] ?? 0);
      if (difference !== 0) return difference;
    }
    return a.count - b.count || (a.judged ?? '').length - (b.judged ?? '').length;
  });
}

function change(before: State, after: State): number {
  const pairs = [...before.m, ...before.u].flat();
  const later = [...after.m, ...after.u].flat();
  const largest = pairs.reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (later[index] ?? 0))),
    0,
  );
  return Math.max(largest, Math.abs(after.matches - before.matches) / Math.max(before.matches, 1));
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), Math.max(most, least));
}

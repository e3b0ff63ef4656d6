import type { EmUnit } from '../em.js';
import { levelNames } from './match-levels.js';
import type { MatchModel } from './match-model.js';

/** Level places of a pair, one per comparison in the model's order; null where a side is missing. */
export type Levels = readonly (number | null)[];

/** One or several comparisons that are weighed together; values are numbered combinations of their levels. */
export interface MatchUnit {
  /** Places of the comparisons in the model. */
  readonly comparisons: readonly number[];
  /** Per comparison, how many levels it has of its own, and how many are told apart here. */
  readonly own: readonly number[];
  /** Two where a group is large (agrees, different), else all; `missing` takes the number after the last. */
  readonly levels: readonly number[];
  readonly em: EmUnit;
}

/** Where m starts: nine in ten agree in some way. */
const START_BEST = 0.8;
const START_BETWEEN = 0.1;
const START_WORST = 0.1;

/** With more combinations than these, a group only tells agreement from disagreement. */
const MOST_COMBINATIONS = 100;
/** How much of a group's u is what its comparisons would do independently: combinations nobody saw get that much. */
const INDEPENDENT_SHARE = 0.05;

/**
 * The units of a model: one per group, one per comparison that is in none. `random` patterns say what the members of a
 * group do by themselves.
 */
export function matchUnits(
  model: MatchModel,
  random: readonly { readonly levels: Levels; readonly count: number }[] = [],
): readonly MatchUnit[] {
  const groups = new Map<string, number[]>();
  model.comparisons.forEach(({ name, group }, index) => {
    const key = group === undefined ? `comparison ${name}` : `group ${group}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()].map((comparisons) => {
    const own = comparisons.map((index) => levelCount(model, index));
    const combinations = own.reduce((product, count) => product * (count + 1), 1);
    const levels = comparisons.length > 1 && combinations > MOST_COMBINATIONS ? own.map(() => 2) : own;
    const em = emUnit(levels);
    const expected = comparisons.length > 1 ? independent({ comparisons, own, levels, em }, random) : null;
    return {
      comparisons,
      own,
      levels,
      em: expected === null ? em : { ...em, expected, expectedShare: INDEPENDENT_SHARE },
    };
  });
}

/** Probability of each value of a group if its comparisons had nothing to do with each other. */
function independent(
  unit: MatchUnit,
  random: readonly { readonly levels: Levels; readonly count: number }[],
): readonly number[] {
  const shares = unit.comparisons.map((comparison, digit) => {
    const counts = Array.from({ length: unit.levels[digit] ?? 0 }, () => 1);
    for (const { levels, count } of random) {
      const level = toldApart(unit, digit, levels[comparison] ?? null);
      if (level !== null) counts[level] = (counts[level] ?? 0) + count;
    }
    const sum = counts.reduce((total, count) => total + count, 0);
    return counts.map((count) => count / sum);
  });
  return unit.em.strata.map((_, value) =>
    unitLevels(unit, value).reduce<number>(
      (product, level, digit) => product * (level === null ? 1 : (shares[digit]?.[level] ?? 1)),
      1,
    ),
  );
}

function levelCount(model: MatchModel, index: number): number {
  const comparison = model.comparisons[index];
  return comparison === undefined ? 0 : levelNames(comparison).length;
}

/** The number of a pair's value in a unit: the levels as digits, each with a base of its own. */
export function unitValue(unit: MatchUnit, levels: Levels): number {
  return unit.comparisons.reduce((value, comparison, index) => {
    const count = unit.levels[index] ?? 0;
    return value * (count + 1) + (toldApart(unit, index, levels[comparison] ?? null) ?? count);
  }, 0);
}

/** A level as the unit sees it. */
function toldApart(
  unit: Pick<MatchUnit, 'own' | 'levels'>,
  digit: number,
  level: number | null,
): number | null {
  if (level === null || unit.levels[digit] === unit.own[digit]) return level;
  return level < (unit.own[digit] ?? 0) - 1 ? 0 : 1;
}

/** The levels, as the unit sees them, behind a value; null for missing. */
export function unitLevels(unit: MatchUnit, value: number): Levels {
  const digits: (number | null)[] = [];
  let rest = value;
  for (let index = unit.levels.length - 1; index >= 0; index -= 1) {
    const count = unit.levels[index] ?? 0;
    const digit = rest % (count + 1);
    digits.unshift(digit === count ? null : digit);
    rest = Math.floor(rest / (count + 1));
  }
  return digits;
}

function emUnit(levels: readonly number[]): EmUnit {
  const size = levels.reduce((product, count) => product * (count + 1), 1);
  const unit = { comparisons: levels.map((_, index) => index), own: levels, levels };
  const values = Array.from({ length: size }, (_, value) => unitLevels({ ...unit, em: EMPTY }, value));
  return {
    strata: values.map((digits) =>
      digits.reduce<number>((mask, digit, index) => (digit === null ? mask | (1 << index) : mask), 0),
    ),
    disagreement: values.map(
      (digits) =>
        digits.some((digit) => digit !== null) &&
        digits.every((digit, index) => digit === null || digit === (levels[index] ?? 0) - 1),
    ),
    start: values.map((digits) =>
      digits.reduce<number>((product, digit, index) => product * startOf(digit, levels[index] ?? 0), 1),
    ),
  };
}

const EMPTY: EmUnit = { strata: [], disagreement: [], start: [] };

function startOf(digit: number | null, count: number): number {
  if (digit === null || count < 2) return 1;
  if (digit === 0) return count === 2 ? START_BEST + START_BETWEEN : START_BEST;
  return digit === count - 1 ? START_WORST : START_BETWEEN / (count - 2);
}

/** Names of the levels that a unit tells apart for one of its comparisons. */
export function unitLevelNames(model: MatchModel, unit: MatchUnit, digit: number): readonly string[] {
  const comparison = model.comparisons[unit.comparisons[digit] ?? 0];
  if (comparison === undefined) return [];
  return unit.levels[digit] === unit.own[digit] ? levelNames(comparison) : ['agrees', 'different'];
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateByEm,
  matchProbability,
  type EmInput,
  type EmUnit,
  type PatternCount,
} from '../../src/linkage/em.js';

/** Three values (equal, near, different) and, fourth, missing in a stratum of its own. */
const unit: EmUnit = {
  strata: [0, 0, 0, 1],
  disagreement: [false, false, true, false],
  start: [0.8, 0.1, 0.1, 1],
};

const M = [
  [0.9, 0.06, 0.04],
  [0.8, 0.1, 0.1],
  [0.95, 0.02, 0.03],
  [0.7, 0.2, 0.1],
] as const;
const U = [
  [0.01, 0.02, 0.97],
  [0.002, 0.01, 0.988],
  [0.05, 0.05, 0.9],
  [0.001, 0.004, 0.995],
] as const;

/** Expected counts of every pattern: no sampling noise, so what comes back must be what went in. */
function expectedPatterns(matches: number, strangers: number): readonly PatternCount[] {
  const patterns: PatternCount[] = [];
  for (let code = 0; code < 3 ** 4; code += 1) {
    const values = [0, 1, 2, 3].map((place) => Math.floor(code / 3 ** place) % 3);
    const product = (table: readonly (readonly number[])[]): number =>
      values.reduce((result, value, place) => result * (table[place]?.[value] ?? 0), 1);
    patterns.push({ values, count: matches * product(M) + strangers * product(U) });
  }
  return patterns;
}

function input(overrides: Partial<EmInput> = {}): EmInput {
  return {
    units: M.map(() => unit),
    candidates: expectedPatterns(1000, 999_000),
    random: expectedPatterns(500, 499_500),
    pairSpace: 1_000_000,
    startMatches: 500,
    mostMatches: 1_000_000,
    ...overrides,
  };
}

describe('EM', () => {
  it('recovers known m and u', () => {
    const { m, u, matches, converged } = estimateByEm(input());
    expect(converged).toBe(true);
    expect(matches).toBeGreaterThan(980);
    expect(matches).toBeLessThan(1020);
    M.forEach((row, place) =>
      row.forEach((p, value) => expect(Math.abs((m[place]?.[value] ?? 0) - p)).toBeLessThan(0.01)),
    );
    U.forEach((row, place) =>
      row.forEach((p, value) => expect((u[place]?.[value] ?? 0) / p).toBeCloseTo(1, 1)),
    );
  });

  it('does not see matches where there are none', () => {
    const none = expectedPatterns(0, 1_000_000);
    expect(estimateByEm(input({ candidates: none, random: none, startMatches: 0.5 })).matches).toBeLessThan(
      20,
    );
  });

  it('gives the same bits for any order of patterns', () => {
    const whole = estimateByEm(input());
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (stream) => {
        const shuffled = <T>(list: readonly T[]): readonly T[] =>
          list
            .map((item) => [stream.next().value as number, item] as const)
            .sort((a, b) => a[0] - b[0])
            .map(([, item]) => item);
        const { candidates, random } = input();
        expect(estimateByEm(input({ candidates: shuffled(candidates), random: shuffled(random) }))).toEqual(
          whole,
        );
      }),
      { numRuns: 5 },
    );
  });

  it('gives a missing value no weight', () => {
    const withMissing = input({
      candidates: input().candidates.map(({ values, count }, index) => ({
        count,
        values: index % 7 === 0 ? [3, ...values.slice(1)] : values,
      })),
    });
    const result = estimateByEm(withMissing);
    expect(result.m[0]?.[3]).toBe(result.u[0]?.[3]);
  });

  it('leaves a comparison without weight in which agreement speaks against a match', () => {
    const flipped = (patterns: readonly PatternCount[]): readonly PatternCount[] => patterns;
    const inverted: readonly (readonly number[])[] = [[0.001, 0.001, 0.998], ...M.slice(1)];
    const build = (matches: number, strangers: number): readonly PatternCount[] =>
      expectedPatterns(0, 1).map(({ values }) => ({
        values,
        count:
          matches * values.reduce((p, value, place) => p * (inverted[place]?.[value] ?? 0), 1) +
          strangers * values.reduce((p, value, place) => p * (U[place]?.[value] ?? 0), 1),
      }));
    const result = estimateByEm(
      input({ candidates: flipped(build(1000, 999_000)), random: build(500, 499_500) }),
    );
    expect(result.inverted).toEqual([0]);
    expect(result.m[0]).toEqual(result.u[0]);
  });

  it('never lets another value speak more against a match than disagreement does', () => {
    const { m, u } = estimateByEm(input());
    m.forEach((row, place) => {
      const ratio = (value: number): number => (row[value] ?? 0) / (u[place]?.[value] ?? 1);
      expect(Math.min(ratio(0), ratio(1))).toBeGreaterThanOrEqual(ratio(2) * (1 - 1e-9));
      expect(ratio(2)).toBeLessThanOrEqual(1);
    });
  });

  it('keeps the number of matches within its bound', () => {
    expect(estimateByEm(input({ mostMatches: 300 })).matches).toBeLessThanOrEqual(300);
  });

  it('computes the match probability by Bayes', () => {
    const model = { m: [[0.9, 0.1]], u: [[0.1, 0.9]], matches: 10 };
    expect(matchProbability(model, 100, [0])).toBeCloseTo((10 * 0.9) / (10 * 0.9 + 90 * 0.1), 12);
  });
});

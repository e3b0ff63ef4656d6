import { describe, expect, it } from 'vitest';
import { calibrationTable, estimateErrors } from '../../../src/linkage/match/calibration.js';
import { evaluatePairs } from '../../../src/linkage/match/evaluate-pairs.js';
import { matchesAmong } from '../../../src/linkage/match/refit-prior.js';

const pairs = [
  { left: '2', right: '2', probability: 0.99 },
  { left: '3', right: '9', probability: 0.8 },
  { left: '4', right: '4', probability: 0.3 },
];
const truth = [
  { left: '2', right: '2', stratum: 'typo' },
  { left: '4', right: '4', stratum: 'typo' },
  { left: '5', right: '5', stratum: 'swap' },
];
const options = { thresholds: [0.5], symmetric: false, worst: 5 };

describe('evaluatePairs', () => {
  it('gives precision, recall and F1 by hand', () => {
    const [all] = evaluatePairs(pairs, truth, options).rows;
    expect(all).toEqual({
      stratum: null,
      threshold: 0.5,
      truth: 3,
      linked: 2,
      right: 1,
      precision: 0.5,
      recall: 1 / 3,
      f1: 0.4,
    });
  });

  it('measures blocking apart from scoring, by stratum', () => {
    const candidates = [
      { left: '5', right: '5' },
      { left: '7', right: '8' },
    ];
    const { blocking, worst } = evaluatePairs(pairs, truth, { ...options, candidates });
    expect(blocking).toEqual([
      { stratum: null, truth: 3, compared: 3, recall: 1, scoring: [{ threshold: 0.5, recall: 1 / 3 }] },
      { stratum: 'swap', truth: 1, compared: 1, recall: 1, scoring: [{ threshold: 0.5, recall: 0 }] },
      { stratum: 'typo', truth: 2, compared: 2, recall: 1, scoring: [{ threshold: 0.5, recall: 0.5 }] },
    ]);
    expect(worst.filter(({ error }) => error === 'missed').map(({ compared }) => compared)).toEqual([
      true,
      true,
    ]);
  });

  it('tells a true pair that was never compared from one that weighed too little', () => {
    const { blocking, worst } = evaluatePairs(pairs, truth, { ...options, candidates: [] });
    expect(blocking?.map(({ stratum, compared }) => [stratum, compared])).toEqual([
      [null, 2],
      ['swap', 0],
      ['typo', 2],
    ]);
    expect(blocking?.[1]?.scoring).toEqual([{ threshold: 0.5, recall: null }]);
    expect(worst.filter(({ error }) => error === 'missed')).toMatchObject([
      { left: '5', compared: false },
      { left: '4', compared: true },
    ]);
  });

  it('says nothing of blocking where the candidates are not given', () => {
    const { blocking, worst } = evaluatePairs(pairs, truth, options);
    expect(blocking).toBeNull();
    expect(worst.find(({ error }) => error === 'missed')?.compared).toBeNull();
  });

  it('gives recall by stratum', () => {
    const { rows } = evaluatePairs(pairs, truth, options);
    expect(rows.slice(1).map(({ stratum, recall }) => [stratum, recall])).toEqual([
      ['swap', 0],
      ['typo', 0.5],
    ]);
  });

  it('lists the worst errors of both kinds by lines only', () => {
    expect(evaluatePairs(pairs, truth, options).worst).toEqual([
      { error: 'false', left: '3', right: '9', probability: 0.8, stratum: null, compared: true },
      { error: 'missed', left: '5', right: '5', probability: 0, stratum: 'swap', compared: null },
      { error: 'missed', left: '4', right: '4', probability: 0.3, stratum: 'typo', compared: null },
    ]);
  });

  it('lets sides change places within one table', () => {
    const [all] = evaluatePairs(
      [{ left: '9', right: '3', probability: 1 }],
      [{ left: '3', right: '9', stratum: null }],
      { ...options, symmetric: true },
    ).rows;
    expect(all?.f1).toBe(1);
  });
});

describe('estimates without labels', () => {
  it('expect the false links and the missed ones from probabilities', () => {
    const [row] = estimateErrors([0.9, 0.7, 0.4], [0.5]);
    expect(row?.linked).toBe(2);
    expect(row?.falseDiscovery).toBeCloseTo(1 - 1.6 / 2, 12);
    expect(row?.falseNegative).toBeCloseTo(1 - 1.6 / 2, 12);
  });

  it('put every pair into one band of the calibration table', () => {
    const table = calibrationTable([
      { probability: 1, match: true },
      { probability: 0, match: false },
      { probability: 0.5, match: true },
    ]);
    expect(table.reduce((sum, band) => sum + band.pairs, 0)).toBe(3);
    expect(table.at(-1)).toEqual({ from: 0.99, to: 1, pairs: 1, expected: 1, matches: 1 });
  });

  it('find the prior that explains clear weights', () => {
    const counts = [
      { weight: 60, pairs: 100 },
      { weight: -60, pairs: 10_000 },
    ];
    expect(matchesAmong(counts, 1_000_000, 1)).toBeCloseTo(100, 3);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignPartners,
  classifyPairs,
  type WeighedPair,
} from '../../../src/linkage/match/assign-partners.js';

const thresholds = { link: 0, review: -3 };
const pair = (left: number, right: number, weight: number): WeighedPair => ({ left, right, weight });

describe('assignPartners', () => {
  it('gives each record its best free partner', () => {
    const pairs = [pair(1, 11, 9), pair(1, 12, 8), pair(2, 12, 7)];
    expect(assignPartners(pairs, thresholds)).toEqual(['link', null, 'link']);
  });

  it('sends two equally good partners to review, both', () => {
    expect(assignPartners([pair(1, 11, 9), pair(1, 12, 9)], thresholds)).toEqual(['review', 'review']);
  });

  it('sends what is below the link threshold to review and leaves its records free', () => {
    expect(assignPartners([pair(1, 11, -1), pair(1, 12, -2)], thresholds)).toEqual(['review', 'review']);
  });

  it('leaves out what is below review', () => {
    expect(assignPartners([pair(1, 11, -4)], thresholds)).toEqual([null]);
  });

  it('never links a record twice', () => {
    const any = fc.array(
      fc.record({ left: fc.nat(6), right: fc.nat(6), weight: fc.integer({ min: -5, max: 20 }) }),
    );
    fc.assert(
      fc.property(any, (list) => {
        const pairs = [...list].sort((a, b) => b.weight - a.weight);
        const links = pairs.filter((_, index) => assignPartners(pairs, thresholds)[index] === 'link');
        expect(new Set(links.map(({ left }) => left)).size).toBe(links.length);
        expect(new Set(links.map(({ right }) => right)).size).toBe(links.length);
      }),
    );
  });
});

describe('classifyPairs', () => {
  it('goes by the weight alone', () => {
    expect(classifyPairs([pair(1, 11, 0), pair(1, 12, -3), pair(1, 13, -4)], thresholds)).toEqual([
      'link',
      'review',
      null,
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeighedPair } from '../../../src/linkage/match/assign-partners.js';
import { clusterRecords } from '../../../src/linkage/match/cluster-records.js';

const pair = (left: number, right: number, weight: number): WeighedPair => ({ left, right, weight });
const best = (pairs: readonly WeighedPair[]): readonly WeighedPair[] =>
  [...pairs].sort((a, b) => b.weight - a.weight);

describe('clusterRecords', () => {
  it('joins records that are one, under the smallest', () => {
    const { clusters } = clusterRecords(best([pair(1, 2, 9), pair(2, 3, 8), pair(1, 3, 7)]), 0);
    expect([...clusters].sort()).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  it('joins a poor record that one member knows and the other does not contradict', () => {
    const { clusters } = clusterRecords(best([pair(1, 2, 20), pair(2, 3, 10)]), 0);
    expect(clusters.get(3)).toBe(1);
  });

  it('does not let one weak pair be the bridge between two people', () => {
    const pairs = best([pair(1, 2, 20), pair(3, 4, 20), pair(2, 3, 1)]);
    const { clusters, refused } = clusterRecords(pairs, 0);
    expect(clusters.get(1)).not.toBe(clusters.get(3));
    expect(refused).toEqual([pair(2, 3, 1)]);
  });

  it('gives the connected components where every pair is known and positive (oracle: flood fill)', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(groups, (groupOf) => {
        const pairs = groupOf.flatMap((group, a) =>
          groupOf.flatMap((other, b) => (b > a && other === group ? [pair(a, b, 5)] : [])),
        );
        const { clusters } = clusterRecords(pairs, 0);
        groupOf.forEach((group, record) => {
          const root = clusters.get(record) ?? record;
          expect(root).toBe(groupOf.indexOf(group));
        });
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideLinks, type Edge } from '../../src/linkage/clustering.js';

const THRESHOLDS = { link: 5, review: 0, margin: 3 };

/** Nodes from 100 on have an ID. */
function edge(left: number, right: number, weight: number, more: Partial<Edge> = {}): Edge {
  return {
    left,
    right,
    rightStrong: right >= 100,
    weight,
    weightIfTaken: weight,
    ...more,
  };
}

describe('decideLinks', () => {
  it('links what reaches the link threshold, shows what reaches the review threshold', () => {
    const { classes, roots } = decideLinks(
      [edge(1, 100, 5), edge(2, 100, 4.9), edge(3, 100, 0), edge(4, 100, -0.1)],
      THRESHOLDS,
    );
    expect(classes).toEqual(['probable', 'review', 'review', null]);
    expect(roots).toEqual(new Map([[1, 100]]));
  });

  it('sends a tie between two IDs to review', () => {
    const { classes, roots } = decideLinks([edge(1, 100, 9), edge(1, 101, 6.5)], THRESHOLDS);
    expect(classes).toEqual(['review', 'review']);
    expect(roots.size).toBe(0);
  });

  it('follows from a tied record to another without an ID only what is clearly better', () => {
    const tied = [edge(1, 100, 9), edge(1, 101, 8)];
    expect(decideLinks([edge(1, 2, 12), ...tied], THRESHOLDS).roots).toEqual(new Map([[2, 1]]));
    expect(decideLinks([edge(1, 2, 11.9), ...tied], THRESHOLDS).roots.size).toBe(0);
  });

  it('takes the best where the second is clearly worse, and shows the second', () => {
    const { classes, roots } = decideLinks([edge(1, 100, 9), edge(1, 101, 6)], THRESHOLDS);
    expect(classes).toEqual(['probable', 'review']);
    expect(roots.get(1)).toBe(100);
  });

  it('raises an alarm instead of joining two IDs through a record without one', () => {
    const { classes, roots, alarms } = decideLinks(
      [edge(1, 100, 9), edge(2, 101, 8), edge(1, 2, 7)],
      THRESHOLDS,
    );
    expect(classes).toEqual(['probable', 'probable', 'review']);
    expect(alarms).toBe(1);
    expect(roots).toEqual(
      new Map([
        [1, 100],
        [2, 101],
      ]),
    );
  });

  it('joins a record to a person through another record', () => {
    const { roots } = decideLinks([edge(1, 100, 9), edge(1, 2, 7)], THRESHOLDS);
    expect(roots).toEqual(
      new Map([
        [1, 100],
        [2, 100],
      ]),
    );
  });

  it('does not join two records of a registry with one row per person unless the evidence bears a duplicate', () => {
    const rosters = new Map([
      [1, [3]],
      [2, [3]],
    ]);
    const joined = (more: Partial<Edge>): unknown =>
      decideLinks([edge(1, 100, 9, more), edge(2, 100, 8, more)], THRESHOLDS, [], rosters).classes;
    expect(joined({ weightIfTaken: 4 })).toEqual(['probable', 'review']);
    expect(joined({ weightIfTaken: 6 })).toEqual(['probable', 'probable']);
  });

  it('nor through a record of another registry that is like both', () => {
    const rosters = new Map([
      [1, [3]],
      [100, [0, 3]],
    ]);
    const edges = [edge(2, 100, 9, { weightIfTaken: 4 }), edge(2, 1, 8, { weightIfTaken: 4 })];
    expect(decideLinks(edges, THRESHOLDS, [], rosters)).toMatchObject({
      classes: ['probable', 'review'],
      roots: new Map([[2, 100]]),
    });
  });

  it('never puts two IDs into one cluster, and clusters are what the followed edges connect', () => {
    const edges = fc.array(
      fc.record({
        left: fc.integer({ min: 1, max: 12 }),
        right: fc.integer({ min: 1, max: 18 }),
        weight: fc.integer({ min: -3, max: 20 }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(edges, (drawn) => {
        const seen = new Set<string>();
        const graph = drawn
          .map(({ left, right, weight }) =>
            right > 12
              ? edge(left, right + 100, weight)
              : edge(Math.min(left, right), Math.max(left, right), weight),
          )
          .filter(
            ({ left, right }) =>
              left !== right && !seen.has(`${left}-${right}`) && seen.add(`${left}-${right}`),
          )
          .sort((a, b) => b.weight - a.weight || a.left - b.left || a.right - b.right);
        const { classes, roots } = decideLinks(graph, THRESHOLDS);
        const followed = graph.filter((_, i) => classes[i] === 'probable');
        expect(partition(roots)).toEqual(reachable(followed));
        for (const node of roots.keys()) expect(node).toBeLessThan(100);
      }),
    );
  });
});

/** Clusters of more than one node as sorted texts. */
function partition(roots: ReadonlyMap<number, number>): readonly string[] {
  const clusters = new Map<number, number[]>();
  for (const [node, root] of roots) clusters.set(root, [...(clusters.get(root) ?? [root]), node]);
  return [...clusters.values()].map((nodes) => nodes.sort((a, b) => a - b).join(' ')).sort();
}

/** The oracle: connected components by repeated relabelling. */
function reachable(edges: readonly Edge[]): readonly string[] {
  const labels = new Map<number, number>();
  for (const { left, right } of edges) labels.set(left, left).set(right, right);
  for (let changed = true; changed;) {
    changed = false;
    for (const { left, right } of edges) {
      const label = Math.min(labels.get(left) ?? left, labels.get(right) ?? right);
      for (const node of [left, right]) {
        if (labels.get(node) !== label) {
          labels.set(node, label);
          changed = true;
        }
      }
    }
  }
  const clusters = new Map<number, number[]>();
  for (const [node, label] of labels) clusters.set(label, [...(clusters.get(label) ?? []), node]);
  return [...clusters.values()].map((nodes) => nodes.sort((a, b) => a - b).join(' ')).sort();
}

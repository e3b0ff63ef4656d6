/** A weighed pair; pairs come best first, equal weights in a fixed order. */
export interface WeighedPair {
  readonly left: number;
  readonly right: number;
  /** log2 odds. */
  readonly weight: number;
}

export const PAIR_CLASSES = ['link', 'review'] as const;
export type PairClass = (typeof PAIR_CLASSES)[number];

export interface AssignThresholds {
  /** Match weights (log2 odds). */
  readonly link: number;
  readonly review: number;
}

/** Two candidates within so many bits of each other are equally good. */
const TIE = 0.01;

/**
 * One partner for each record at most: the best pairs first. A record whose best two free candidates are equally good
 * is not given to one of them by chance: both pairs go to review. Null for pairs that are nothing, or whose record has
 * a better partner.
 */
export function assignPartners(
  pairs: readonly WeighedPair[],
  thresholds: AssignThresholds,
): readonly (PairClass | null)[] {
  const taken = { left: new Set<number>(), right: new Set<number>() };
  const classes: (PairClass | null)[] = pairs.map(() => null);
  for (let start = 0; start < pairs.length;) {
    const end = endOfTie(pairs, start);
    const free = range(start, end).filter((index) => {
      const pair = pairs[index];
      return pair !== undefined && !taken.left.has(pair.left) && !taken.right.has(pair.right);
    });
    const counts = { left: countBy(pairs, free, 'left'), right: countBy(pairs, free, 'right') };
    for (const index of free) {
      const pair = pairs[index];
      if (pair === undefined || pair.weight < thresholds.review) continue;
      const alone = counts.left.get(pair.left) === 1 && counts.right.get(pair.right) === 1;
      classes[index] = alone && pair.weight >= thresholds.link ? 'link' : 'review';
      if (classes[index] === 'link' || !alone) {
        taken.left.add(pair.left);
        taken.right.add(pair.right);
      }
    }
    start = end;
  }
  return classes;
}

/** The first pair behind those that are as good as the one at `start`. */
function endOfTie(pairs: readonly WeighedPair[], start: number): number {
  const best = pairs[start]?.weight ?? 0;
  let end = start + 1;
  while (end < pairs.length && (pairs[end]?.weight ?? 0) > best - TIE) end += 1;
  return end;
}

function range(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, index) => start + index);
}

function countBy(
  pairs: readonly WeighedPair[],
  places: readonly number[],
  side: 'left' | 'right',
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const place of places) {
    const node = pairs[place]?.[side] ?? 0;
    counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

/** Without one-to-one: each pair by its own weight. */
export function classifyPairs(
  pairs: readonly WeighedPair[],
  { link, review }: AssignThresholds,
): readonly (PairClass | null)[] {
  return pairs.map(({ weight }) => (weight >= link ? 'link' : weight >= review ? 'review' : null));
}

import { JUDGED_WEIGHT } from './match-judgements.js';
import type { WeighedPair } from './assign-partners.js';

/** What a pair of records says that no blocking rule brought together, or that was compared and is far below review. */
const STRANGERS = -6;
/** One pair alone may not outweigh all others. */
const MOST = 12;

export interface Clustered {
  /** Record → the smallest record of its cluster; records that are alone are left out. */
  readonly clusters: ReadonlyMap<number, number>;
  /** Pairs good enough for a link whose clusters as a whole speak against it. */
  readonly refused: readonly WeighedPair[];
}

/**
 * Clusters of records that are one: along links from the best down. Two clusters join only where all pairs between
 * them, not the best one alone, speak for it on average: so one record with half its values missing cannot be the
 * bridge between two people. `pairs` holds every compared pair worth knowing, best first; those from `link` on may join.
 */
export function clusterRecords(pairs: readonly WeighedPair[], link: number): Clustered {
  const weights = new Map<number, Map<number, number>>();
  for (const { left, right, weight } of pairs) {
    put(weights, left, right, weight);
    put(weights, right, left, weight);
  }
  const clusters = new Clusters();
  const refused: WeighedPair[] = [];
  for (const pair of pairs) {
    if (pair.weight < link) break;
    const [left, right] = [clusters.of(pair.left), clusters.of(pair.right)];
    if (left === right) continue;
    if (meanWeight(weights, clusters.members(left), clusters.members(right)) < Math.min(link, 0))
      refused.push(pair);
    else clusters.join(left, right);
  }
  return { clusters: clusters.clusterOf, refused };
}

/** Which records are together; a cluster is named after its smallest record. */
class Clusters {
  readonly clusterOf = new Map<number, number>();
  private readonly membersOf = new Map<number, readonly number[]>();

  of(record: number): number {
    return this.clusterOf.get(record) ?? record;
  }

  members(cluster: number): readonly number[] {
    return this.membersOf.get(cluster) ?? [cluster];
  }

  join(left: number, right: number): void {
    const joined = [...this.members(left), ...this.members(right)];
    this.membersOf.delete(Math.max(left, right));
    this.membersOf.set(Math.min(left, right), joined);
    for (const member of joined) this.clusterOf.set(member, Math.min(left, right));
  }
}

function put(weights: Map<number, Map<number, number>>, from: number, to: number, weight: number): void {
  const own = weights.get(from) ?? new Map<number, number>();
  own.set(to, weight);
  weights.set(from, own);
}

/** Judgements count in full; of weights one may not outvote all others. */
function weightOf(weight: number): number {
  return Math.abs(weight) === JUDGED_WEIGHT ? weight : Math.min(Math.max(weight, STRANGERS), MOST);
}

function meanWeight(
  weights: ReadonlyMap<number, ReadonlyMap<number, number>>,
  a: readonly number[],
  b: readonly number[],
): number {
  let sum = 0;
  for (const left of a) {
    const own = weights.get(left);
    for (const right of b) sum += weightOf(own?.get(right) ?? STRANGERS);
  }
  return sum / (a.length * b.length);
}

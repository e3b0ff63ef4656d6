import type { LinkClass } from '../model/link.js';

/** A scored candidate pair. Edges come best first, equal weights in a fixed order. */
export interface Edge {
  readonly left: number;
  readonly right: number;
  /** Both sides have a sure ID of their own, and not the same: never followed, shown for review. */
  readonly twoIds?: boolean;
  readonly rightStrong: boolean;
  readonly weight: number;
  /** What the weight would be if both sides' people already stood in one registry with one row per person. */
  readonly weightIfTaken: number;
}

/** A pair that people decided about, the node without an ID on its left. */
export interface JudgedPair extends Pick<Edge, 'left' | 'right' | 'rightStrong'> {
  readonly leftStrong: boolean;
  readonly verdict: 'same' | 'different' | 'unsure';
}

export interface Thresholds {
  readonly link: number;
  readonly review: number;
  readonly margin: number;
}

export interface Decided {
  /** Class of each edge in the order given; null where it says nothing. */
  readonly classes: readonly (LinkClass | null)[];
  /** Nodes that joined another one: node → root. A root is a node with an ID where the cluster has one. */
  readonly roots: ReadonlyMap<number, number>;
  /** Edges that would have joined two different IDs. */
  readonly alarms: number;
}

/** Which registries with one row per person each node stands in; nodes that stand in none may be left out. */
export type Rosters = ReadonlyMap<number, readonly number[]>;

/**
 * Joins nodes along edges from the best down. A node without an ID joins at most one with an ID; two of those within
 * the margin make a tie, and a tie is for people. An edge that would put two IDs into one cluster is never followed:
 * it is the weakest on the way between them, so it goes to review. What people judged comes first, and no edge joins
 * what they told apart, also by way of others. Where both clusters stand in one registry with one row per person, the edge
 * has to outweigh that.
 */
export function decideLinks(
  edges: readonly Edge[],
  thresholds: Thresholds,
  judged: readonly JudgedPair[] = [],
  rosters: Rosters = new Map(),
): Decided {
  const clusters = new Clusters(rosters);
  clusters.judge(judged);
  const settled = edges.map((edge) => clusters.settles(edge));
  const tied = tiedNodes(
    edges.filter((_, index) => settled[index] === null),
    thresholds,
  );
  const isTied = (edge: Edge): boolean => {
    const best = tied.get(edge.left);
    return best !== undefined && (edge.rightStrong || edge.weight < best + thresholds.margin);
  };
  let alarms = 0;
  const classes = edges.map((edge, index): LinkClass | null => {
    if (edge.weight < thresholds.review || settled[index] === 'different') return null;
    if (settled[index] === 'same') return 'probable';
    if (edge.weight < thresholds.link || edge.twoIds === true || isTied(edge)) return 'review';
    const joined = clusters.join(edge, thresholds.link);
    if (joined === 'alarm') alarms += 1;
    return joined === 'joined' || joined === 'already' ? 'probable' : 'review';
  });
  return { classes, roots: clusters.roots(), alarms };
}

/**
 * Nodes whose second-best node with an ID is nearly as good as the best, with the weight of that. Which of the two it is
 * remains open, and what another record without an ID says of it only counts where it is clearly better than both.
 */
function tiedNodes(edges: readonly Edge[], thresholds: Thresholds): ReadonlyMap<number, number> {
  const best = new Map<number, number>();
  const tied = new Map<number, number>();
  for (const edge of edges) {
    if (!edge.rightStrong || edge.twoIds === true) continue;
    const first = best.get(edge.left);
    if (first === undefined) best.set(edge.left, edge.weight);
    else if (edge.weight > first - thresholds.margin && edge.weight >= thresholds.review)
      tied.set(edge.left, first);
  }
  return tied;
}

/** Union-find over nodes that remembers the one node with an ID and the rosters taken in each cluster. */
class Clusters {
  private readonly parents = new Map<number, number>();
  private readonly strong = new Map<number, number>();
  private readonly joinedRosters = new Map<number, ReadonlySet<number>>();
  /** Nodes that were judged to be somebody else. */
  private readonly apart = new Map<number, readonly number[]>();

  constructor(private readonly rosters: Rosters) {}

  /** Joins what people judged the same, then notes what they told apart; where both were said, `same` stands. */
  judge(judged: readonly JudgedPair[]): void {
    for (const pair of judged) if (pair.verdict === 'same') this.joinJudged(pair);
    for (const { left, right, verdict } of judged) {
      if (verdict !== 'different') continue;
      for (const [node, other] of [
        [left, right],
        [right, left],
      ] as const) {
        this.apart.set(this.find(node), [...(this.apart.get(this.find(node)) ?? []), other]);
      }
    }
  }

  /** What judgements alone say of an edge, before any is followed: one person, two, or nothing. */
  settles(edge: Edge): 'same' | 'different' | null {
    const [left, right] = [this.find(edge.left), this.find(edge.right)];
    if (left === right) return 'same';
    const knownOtherwise = edge.rightStrong && edge.twoIds !== true && this.strong.has(left);
    return knownOtherwise || this.areApart(left, right) ? 'different' : null;
  }

  join(edge: Edge, linkThreshold: number): 'joined' | 'already' | 'alarm' | 'taken' | 'apart' {
    if (edge.rightStrong) this.noteStrong(edge.right);
    const left = this.find(edge.left);
    const right = this.find(edge.right);
    if (left === right) return 'already';
    if (this.areApart(left, right)) return 'apart';
    if (this.strong.has(left) && this.strong.has(right)) return 'alarm';
    if (edge.weightIfTaken < linkThreshold && this.shareRoster(left, right)) return 'taken';
    this.union(left, right);
    return 'joined';
  }

  roots(): ReadonlyMap<number, number> {
    const roots = new Map<number, number>();
    for (const node of this.parents.keys()) {
      const root = this.find(node);
      const named = this.strong.get(root) ?? root;
      if (named !== node) roots.set(node, named);
    }
    return roots;
  }

  private shareRoster(left: number, right: number): boolean {
    const taken = this.rostersOf(right);
    return [...this.rostersOf(left)].some((registry) => taken.has(registry));
  }

  private rostersOf(root: number): ReadonlySet<number> {
    return this.joinedRosters.get(root) ?? new Set(this.rosters.get(root));
  }

  private union(left: number, right: number): void {
    const root = Math.min(left, right);
    const other = root === left ? right : left;
    this.parents.set(root, root);
    this.parents.set(other, root);
    const strong = this.strong.get(root) ?? this.strong.get(other);
    if (strong !== undefined) this.strong.set(root, strong);
    this.joinedRosters.set(root, new Set([...this.rostersOf(root), ...this.rostersOf(other)]));
    const apart = [...(this.apart.get(root) ?? []), ...(this.apart.get(other) ?? [])];
    if (apart.length > 0) this.apart.set(root, apart);
  }

  private joinJudged({ left, right, leftStrong, rightStrong }: JudgedPair): void {
    if (leftStrong) this.noteStrong(left);
    if (rightStrong) this.noteStrong(right);
    if (this.find(left) !== this.find(right)) this.union(this.find(left), this.find(right));
  }

  private noteStrong(node: number): void {
    const root = this.find(node);
    if (!this.strong.has(root)) this.strong.set(root, node);
  }

  private areApart(left: number, right: number): boolean {
    return (this.apart.get(left) ?? []).some((node) => this.find(node) === right);
  }

  private find(node: number): number {
    let root = node;
    for (
      let parent = this.parents.get(root);
      parent !== undefined && parent !== root;
      parent = this.parents.get(root)
    )
      root = parent;
    for (let at = node; at !== root;) {
      const next = this.parents.get(at) ?? root;
      this.parents.set(at, root);
      at = next;
    }
    return root;
  }
}

/** Precision, recall and F1 of pairs. */
export interface PairFigures {
  readonly truePairs: number;
  readonly linked: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function pairFigures(truth: ReadonlySet<string>, linked: readonly string[]): PairFigures {
  const right = linked.filter((pair) => truth.has(pair)).length;
  return {
    truePairs: truth.size,
    linked: linked.length,
    right,
    precision: linked.length === 0 ? 1 : right / linked.length,
    recall: truth.size === 0 ? 1 : right / truth.size,
    f1: truth.size + linked.length === 0 ? 1 : (2 * right) / (truth.size + linked.length),
  };
}

/** All pairs of lines with the same person; `left` and `right` give the person of each line. */
export function truePairs(
  left: ReadonlyMap<number, string>,
  right: ReadonlyMap<number, string> | null,
): ReadonlySet<string> {
  const byPerson = new Map<string, number[]>();
  for (const [line, person] of right ?? left) {
    const lines = byPerson.get(person);
    if (lines === undefined) byPerson.set(person, [line]);
    else lines.push(line);
  }
  return new Set(
    [...left].flatMap(([a, person]) =>
      (byPerson.get(person) ?? []).filter((b) => right !== null || b > a).map((b) => `${a}-${b}`),
    ),
  );
}

/** The pairs inside clusters of lines. */
export function clusterPairs(clusters: readonly (readonly number[])[]): readonly string[] {
  return clusters.flatMap((lines) =>
    lines.flatMap((a, index) => lines.slice(index + 1).map((b) => `${a}-${b}`)),
  );
}

import type { MatchModel } from './match-model.js';
import type { Levels } from './match-units.js';

/**
 * Strangers who agree in one field often agree in another one with it: postcode and town, first and full name. Counted
 * as two independent agreements they look like a match. Such comparisons are found among random pairs and weighed
 * together.
 */
const LEAST_LIFT = 3;
/** Joint agreements of random pairs beyond chance that it takes to be sure. */
const LEAST_PAIRS = 20;
const LARGEST_GROUP = 6;

interface Pattern {
  readonly levels: Levels;
  readonly count: number;
}

/**
 * Groups of comparisons (by place in the model) that agree together among random pairs at least LEAST_LIFT times as
 * often as chance explains. Matches among the random pairs agree together too: the plain ones are left out by `isPlain`,
 * and `matches` more are allowed for.
 */
export function dependentGroups(
  model: MatchModel,
  random: readonly Pattern[],
  isPlain: (levels: Levels) => boolean,
  matches: number,
): readonly (readonly number[])[] {
  const strangers = random.filter(({ levels }) => !isPlain(levels));
  const links: { readonly pair: readonly [number, number]; readonly lift: number }[] = [];
  for (let a = 0; a < model.comparisons.length; a += 1) {
    for (let b = a + 1; b < model.comparisons.length; b += 1) {
      const { both, expected } = together(strangers, a, b);
      if (both - matches - expected >= LEAST_PAIRS && both - matches >= LEAST_LIFT * expected)
        links.push({ pair: [a, b], lift: both / expected });
    }
  }
  return join(links.sort((x, y) => y.lift - x.lift || x.pair[0] - y.pair[0] || x.pair[1] - y.pair[1]));
}

/** Pairs that have both fields: how many agree fully in both (near agreement may be chance), and how many would by chance. */
function together(
  strangers: readonly Pattern[],
  a: number,
  b: number,
): { readonly both: number; readonly expected: number } {
  let [pairs, inA, inB, both] = [0, 0, 0, 0];
  for (const { levels, count } of strangers) {
    const [inOne, inOther] = [levels[a] ?? null, levels[b] ?? null];
    if (inOne === null || inOther === null) continue;
    pairs += count;
    if (inOne === 0) inA += count;
    if (inOther === 0) inB += count;
    if (inOne + inOther === 0) both += count;
  }
  return { both, expected: pairs === 0 ? 0 : (inA * inB) / pairs };
}

/** The strongest dependence first; a group stays small, or its combinations could not be counted. */
function join(
  links: readonly { readonly pair: readonly [number, number] }[],
): readonly (readonly number[])[] {
  let groups: (readonly number[])[] = [];
  for (const { pair } of links) {
    const touched = groups.filter((group) => group.includes(pair[0]) || group.includes(pair[1]));
    const merged = [...new Set([...touched.flat(), ...pair])].sort((a, b) => a - b);
    if (merged.length > LARGEST_GROUP) continue;
    groups = [...groups.filter((group) => !touched.includes(group)), merged];
  }
  return groups.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

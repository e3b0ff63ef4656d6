/** Characters that look alike, found in the order of their strokes (a letter a kind of stroke). */
import { distance } from 'fastest-levenshtein';

export type Strokes = ReadonlyMap<string, string>;
export type Link = (a: string, b: string) => void;

/** A radical has at most so many strokes, a body that two characters share at least so many. */
const LONGEST_RADICAL = 4;
const SHORTEST_BODY = 4;
/** So many characters must consist of a run of strokes and a whole character before the run counts as a radical. */
const LEAST_HEADS = 15;
const LEAST_TAILS = 12;
/** One stroke more, less or different is a look-alike from this many strokes on; two from the second figure on. */
const ONE_STROKE = 6;
const TWO_STROKES = 14;

function frequent(parts: readonly string[], least: number): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= least).map(([part]) => part));
}

function radicalLengths(): readonly number[] {
  return Array.from({ length: LONGEST_RADICAL }, (_, i) => i + 1);
}

/** Characters with one body and another radical before it, or none: 清 青 晴, 甫 浦. */
function linkBodies(strokes: Strokes, whole: ReadonlySet<string>, link: Link): void {
  const heads = [...strokes.values()].flatMap((order) =>
    radicalLengths()
      .filter((k) => order.length - k >= SHORTEST_BODY && whole.has(order.slice(k)))
      .map((k) => order.slice(0, k)),
  );
  const radicals = frequent(heads, LEAST_HEADS);
  const byBody = new Map<string, string[]>();
  for (const [character, order] of strokes) {
    for (const k of [0, ...radicalLengths()]) {
      const body = order.slice(k);
      if (body.length < SHORTEST_BODY || !whole.has(body) || (k > 0 && !radicals.has(order.slice(0, k))))
        continue;
      byBody.set(body, [...(byBody.get(body) ?? []), character]);
    }
  }
  for (const group of byBody.values()) group.forEach((a, i) => group.slice(i + 1).forEach((b) => link(a, b)));
}

/** A character and the same with a radical written after it: 彬 赟, 甫 逋. */
function linkTails(strokes: Strokes, whole: ReadonlySet<string>, link: Link): void {
  const byOrder = new Map(Array.from(strokes, ([character, order]) => [order, character]));
  const tails = [...strokes.values()].flatMap((order) =>
    radicalLengths()
      .filter((k) => order.length - k > SHORTEST_BODY && whole.has(order.slice(0, -k)))
      .map((k) => order.slice(-k)),
  );
  const radicals = frequent(tails, LEAST_TAILS);
  for (const [character, order] of strokes) {
    for (const k of radicalLengths()) {
      const body = order.length - k > SHORTEST_BODY ? byOrder.get(order.slice(0, -k)) : undefined;
      if (body !== undefined && radicals.has(order.slice(-k))) link(character, body);
    }
  }
}

function slips(length: number): number {
  if (length < ONE_STROKE) return 0;
  return length < TWO_STROKES ? 1 : 2;
}

/** Characters that one or two strokes tell apart: 侯 候, 梁 粱. */
function linkNeighbours(strokes: Strokes, link: Link): void {
  const byLength = new Map<number, [string, string][]>();
  for (const entry of strokes)
    byLength.set(entry[1].length, [...(byLength.get(entry[1].length) ?? []), entry]);
  for (const [length, entries] of byLength) {
    const others = [0, 1, 2]
      .filter((more) => more <= slips(length + more))
      .flatMap((more) => byLength.get(length + more) ?? []);
    for (const [a, order] of entries) {
      for (const [b, other] of others) if (distance(order, other) <= slips(other.length)) link(a, b);
    }
  }
}

/** Calls `link` for every two characters that look alike by their strokes. */
export function linkLookAlikes(strokes: Strokes, link: Link): void {
  const whole = new Set(strokes.values());
  linkBodies(strokes, whole, link);
  linkTails(strokes, whole, link);
  linkNeighbours(strokes, link);
}

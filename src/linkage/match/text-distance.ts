import type { ScalarFunction } from '../../engine/engine.js';

/**
 * Characters to add, drop, replace, or swap with their neighbour to turn one text into the other (Damerau 1964, in the
 * unrestricted form of Lowrance and Wagner), counted in code points.
 */
export function characterEdits(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const width = right.length + 2;
  const far = left.length + right.length;
  const table = new Int32Array((left.length + 2) * width).fill(far);
  for (let i = 0; i <= left.length; i += 1) table[(i + 1) * width + 1] = i;
  for (let j = 0; j <= right.length; j += 1) table[width + j + 1] = j;
  const lastRow = new Map<string, number>();
  for (let i = 1; i <= left.length; i += 1) {
    fillRow(table, i, { left, right, width, lastRow });
    lastRow.set(left[i - 1] ?? '', i);
  }
  return table[(left.length + 1) * width + right.length + 1] ?? far;
}

interface Texts {
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly width: number;
  /** Last row so far in which a character stood on the left. */
  readonly lastRow: ReadonlyMap<string, number>;
}

function fillRow(table: Int32Array, i: number, { left, right, width, lastRow }: Texts): void {
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  let lastColumn = 0;
  for (let j = 1; j <= right.length; j += 1) {
    const row = lastRow.get(right[j - 1] ?? '') ?? 0;
    const same = left[i - 1] === right[j - 1];
    const swapped = at(row, lastColumn) + (i - row - 1) + 1 + (j - lastColumn - 1);
    const replaced = at(i, j) + (same ? 0 : 1);
    table[(i + 1) * width + j + 1] = Math.min(replaced, at(i + 1, j) + 1, at(i, j + 1) + 1, swapped);
    if (same) lastColumn = j;
  }
}

/** Share of a common beginning that counts, and from which similarity on (Winkler 1990). */
const PREFIX_WEIGHT = 0.1;
const MOST_PREFIX = 4;
const BOOST_FROM = 0.7;

/** Jaro–Winkler similarity (0 to 1), counted in code points. */
export function jaroWinkler(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const jaro = jaroSimilarity(left, right);
  if (jaro <= BOOST_FROM) return jaro;
  let prefix = 0;
  while (prefix < MOST_PREFIX && prefix < left.length && left[prefix] === right[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroSimilarity(left: readonly string[], right: readonly string[]): number {
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  const reach = Math.max(Math.floor(Math.max(left.length, right.length) / 2) - 1, 0);
  const taken = new Set<number>();
  const matchedLeft: string[] = [];
  left.forEach((character, i) => {
    for (let j = Math.max(0, i - reach); j <= Math.min(right.length - 1, i + reach); j += 1) {
      if (taken.has(j) || right[j] !== character) continue;
      taken.add(j);
      matchedLeft.push(character);
      return;
    }
  });
  const matches = matchedLeft.length;
  if (matches === 0) return 0;
  const matchedRight = right.filter((_, j) => taken.has(j));
  const moved = matchedLeft.filter((character, index) => character !== matchedRight[index]).length;
  return (matches / left.length + matches / right.length + (matches - Math.floor(moved / 2)) / matches) / 3;
}

/** Functions for texts that are not ASCII: the engine's own count bytes. */
export const distanceFunctions: readonly ScalarFunction[] = [
  {
    name: 'character_edits',
    parameters: 2,
    returns: 'INTEGER',
    call: (a = '', b = '') => characterEdits(a, b),
  },
  {
    name: 'character_jaro_winkler',
    parameters: 2,
    returns: 'DOUBLE',
    call: (a = '', b = '') => jaroWinkler(a, b),
  },
];

const bothAscii = (a: string, b: string): string =>
  `strlen(${a}) = length(${a}) AND strlen(${b}) = length(${b})`;

/**
 * SQL for characterEdits(a, b) <= most. Cheap bounds come first, each in a CASE of its own because the engine computes
 * both sides of an AND: lengths, then the plain edit distance (no more than twice as large), then the exact one.
 */
export function editsWithin(a: string, b: string, most: number): string {
  return `CASE
      WHEN abs(length(${a}) - length(${b})) > ${most} THEN false
      WHEN NOT (${bothAscii(a, b)}) THEN character_edits(${a}, ${b}) <= ${most}
      WHEN levenshtein(${a}, ${b}) > ${2 * most} THEN false
      ELSE damerau_levenshtein(${a}, ${b}) <= ${most}
    END`;
}

/** SQL for characterEdits(a, b). */
export function editsSql(a: string, b: string): string {
  return `CASE WHEN ${bothAscii(a, b)} THEN damerau_levenshtein(${a}, ${b}) ELSE character_edits(${a}, ${b}) END`;
}

/** SQL for jaroWinkler(a, b) >= least. */
export function jaroWinklerFrom(a: string, b: string, least: number): string {
  return `CASE WHEN ${bothAscii(a, b)} THEN jaro_winkler_similarity(${a}, ${b}) ELSE character_jaro_winkler(${a}, ${b}) END >= ${least}`;
}

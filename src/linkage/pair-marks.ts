import { number, text } from '../engine/sql.js';
import type { Comparison } from './comparisons.js';
import type { MarkedTest } from './levels/comparison-kind.js';

/**
 * Pairs as numbers. A profile holds, for each test of the comparisons, a byte in its value's place: eight tests make one
 * word, so that one XOR finds out for eight of them whether two sides agree. A pair's pattern is one word, too: for
 * each test a bit that says whether both sides know the value, and one whether they agree. Pairs are many, their
 * patterns few: whatever follows from a pattern is worked out once for all pairs that have it.
 */
const TESTS_PER_WORD = 8;
/** A word holds two bits of each of 32 tests. */
const MOST_WORDS = 4;

interface PlacedTest {
  readonly place: number;
  readonly test: MarkedTest;
}

/** A comparison with the places of its tests; `tests` is null where its level itself is found pair by pair. */
export interface PatternPart {
  readonly comparison: Comparison;
  readonly tests: ReadonlyMap<string, PlacedTest> | null;
}

/** Gives each test its place; comparisons that find no room, or have no hint, keep their levels. */
export function patternParts(comparisons: readonly Comparison[]): readonly PatternPart[] {
  let taken = 0;
  return comparisons.map((comparison) => {
    const tests = Object.entries(comparison.kind.hint?.tests ?? {});
    if (tests.length === 0 || taken + tests.length > TESTS_PER_WORD * MOST_WORDS)
      return { comparison, tests: null };
    const placed = tests.map(([name, test], index) => [name, { place: taken + index, test }] as const);
    taken += tests.length;
    return { comparison, tests: new Map(placed) };
  });
}

/** The bit of a test in a pattern: `same` its first, `known` four bits below, in the byte that its marks have. */
function bit({ place }: PlacedTest, what: 'same' | 'known'): number {
  return (
    (place % TESTS_PER_WORD) * 8 +
    7 -
    Math.floor(place / TESTS_PER_WORD) -
    (what === 'known' ? MOST_WORDS : 0)
  );
}

function shifted(value: string, bits: number): string {
  return `((${value})::UBIGINT << ${number(bits)})`;
}

function byteOf(value: string): string {
  return `coalesce((${value}) % 255, 0)`;
}

/** The sides of a pair, as pairs and profiles name them. */
export const SIDES = ['l', 'r'] as const;
export type Side = (typeof SIDES)[number];

/** Columns of a profile that stands on one side of a pair: its marks, and what it knows. */
export function markColumns(parts: readonly PatternPart[], side: Side): readonly string[] {
  const tests = placedTests(parts);
  const value = ({ test }: PlacedTest): string => test[SIDES.indexOf(side)] ?? 'NULL';
  const words = Array.from({ length: MOST_WORDS }, (_, word) => {
    const bytes = tests
      .filter(({ place }) => Math.floor(place / TESTS_PER_WORD) === word)
      .map((test) => shifted(byteOf(value(test)), (test.place % TESTS_PER_WORD) * 8));
    return `${orOf(bytes)} AS marks_${number(word)}`;
  });
  const known = tests.map((test) => shifted(`(${value(test)}) IS NOT NULL`, bit(test, 'same')));
  return [...words, `${orOf(known)} AS known`];
}

export function markedTable(side: Side): string {
  return `link_marked_${side}`;
}

/** What marks add to a profile. */
const MADE = /^(marks_\d|known|name_marks)$/;

/** The columns of profiles that expressions over pairs ask of one side. */
export function columnsOf(side: Side, expressions: readonly string[]): readonly string[] {
  const asked = expressions.join(' ').matchAll(new RegExp(`\\b${side}\\.([a-z_0-9]+)`, 'g'));
  return [...new Set([...asked].map(([, column = '']) => column))].filter((column) => !MADE.test(column));
}

/** The nodes that stand on one side of a pair: some columns of their profiles, their marks and those of their names. */
export function marksStatement(
  parts: readonly PatternPart[],
  side: Side,
  columns: readonly string[],
): string {
  const kept = ['node_no', ...columns].map((column) => `p.${column}`);
  return `CREATE OR REPLACE TABLE ${markedTable(side)} AS
WITH sided AS (
  SELECT *
  FROM link_profiles
  SEMI JOIN (SELECT node_${side} AS node_no FROM link_candidates) USING (node_no)
),
names AS (
  SELECT name_no, name_marks(name)::UHUGEINT AS name_marks
  FROM link_names
  SEMI JOIN sided USING (name_no)
)
SELECT
  ${[...kept, 'n.name_marks', ...markColumns(parts, side)].join(',\n  ')}
FROM sided AS p
LEFT JOIN names AS n USING (name_no)`;
}

function placedTests(parts: readonly PatternPart[]): readonly PlacedTest[] {
  return parts.flatMap(({ tests }) => (tests === null ? [] : [...tests.values()]));
}

function orOf(words: readonly string[]): string {
  return ['0::UBIGINT', ...words].join('\n      | ');
}

/** All bits of each byte but its first. */
const LOW_BITS = `${String(0x7f7f_7f7f_7f7f_7f7fn)}::UBIGINT`;
const ALL_BITS = `${String(0xffff_ffff_ffff_ffffn)}::UBIGINT`;

/** The first bit of each byte that is the same in both words: a byte of zero is the only one that no sum carries into. */
function sameBytes(word: number): string {
  const differ = `xor(l.marks_${number(word)}, r.marks_${number(word)})`;
  return `xor(((${differ} & ${LOW_BITS}) + ${LOW_BITS}) | ${differ} | ${LOW_BITS}, ${ALL_BITS})`;
}

/** SQL for the pattern of two profiles `l` and `r`. */
export function patternSql(parts: readonly PatternPart[]): string {
  const words = Math.ceil(placedTests(parts).length / TESTS_PER_WORD);
  const same = Array.from({ length: words }, (_, word) => `(${sameBytes(word)} >> ${number(word)})`);
  const known = '(l.known & r.known)';
  return `((${orOf(same)}) & ${known}) | (${known} >> ${number(MOST_WORDS)})`;
}

/** SQL for the hint of a comparison, over a row with `pattern` or, where it has no tests, with its level as its hint. */
export function hintSql({ comparison, tests }: PatternPart): string {
  const { kind, model } = comparison;
  if (tests === null || kind.hint === undefined) return `${model.name}_hint`;
  const ask =
    (what: 'same' | 'known') =>
    (name: string): string => {
      const test = tests.get(name);
      if (test === undefined) throw new RangeError(`no test ${text(name)} in ${kind.levels.join()}`);
      return `(pattern >> ${number(bit(test, what))} & 1 = 1)`;
    };
  return kind.hint.sql(ask('same'), ask('known'));
}

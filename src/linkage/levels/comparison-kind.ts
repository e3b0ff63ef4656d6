import { text } from '../../engine/sql.js';

/** Two values that agree or do not: SQL for a whole number over the profile of each side, NULL where it has none. */
export type MarkedTest = readonly [left: string, right: string];

/** The same value on both sides. */
export function bothSides(value: string): MarkedTest {
  return [value, value];
}

/** A number in a text's place. */
export function textNumber(value: string): string {
  return `CASE WHEN ${value} IS NOT NULL THEN hash(${value}) END`;
}

/**
 * A bound of the level that costs little, since only small marks of values are compared (see pair-marks). Values that
 * differ may have one mark, so a test may find an agreement too many, never one too few.
 */
export interface LevelHint {
  readonly tests: Readonly<Record<string, MarkedTest>>;
  /**
   * SQL for a place that the level does not come before, 0 where it may also be missing; NULL only where the level is
   * NULL. `same` says whether both sides of a test have the value and agree, `known` whether both have it.
   */
  readonly sql: (same: (test: string) => string, known: (test: string) => string) => string;
}

/** How two sides are compared in one respect: named levels, and SQL that says which one holds. */
export interface ComparisonKind {
  /** Best first. A pair of nodes with several identities gets the best level that any two of them reach. */
  readonly levels: readonly string[];
  /**
   * SQL for the 0-based place of the level in `levels`, NULL where a side is missing. `l` and `r` are aliases of two
   * profiles (see scoring).
   */
  readonly levelSql: (l: string, r: string) => string;
  readonly hint?: LevelHint;
  /** In place of `hint`, such a place as SQL over both profiles, where marks cannot tell. */
  readonly hintSql?: (l: string, r: string) => string;
}

/** `CASE WHEN … THEN place` for conditions in the order of `levels`; the last level takes the rest. */
export function levelCase(missing: string, conditions: readonly string[]): string {
  const cases = conditions.map((condition, place) => `    WHEN ${condition} THEN ${place}`);
  return `CASE\n    WHEN ${missing} THEN NULL\n${cases.join('\n')}\n    ELSE ${conditions.length}\n  END`;
}

/** SQL for a level name by its place; used wherever a level is shown. */
export function levelName(levels: readonly string[], place: string): string {
  return `CASE ${place} ${levels.map((level, index) => `WHEN ${index} THEN ${text(level)}`).join(' ')} ELSE 'missing' END`;
}

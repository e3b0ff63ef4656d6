import { text } from '../../engine/sql.js';

/** How two sides are compared in one respect: named levels, and SQL that says which one holds. */
export interface ComparisonKind {
  /** Best first. A pair of nodes with several identities gets the best level that any two of them reach. */
  readonly levels: readonly string[];
  /**
   * SQL for the 0-based place of the level in `levels`, NULL where a side is missing. `l` and `r` are aliases of two
   * profiles (see scoring).
   */
  readonly levelSql: (l: string, r: string) => string;
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

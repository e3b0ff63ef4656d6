import type { ComparisonKind } from './comparison-kind.js';

/** Registries beyond this place of the input share the last bit of `rosters`, so they are not asked. */
export const MOST_ROSTERS = 61;

/**
 * Registries with one row per person: does the other side already stand in the left record's own registry? A second
 * row would be a duplicate, which is rare; an empty place is what a lost record leaves.
 */
export const rosterLevel: ComparisonKind = {
  levels: ['free', 'taken'],
  levelSql: (l, r) => `CASE
    WHEN NOT ${l}.one_row OR ${l}.registry_no >= ${String(MOST_ROSTERS)} THEN NULL
    WHEN (${r}.rosters >> ${l}.registry_no) & 1 = 0 THEN 0
    ELSE 1
  END`,
};

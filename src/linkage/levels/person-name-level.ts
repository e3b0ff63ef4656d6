import type { ComparisonKind } from './comparison-kind.js';
import { NAME_LEVELS } from './name-levels.js';

/**
 * Names: equal ones by number; different ones by the table `link_name_levels` (joined as `name_pair`), which holds
 * each pair of different names once. Agreement with an alias is never better than a variant.
 */
export const personNameLevel: ComparisonKind = {
  levels: NAME_LEVELS,
  levelSql: (l, r) => `CASE
    WHEN ${l}.name_no IS NULL OR ${r}.name_no IS NULL THEN NULL
    WHEN ${l}.name_no = ${r}.name_no AND NOT ${l}.alias AND NOT ${r}.alias THEN 0
    WHEN ${l}.name_no = ${r}.name_no THEN 1
    WHEN ${l}.alias OR ${r}.alias THEN greatest(name_pair.level, 1)
    ELSE name_pair.level
  END`,
  hintSql: (l, r) => `CASE
    WHEN ${l}.name_no = ${r}.name_no THEN 0
    WHEN ${l}.name_marks & ${r}.name_marks <> 0 THEN 1
    WHEN ${l}.name_no <> ${r}.name_no THEN ${String(NAME_LEVELS.indexOf('different'))}
  END`,
};

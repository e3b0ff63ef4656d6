import { bothSides, levelCase, type ComparisonKind } from './comparison-kind.js';

/** Sex: equal or different. */
export const sexLevel: ComparisonKind = {
  levels: ['equal', 'different'],
  levelSql: (l, r) => levelCase(`${l}.sex IS NULL OR ${r}.sex IS NULL`, [`${l}.sex = ${r}.sex`]),
  hint: {
    tests: { sex: bothSides('ascii(sex)') },
    sql: (same, known) => levelCase(`NOT ${known('sex')}`, [same('sex')]),
  },
};

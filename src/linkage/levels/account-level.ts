import { bothSides, levelCase, textNumber, type ComparisonKind } from './comparison-kind.js';

/** Bank account: equal or not. A household often has one for all, so that it speaks against strangers only. */
export const accountLevel: ComparisonKind = {
  levels: ['equal', 'different'],
  levelSql: (l, r) =>
    levelCase(`${l}.account IS NULL OR ${r}.account IS NULL`, [`${l}.account = ${r}.account`]),
  hint: {
    tests: { account: bothSides(textNumber('account')) },
    sql: (same, known) => levelCase(`NOT ${known('account')}`, [same('account')]),
  },
};

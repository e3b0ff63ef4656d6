import { bothSides, levelCase, textNumber, type ComparisonKind } from './comparison-kind.js';

/** Phone: equal; one digit wrong, missing or too many; different. Digits only, so bytes are characters. */
export const phoneLevel: ComparisonKind = {
  levels: ['equal', 'one_digit', 'different'],
  levelSql: (l, r) =>
    levelCase(`${l}.phone IS NULL OR ${r}.phone IS NULL`, [
      `${l}.phone = ${r}.phone`,
      // One slip leaves the other half alone; most phones differ in both.
      `(${l}.phone_head = ${r}.phone_head OR ${l}.phone_tail = ${r}.phone_tail) AND levenshtein(${l}.phone, ${r}.phone) = 1`,
    ]),
  hint: {
    tests: { head: bothSides(textNumber('phone_head')), tail: bothSides(textNumber('phone_tail')) },
    sql: (same, known) =>
      levelCase(`NOT ${known('head')}`, [
        `${same('head')} AND ${same('tail')}`,
        `${same('head')} OR ${same('tail')}`,
      ]),
  },
};

import { bothSides, levelCase, type ComparisonKind } from './comparison-kind.js';

const PARTS = {
  year: (date: string): string => `(${date}) // 10000`,
  month: (date: string): string => `(${date}) // 100 % 100`,
  day: (date: string): string => `(${date}) % 100`,
} as const;

/** The date that a profile shows; its ID may show another. */
const SHOWN = 'coalesce(birth, id_birth)';
const MONTH = `nullif(${PARTS.month(SHOWN)}, 0)`;
const DAY = `nullif(${PARTS.day(SHOWN)}, 0)`;

/**
 * Birth dates: equal; year and month equal, no more known; day and month swapped; year equal, no more known; two of
 * year, month and day equal (one slip); years one apart, no more known, as ages give them; same year; different. A
 * record without the column is compared by what its damaged ID shows; the other side by its column and by its ID.
 * Profiles hold dates as numbers YYYYMMDD (`birth`, `id_birth`), 00 for a month or a day that is not known.
 */
export const birthLevel: ComparisonKind = {
  levels: ['equal', 'month_known', 'swapped', 'year_known', 'one_part', 'year_near', 'year', 'different'],
  levelSql(l, r) {
    const left = `coalesce(${l}.birth, ${l}.id_birth)`;
    return `least(${dateLevel(left, `${r}.birth`)}, ${dateLevel(left, `${r}.id_birth`)})`;
  },
  hint: {
    tests: {
      year: bothSides(PARTS.year(SHOWN)),
      month: bothSides(MONTH),
      day: bothSides(DAY),
      day_as_month: [DAY, MONTH],
      month_as_day: [MONTH, DAY],
      other: [SHOWN, 'CASE WHEN id_birth <> birth THEN id_birth END'],
    },
    // Of a second date of the right side marks tell only whether it is the same, so it may reach any level below.
    sql: (same, known) =>
      levelCase(`NOT ${known('year')}`, [
        `${same('year')} AND ${same('month')} AND ${same('day')} OR ${same('other')}`,
        `${same('year')} AND ${same('month')} AND NOT ${known('day')} OR ${known('other')}`,
        `${same('year')} AND ${same('day_as_month')} AND ${same('month_as_day')}`,
        `${same('year')} AND NOT ${known('month')}`,
        `${same('year')} AND (${same('month')} OR ${same('day')}) OR ${same('month')} AND ${same('day')}`,
        `NOT ${known('month')}`,
        same('year'),
      ]),
  },
};

function dateLevel(a: string, b: string): string {
  const equal = (left: keyof typeof PARTS, right: keyof typeof PARTS): string =>
    `${PARTS[left](a)} = ${PARTS[right](b)}`;
  const equalParts = (['year', 'month', 'day'] as const)
    .map((part) => `CAST(${equal(part, part)} AS INTEGER)`)
    .join(' + ');
  const unknown = (part: keyof typeof PARTS): string => `least(${PARTS[part](a)}, ${PARTS[part](b)}) = 0`;
  const known = `NOT ${unknown('day')}`;
  return levelCase(`${a} IS NULL OR ${b} IS NULL`, [
    `${a} = ${b} AND ${known}`,
    `${equal('year', 'year')} AND ${equal('month', 'month')} AND ${unknown('day')} AND NOT ${unknown('month')}`,
    `${equal('year', 'year')} AND ${equal('month', 'day')} AND ${equal('day', 'month')} AND ${known}`,
    `${equal('year', 'year')} AND ${unknown('month')}`,
    `${equalParts} = 2 AND ${known}`,
    `abs(${PARTS.year(a)} - ${PARTS.year(b)}) = 1 AND ${unknown('month')}`,
    equal('year', 'year'),
  ]);
}

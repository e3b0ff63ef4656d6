import { levelCase, type ComparisonKind } from './comparison-kind.js';

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
};

const PARTS = {
  year: (date: string): string => `(${date}) // 10000`,
  month: (date: string): string => `(${date}) // 100 % 100`,
  day: (date: string): string => `(${date}) % 100`,
} as const;

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

import { levelCase, type ComparisonKind } from './comparison-kind.js';

/**
 * Birth dates: equal; day and month swapped; two of year, month and day equal (one slip); same year; different. A
 * record without the column is compared by what its damaged ID shows; the other side by its column and by its ID.
 * Profiles hold dates as numbers YYYYMMDD (`birth`, `id_birth`).
 */
export const birthLevel: ComparisonKind = {
  levels: ['equal', 'swapped', 'one_part', 'year', 'different'],
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
  return levelCase(`${a} IS NULL OR ${b} IS NULL`, [
    `${a} = ${b}`,
    `${equal('year', 'year')} AND ${equal('month', 'day')} AND ${equal('day', 'month')}`,
    `${equalParts} = 2`,
    equal('year', 'year'),
  ]);
}

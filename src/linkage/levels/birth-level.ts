import { bothSides, type ComparisonKind } from './comparison-kind.js';

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
 * Birth dates: equal; year and month equal, no more known; day and month swapped; year equal, no more known; an age that
 * fits; two of year, month and day equal (one slip); years one apart, no more known; an age one year off, as 虚岁 is; same
 * year; different; an age that is further off. A record without the column is compared by what its damaged ID shows,
 * and where that shows nothing by its age; the other side by its column and by its ID.
 * Profiles hold dates as numbers YYYYMMDD (`birth`, `id_birth`), 00 for a month or a day that is not known, and the latest
 * birth date that an age allows (`birth_by_age`).
 */
const LEVELS = [
  'equal',
  'month_known',
  'swapped',
  'year_known',
  'age',
  'one_part',
  'year_near',
  'age_near',
  'year',
  'different',
  'age_different',
] as const;

function place(level: (typeof LEVELS)[number]): number {
  return LEVELS.indexOf(level);
}

export const birthLevel: ComparisonKind = {
  levels: LEVELS,
  levelSql(l, r) {
    const left = `coalesce(${l}.birth, ${l}.id_birth)`;
    const byDate = `least(${dateLevel(left, `${r}.birth`)}, ${dateLevel(left, `${r}.id_birth`)})`;
    const byAge = [
      ageLevel(`${l}.birth_by_age`, `${r}.birth`),
      ageLevel(`${l}.birth_by_age`, `${r}.id_birth`),
      ageLevel(`${r}.birth_by_age`, left),
      agesLevel(`${l}.birth_by_age`, `${r}.birth_by_age`),
    ];
    return `coalesce(${byDate}, least(${byAge.join(', ')}))`;
  },
  hint: {
    tests: {
      year: bothSides(PARTS.year(SHOWN)),
      month: bothSides(MONTH),
      day: bothSides(DAY),
      day_as_month: [DAY, MONTH],
      month_as_day: [MONTH, DAY],
      other: [SHOWN, 'CASE WHEN id_birth <> birth THEN id_birth END'],
      any: bothSides(`CASE WHEN coalesce(${SHOWN}, birth_by_age) IS NOT NULL THEN 1 END`),
    },
    // Of a second date of the right side marks tell only whether it is the same, so it may reach any level below.
    sql: (same, known) => `CASE
    WHEN NOT ${known('any')} THEN NULL
    WHEN NOT ${known('year')} THEN ${place('age')}
    WHEN ${same('year')} AND ${same('month')} AND ${same('day')} OR ${same('other')} THEN ${place('equal')}
    WHEN ${same('year')} AND ${same('month')} AND NOT ${known('day')} OR ${known('other')} THEN ${place('month_known')}
    WHEN ${same('year')} AND ${same('day_as_month')} AND ${same('month_as_day')} THEN ${place('swapped')}
    WHEN ${same('year')} AND NOT ${known('month')} THEN ${place('year_known')}
    WHEN ${same('year')} AND (${same('month')} OR ${same('day')}) OR ${same('month')} AND ${same('day')} THEN ${place('one_part')}
    WHEN NOT ${known('month')} THEN ${place('year_near')}
    WHEN ${same('year')} THEN ${place('year')}
    ELSE ${place('different')}
  END`,
  },
};

/**
 * An age against a date: the difference of such numbers counts full years, as ages do. 虚岁 is by one the years since the
 * year of birth, and so one or two more.
 */
function ageLevel(latest: string, birth: string): string {
  return `CASE
    WHEN ${latest} IS NULL OR ${birth} IS NULL THEN NULL
    WHEN ${latest} - ${birth} BETWEEN 0 AND 9999 THEN ${place('age')}
    WHEN ${latest} - ${birth} BETWEEN -10000 AND 19999 OR ${PARTS.year(birth)} - ${PARTS.year(latest)} = 1 THEN ${place('age_near')}
    ELSE ${place('age_different')}
  END`;
}

/** Two ages, perhaps of different days. */
function agesLevel(a: string, b: string): string {
  return `CASE
    WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL
    WHEN abs(${a} - ${b}) < 10000 THEN ${place('age')}
    WHEN abs(${a} - ${b}) < 20000 THEN ${place('age_near')}
    ELSE ${place('age_different')}
  END`;
}

function dateLevel(a: string, b: string): string {
  const equal = (left: keyof typeof PARTS, right: keyof typeof PARTS): string =>
    `${PARTS[left](a)} = ${PARTS[right](b)}`;
  const equalParts = (['year', 'month', 'day'] as const)
    .map((part) => `CAST(${equal(part, part)} AS INTEGER)`)
    .join(' + ');
  const unknown = (part: keyof typeof PARTS): string => `least(${PARTS[part](a)}, ${PARTS[part](b)}) = 0`;
  const known = `NOT ${unknown('day')}`;
  return `CASE
    WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL
    WHEN ${a} = ${b} AND ${known} THEN ${place('equal')}
    WHEN ${equal('year', 'year')} AND ${equal('month', 'month')} AND ${unknown('day')} AND NOT ${unknown('month')} THEN ${place('month_known')}
    WHEN ${equal('year', 'year')} AND ${equal('month', 'day')} AND ${equal('day', 'month')} AND ${known} THEN ${place('swapped')}
    WHEN ${equal('year', 'year')} AND ${unknown('month')} THEN ${place('year_known')}
    WHEN ${equalParts} = 2 AND ${known} THEN ${place('one_part')}
    WHEN abs(${PARTS.year(a)} - ${PARTS.year(b)}) = 1 AND ${unknown('month')} THEN ${place('year_near')}
    WHEN ${equal('year', 'year')} THEN ${place('year')}
    ELSE ${place('different')}
  END`;
}

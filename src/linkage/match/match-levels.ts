import { number, text } from '../../engine/sql.js';
import { NAME_LEVELS } from '../levels/name-levels.js';
import { CITIZEN_ID_LEVELS } from './citizen-id-nearness.js';
import type { LevelTest, MatchComparison, MatchModel } from './match-model.js';
import { editsSql, editsWithin, jaroWinklerFrom } from './text-distance.js';

/** The column that holds a cleaned field, and the one without its spaces. */
export function fieldColumn(field: string): string {
  return `f_${field}`;
}
export function spacelessColumn(field: string): string {
  return `x_${field}`;
}

/** SQL for the 0-based place of the level that two records reach, best first; NULL where a side is missing. */
export function levelSql(model: MatchModel, comparison: MatchComparison): string {
  const missing = missingSql(comparison);
  const cases = comparison.levels.map(
    ({ when }, place) => `    WHEN ${testSql(comparison.field, when)} THEN ${number(place)}`,
  );
  const skipped = skipSql(model, comparison);
  return [
    'CASE',
    ...(skipped === null ? [] : [`    WHEN ${skipped} THEN NULL`]),
    `    WHEN ${missing} THEN NULL`,
    ...cases,
    `    ELSE ${number(comparison.levels.length)}`,
    '  END',
  ].join('\n');
}

/** A side is empty, or the two are documents that cannot be compared. */
function missingSql({ field, levels }: MatchComparison): string {
  const [l, r] = [`l.${fieldColumn(field)}`, `r.${fieldColumn(field)}`];
  const empty = `${l} IS NULL OR ${r} IS NULL`;
  return levels.some(({ when }) => when.test === 'citizen_id')
    ? `${empty} OR (${l} <> ${r} AND citizen_id_level(${l}, ${r}) IS NULL)`
    : empty;
}

/** A swap of two fields is counted once: the comparison of the second field says nothing then. */
function skipSql(model: MatchModel, { skipWhen }: MatchComparison): string | null {
  if (skipWhen === undefined) return null;
  const other = model.comparisons.find(({ name }) => name === skipWhen.comparison);
  if (other === undefined) return null;
  const place = other.levels.findIndex(({ level }) => level === skipWhen.level);
  const before = other.levels
    .slice(0, place)
    .map(({ when }) => `NOT coalesce(${testSql(other.field, when)}, false)`);
  const test = other.levels[place];
  return test === undefined
    ? null
    : [...before, `coalesce(${testSql(other.field, test.when)}, false)`].join(' AND ');
}

function testSql(field: string, when: LevelTest): string {
  const l = `l.${fieldColumn(field)}`;
  const r = `r.${fieldColumn(field)}`;
  const [lx, rx] = [`l.${spacelessColumn(field)}`, `r.${spacelessColumn(field)}`];
  switch (when.test) {
    case 'equal':
      return `${l} = ${r}`;
    case 'edits':
      return editsWithin(lx, rx, when.most);
    case 'jaro_winkler':
      return jaroWinklerFrom(lx, rx, when.least);
    case 'swapped':
      return swappedSql(field, when.with, when.most);
    case 'same_start':
      return `(length(${lx}) >= ${number(when.characters)} AND left(${lx}, ${number(when.characters)}) = left(${rx}, ${number(when.characters)}))`;
    case 'cut_short':
      return `(least(length(${lx}), length(${rx})) >= ${number(when.least)} AND (starts_with(${lx}, ${rx}) OR starts_with(${rx}, ${lx})))`;
    case 'same_words':
      return `list_sort(string_split(${l}, ' ')) = list_sort(string_split(${r}, ' '))`;
    case 'day_month_swapped':
      return `(length(${l}) = 8 AND ${l} = left(${r}, 4) || substr(${r}, 7, 2) || substr(${r}, 5, 2))`;
    case 'within':
      return `abs(try_cast(${l} AS DOUBLE) - try_cast(${r} AS DOUBLE)) <= ${number(when.most)}`;
    case 'chinese_name':
      return `name_level(${l}, ${r}) IN (${nearer(NAME_LEVELS, when.least)})`;
    case 'citizen_id':
      return `citizen_id_level(${l}, ${r}) IN (${nearer(CITIZEN_ID_LEVELS, when.least)})`;
  }
}

function swappedSql(field: string, other: string, most: number): string {
  const pairs = [
    [`l.${spacelessColumn(field)}`, `r.${spacelessColumn(other)}`],
    [`l.${spacelessColumn(other)}`, `r.${spacelessColumn(field)}`],
  ] as const;
  if (most === 0) return `(${pairs.map(([a, b]) => `${a} = ${b}`).join(' AND ')})`;
  const [first, second] = pairs.map(([a, b]) => editsWithin(a, b, most));
  return `CASE
      WHEN NOT coalesce(${first}, false) THEN false
      WHEN NOT coalesce(${second}, false) THEN false
      ELSE ${pairs.map(([a, b]) => editsSql(a, b)).join(' + ')} <= ${number(most)}
    END`;
}

function nearer(levels: readonly string[], least: string): string {
  const place = levels.indexOf(least);
  return levels
    .slice(0, place < 0 ? 1 : place + 1)
    .map(text)
    .join(', ');
}

/** Level names of a comparison, the rest last. */
export function levelNames(comparison: MatchComparison): readonly string[] {
  return [...comparison.levels.map(({ level }) => level), comparison.otherwise.level];
}

import { text } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { isPlaceholder } from './columns/column-sql.js';

/** Fields whose cells a clerk or a shifted paste mixes up: a person's name and number. */
const PAIRS = [
  ['name', 'id'],
  ['headName', 'headId'],
  ['subjectName', 'subjectId'],
] as const;

/** An 18-digit number that is no part of a longer one. */
const WHOLE_NUMBER = '(^|[^0-9])([1-9][0-9]{16}[0-9Xx])($|[^0-9Xx])';
const HAN = '[一-鿿]';

/** True in a record of which a name and a number stood in each other's place. */
export const MISPLACED = 'misplaced';

/**
 * Columns of a SELECT over the raw cells that puts a number that stands in the name cell where it belongs: both cells change places where
 * each holds the other's kind of value; a number beside or in place of the name moves to an ID cell without digits. Nothing is guessed from one
 * cell alone: an ID cell with digits of its own stays as it is. Null where the export has no such pair of columns.
 */
export function misplacedCells(present: readonly FieldSpec[]): string | null {
  const has = (field: string): boolean => present.some(({ name }) => name === field);
  const pairs = PAIRS.filter(([name, id]) => has(name) && has(id)).map(([name, id]) => ({
    name: `r_${columnName(name)}`,
    id: `r_${columnName(id)}`,
  }));
  if (pairs.length === 0) return null;
  const cells = pairs.flatMap(({ name, id }) => [
    `${nameSql(name, id)} AS ${name}`,
    `${idSql(name, id)} AS ${id}`,
  ]);
  const moved = pairs.map(({ name, id }) => `(${swapped(name, id)}) OR (${inside(name, id)})`);
  return `  * REPLACE (\n    ${cells.join(',\n    ')}\n  ),\n  coalesce(${moved.join(' OR ')}, false) AS ${MISPLACED}`;
}

/** Names are short and begin with a Han character; only others are looked at. */
function odd(name: string): string {
  return `(ascii(${name}) < 128 OR length(${name}) > 17)`;
}

function swapped(name: string, id: string): string {
  return `${odd(name)} AND regexp_matches(${name}, '[0-9]{4}') AND NOT regexp_matches(${name}, ${text(HAN)})
    AND regexp_matches(${id}, ${text(HAN)}) AND NOT regexp_matches(${id}, '[0-9]') AND NOT ${isPlaceholder(id)}`;
}

function inside(name: string, id: string): string {
  return `${odd(name)} AND NOT regexp_matches(coalesce(${id}, ''), '[0-9]')
    AND len(regexp_extract_all(${name}, ${text(WHOLE_NUMBER)}, 2)) = 1`;
}

function nameSql(name: string, id: string): string {
  return `CASE WHEN ${swapped(name, id)} THEN ${id} WHEN ${inside(name, id)} THEN nullif(trim(regexp_replace(${name}, ${text(WHOLE_NUMBER)}, '\\1 \\3')), '') ELSE ${name} END`;
}

function idSql(name: string, id: string): string {
  return `CASE WHEN ${swapped(name, id)} THEN ${name} WHEN ${inside(name, id)} THEN regexp_extract(${name}, ${text(WHOLE_NUMBER)}, 2) ELSE ${id} END`;
}

import { NUMBER_MARK } from './tables/table-dump.js';

/** What stands between the members of a list in one cell. */
const STRONG = /[、,，;；/|\\\n\r&+]+|\s{2,}/u;
const WEAK = /[、,，;；/|\\\n\r&+\s]+/u;
const WHOLE_ID = /(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])/g;

/** The parts of a list in one cell; single spaces separate only where `expected` parts come out that way. */
export function splitList(cell: string, expected: number): readonly string[] {
  const strong = parts(cell, STRONG);
  if (strong.length === expected) return strong;
  const weak = parts(cell, WEAK);
  return weak.length === expected ? weak : strong;
}

/** The numbers of a list in one cell, as they were written; a cell that is a number stays marked as one. */
export function cellIds(cell: string): readonly string[] {
  if (cell.startsWith(NUMBER_MARK)) return [cell];
  return parts(cell, WEAK);
}

/**
 * A name cell and an ID cell that hold several persons (张三、李四 with two numbers) as pairs; null where they hold one,
 * or where names and numbers do not pair up.
 */
export function splitPersons(name: string, id: string): readonly (readonly [string, string])[] | null {
  const ids = id.match(WHOLE_ID) ?? [];
  if (ids.length < 2) return null;
  const names = splitList(name, ids.length);
  return names.length === ids.length ? names.map((one, index) => [one, ids[index] ?? ''] as const) : null;
}

/** What an ID cell of several persons looks like to a regular expression of SQL. */
export const SEVERAL_IDS =
  '.*[0-9]{17}[0-9Xx][^0-9].*[0-9]{17}[0-9Xx].*|.*[0-9]{17}[0-9Xx][1-9][0-9]{16}[0-9Xx].*';

function parts(cell: string, separator: RegExp): readonly string[] {
  return cell
    .replaceAll(NUMBER_MARK, '')
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

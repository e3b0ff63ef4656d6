import { safeText } from '../normalize/text.js';
import {
  chooseHeader,
  isHeaderOfAnyKind,
  knownHeaders,
  mapFound,
  unknownHeader,
  type FoundHeader,
  type HeaderLine,
  type HeaderRequest,
} from './find-header.js';
import { plainText, type MergedRange } from './tables/table-dump.js';

/** Rows looked at for a header. */
const MOST_ROWS_ABOVE = 15;

/** One row of a sheet: its number and its cells from the first column on. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Finds and maps the header of a sheet. Throws InputError as findHeader does. */
export function findTableHeader(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  request: HeaderRequest,
): FoundHeader {
  const candidates = tableCandidates(rows, merged, knownHeaders(request));
  const found = chooseHeader(candidates, knownHeaders(request));
  if (found === null) throw unknownHeader(tableCandidates(rows, merged, isHeaderOfAnyKind), request);
  return mapFound(found, request);
}

/** The row, or the two rows, with most headers that are known; null where no row has one. */
export function locateTableHeader(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): HeaderLine | null {
  return chooseHeader(tableCandidates(rows, merged, known), known);
}

/** Every row by itself, and with the row below it. */
function tableCandidates(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): readonly HeaderLine[] {
  return rows.slice(0, MOST_ROWS_ABOVE).flatMap((row, index) => {
    const next = rows[index + 1];
    const single = headerOf([row], row.cells.map(clean));
    return next === undefined ? [single] : [single, headerOf([row, next], twoRows(row, next, merged, known))];
  });
}

function headerOf(rows: readonly TableRow[], headers: readonly string[]): HeaderLine {
  return { delimiter: ',', headers, line: rows[0]?.line ?? 1, lastLine: rows.at(-1)?.line ?? 1 };
}

/**
 * A header over two rows: a title that spans several columns belongs to each of them (家庭成员 over 姓名 and 身份证号).
 * Both words together count where they mean something, else the lower one.
 */
function twoRows(
  upper: TableRow,
  lower: TableRow,
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): readonly string[] {
  const width = Math.max(upper.cells.length, lower.cells.length);
  return Array.from({ length: width }, (_, column) => {
    const above = clean(upper.cells[spanStart(upper, column, merged)] ?? '');
    const below = clean(lower.cells[column] ?? '');
    if (below === '' || below === above) return above;
    if (above === '') return below;
    return known(above + below) || !known(below) ? above + below : below;
  });
}

function spanStart(row: TableRow, column: number, merged: readonly MergedRange[]): number {
  const span = merged.find(
    ({ top, bottom, left, right }) =>
      top <= row.line && row.line <= bottom && left <= column && column <= right,
  );
  return span === undefined ? column : span.left;
}

function clean(cell: string): string {
  return safeText(plainText(cell)).trim();
}

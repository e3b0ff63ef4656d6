import { columnTitles, type TableRow } from './column-titles.js';
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
import type { MergedRange } from './tables/table-dump.js';

/** Rows looked at for a header, and rows that it may cover. */
const MOST_ROWS_ABOVE = 15;
const MOST_ROWS_OF_HEADER = 3;

/** Finds and maps the header of a sheet. Throws InputError as findHeader does. */
export function findTableHeader(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  request: HeaderRequest,
): FoundHeader {
  const found = locateTableHeader(rows, merged, knownHeaders(request));
  if (found === null) throw unknownHeader(tableCandidates(rows, merged, isHeaderOfAnyKind), request);
  return mapFound(found, request);
}

/** The row, or the two or three rows, with most headers that are known; null where no row has one. */
export function locateTableHeader(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): HeaderLine | null {
  const best = chooseHeader(tableCandidates(rows, merged, known), known);
  return best === null ? null : { ...best, lastLine: lastLineOf(best, merged, known) };
}

/** Every row by itself, and with the rows below it. */
function tableCandidates(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): readonly HeaderLine[] {
  return rows.slice(0, MOST_ROWS_ABOVE).flatMap((_row, index) => {
    const deepest = Math.min(MOST_ROWS_OF_HEADER, rows.length - index);
    return Array.from({ length: deepest }, (_depth, below) => {
      const covered = rows.slice(index, index + below + 1);
      return headerOf(covered, columnTitles(covered, merged, known));
    });
  });
}

function headerOf(rows: readonly TableRow[], headers: readonly string[]): HeaderLine {
  return { delimiter: ',', headers, line: rows[0]?.line ?? 1, lastLine: rows.at(-1)?.line ?? 1 };
}

/**
 * A known header that is merged downwards takes the rows it covers into the header, even where the titles that stand
 * there mean nothing to the kind.
 */
function lastLineOf(
  { headers, line, lastLine }: HeaderLine,
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): number {
  const bottoms = merged
    .filter(({ top, bottom }) => line <= top && top <= lastLine && bottom < line + MOST_ROWS_OF_HEADER)
    .filter(({ left }) => known(headers[left] ?? ''))
    .map(({ bottom }) => bottom);
  return Math.max(lastLine, ...bottoms);
}

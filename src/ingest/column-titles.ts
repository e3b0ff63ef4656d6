import { safeText } from '../normalize/text.js';
import { plainText, type MergedRange } from './tables/table-dump.js';

/** One row of a sheet: its number and its cells from the first column on. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The titles of the columns under a header over one or more rows: a title that spans several columns belongs to each
 * of them (家庭成员 over 姓名 and 身份证号). All words together count where they mean something, else as many of the
 * lower ones as do.
 */
export function columnTitles(
  rows: readonly TableRow[],
  merged: readonly MergedRange[],
  known: (header: string) => boolean,
): readonly string[] {
  const [first] = rows;
  // Above a second row a title spans; alone it stands in one cell.
  if (first !== undefined && rows.length === 1) return first.cells.map(clean);
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const spanning: string[] = [];
  return Array.from({ length: width }, (_, column) => {
    const words = rows.map((row) => clean(row.cells[spanStart(row, column, merged)] ?? ''));
    const titles = words.filter((word, index) => word !== '' && word !== words[index - 1]);
    const own = endings(titles).find(known);
    const beside = underSpan(words, spanning, known);
    return beside ?? own ?? titles.join('');
  });
}

/** Where no merge tells (CSV), a title reaches over the empty cells to its right if it means something with the word below. */
function underSpan(
  words: readonly string[],
  spanning: string[],
  known: (header: string) => boolean,
): string | undefined {
  const [above = '', ...below] = words;
  const word = below.join('');
  if (above !== '') spanning[0] = word === '' ? '' : above;
  const title = spanning[0] ?? '';
  return above === '' && word !== '' && title !== '' && known(title + word) ? title + word : undefined;
}

function endings(titles: readonly string[]): readonly string[] {
  return titles.map((_title, index) => titles.slice(index).join(''));
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

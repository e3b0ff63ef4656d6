import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { TableRow } from './column-titles.js';
import type { DumpedSheet, MergedRange } from './tables/table-dump.js';

/** Reads the rows of a dump in order. */
export async function* dumpedRows(path: string): AsyncGenerator<TableRow> {
  const lines = createInterface({ input: createReadStream(path, { encoding: 'utf8' }), crlfDelay: Infinity });
  for await (const line of lines) {
    const [row, ...cells] = JSON.parse(line) as [number, ...string[]];
    yield { line: row, cells };
  }
}

/** The first rows of a dump, for its header. */
export async function firstRows(sheet: DumpedSheet, most: number): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  if (sheet.path === null) return rows;
  for await (const row of dumpedRows(sheet.path)) {
    rows.push(row);
    if (rows.length >= most) break;
  }
  return rows;
}

/**
 * Gives the cells below the first one of a merged range its value: a household number over five rows belongs to all
 * five. Ranges over several columns are titles and stay as they are; `isSum` columns too, or a sum would count again.
 */
export class MergedCells {
  private readonly byTop = new Map<number, MergedRange[]>();
  private open: { readonly range: MergedRange; value: string }[] = [];

  constructor(
    merged: readonly MergedRange[],
    headerLine: number,
    private readonly isSum: (column: number) => boolean,
  ) {
    for (const range of merged) {
      const isColumn = range.left === range.right && range.top < range.bottom;
      if (!isColumn || range.top <= headerLine) continue;
      this.byTop.set(range.top, [...(this.byTop.get(range.top) ?? []), range]);
    }
  }

  fill({ line, cells }: TableRow): TableRow {
    if (this.byTop.size === 0) return { line, cells };
    this.open = this.open.filter(({ range }) => range.bottom >= line);
    const filled = [...cells];
    for (const { range, value } of this.open) {
      while (filled.length <= range.left) filled.push('');
      if (filled[range.left] === '') filled[range.left] = value;
    }
    for (const range of this.byTop.get(line) ?? []) this.begin(range, cells[range.left] ?? '');
    return { line, cells: filled };
  }

  private begin(range: MergedRange, value: string): void {
    if (value !== '' && !this.isSum(range.left)) this.open.push({ range, value });
  }
}

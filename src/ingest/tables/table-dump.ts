import { closeSync, openSync, writeSync } from 'node:fs';

/** Stands before the text of a cell that holds a number; a noncharacter, so no file can bring it along. */
export const NUMBER_MARK = '\uFFFF';

/** A formula whose result was never saved: the cell has a value that only a spreadsheet program can tell. */
export const UNSAVED_FORMULA = '\uFFFEf';
/** Stands before the text of an error value such as #N/A. */
export const ERROR_MARK = '\uFFFEe';

/** The text of a cell as a person sees it: numbers by their digits, nothing where there is no value. */
export function plainText(cell: string): string {
  if (cell.startsWith('\uFFFE')) return '';
  return cell.startsWith(NUMBER_MARK) ? cell.slice(1) : cell;
}

/** Rows and columns of a merged range, 0-based columns and 1-based rows, both ends included. */
export interface MergedRange {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** One sheet as the child left it: every row with a value, one JSON array a line, the row number first. */
export interface DumpedSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Path of the rows; null where the sheet was not read. */
  readonly path: string | null;
  readonly rows: number;
  readonly merged: readonly MergedRange[];
  /** True where days count from 1904. */
  readonly from1904: boolean;
}

const FLUSH_CHARACTERS = 1 << 18;

/** Writes the rows of one sheet. The file is private: it holds plain names. */
export class DumpWriter {
  private readonly fd: number;
  private pending: string[] = [];
  private size = 0;
  rows = 0;

  constructor(readonly path: string) {
    this.fd = openSync(path, 'wx', 0o600);
  }

  /** Rows without a value are not written. */
  row(line: number, cells: readonly string[]): void {
    if (cells.every((cell) => cell === '')) return;
    const text = `${JSON.stringify([line, ...cells])}\n`;
    this.pending.push(text);
    this.size += text.length;
    this.rows += 1;
    if (this.size >= FLUSH_CHARACTERS) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.fd);
  }

  private flush(): void {
    const bytes = Buffer.from(this.pending.join(''), 'utf8');
    for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    this.pending = [];
    this.size = 0;
  }
}

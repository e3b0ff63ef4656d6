import { text } from '../engine/sql.js';

/** Stands for a line break inside a field of the files that we write for the engine, where a line is a record. */
export const LINE_BREAK_MARK = '\u001F';

export interface CsvSource {
  readonly path: string;
  readonly delimiter: string;
  /** Number of columns behind our own, `line`, which holds the physical line; they are called c0, c1 … whatever their headers say. */
  readonly columns: number;
}

/**
 * The engine's CSV reader with nothing left to guess: no sniffing, all text, in file order. It may be used only where
 * each line is one record; the caller compares the count of records with its own. Strict mode is the default and is not
 * spelled out: `strict_mode = true` beside `new_line = '\r\n'` makes DuckDB 1.5.6 return no rows, without an error.
 */
export function readCsvExpression(source: CsvSource): string {
  const names = ['line', ...Array.from({ length: source.columns }, (_, index) => `c${index}`)];
  const columns = names.map((name) => `${text(name)}: 'VARCHAR'`).join(', ');
  const options = [
    'auto_detect = false',
    'header = false',
    `delim = ${text(source.delimiter)}`,
    `quote = '"'`,
    `escape = '"'`,
    `new_line = '\\n'`,
    'null_padding = false',
    'ignore_errors = false',
    'max_line_size = 4194304',
    `columns = {${columns}}`,
  ];
  return `read_csv(${text(source.path)},\n  ${options.join(',\n  ')})`;
}

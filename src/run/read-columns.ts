import type { Engine, Row } from '../engine/engine.js';
import { readTable } from '../ingest/read-table.js';
import { ConfigError } from '../model/errors.js';

/**
 * Rows of a CSV that people or `yingbao match` wrote, in their order. Throws ConfigError where a required column is
 * missing.
 */
export async function readColumns(
  engine: Engine,
  file: string,
  folder: string,
  {
    required,
    optional = [],
    hint,
  }: { readonly required: readonly string[]; readonly optional?: readonly string[]; readonly hint: string },
): Promise<readonly Row[]> {
  const table = await readTable({ path: file, shown: file }, folder, 0);
  const missing = required.filter((column) => !table.headers.includes(column));
  if (missing.length > 0) {
    throw new ConfigError(`${file}: no column ${missing.join(', ')}`, {
      code: 'E_EVALUATE_COLUMNS',
      hint,
      file,
    });
  }
  const columns = [...required, ...optional].map((column) => ({ header: column, as: column }));
  return engine.rows(`SELECT * FROM (\n${table.query(columns)}\n) ORDER BY line`);
}

/** A cell as text; nothing is empty text. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

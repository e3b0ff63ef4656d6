import type { Engine, Row } from '../engine/engine.js';
import { readTable } from '../ingest/read-table.js';
import { ConfigError } from '../model/errors.js';

interface Wanted {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  readonly hint: string;
}

/** A query over the columns of a CSV that people or `yingbao match` wrote. Throws ConfigError where a required one is missing. */
export async function columnsQuery(
  file: string,
  folder: string,
  { required, optional = [], hint }: Wanted,
): Promise<string> {
  const table = await readTable({ path: file, shown: file }, folder, 0);
  const missing = required.filter((column) => !table.headers.includes(column));
  if (missing.length > 0) {
    throw new ConfigError(`${file}: no column ${missing.join(', ')}`, {
      zh: `${file}：缺少列 ${missing.join('、')}`,
      code: 'E_EVALUATE_COLUMNS',
      hint,
      file,
    });
  }
  return table.query([...required, ...optional].map((column) => ({ header: column, as: column })));
}

/** The same columns, read, in the order of the rows. */
export async function readColumns(
  engine: Engine,
  file: string,
  folder: string,
  wanted: Wanted,
): Promise<readonly Row[]> {
  return engine.rows(`SELECT * FROM (\n${await columnsQuery(file, folder, wanted)}\n) ORDER BY line`);
}

/** A cell as text; nothing is empty text. */
export function cell(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

import { join } from 'node:path';
import { openDuckDb } from '../../engine/duckdb/duckdb-engine.js';
import type { Row, Value } from '../../engine/engine.js';
import { ident, text } from '../../engine/sql.js';
import { EngineError } from '../../model/errors.js';
import { numberText } from './number-text.js';
import { DumpWriter, NUMBER_MARK, type DumpedSheet } from './table-dump.js';
import { TableError } from './table-trouble.js';

const MEMORY_MB = 512;

/**
 * Reads a Parquet file into a dump whose first row has the column names; row n of the data is line n + 1. It runs in
 * an engine of its own, because a crafted file can spoil the engine that opens it. Throws TableError.
 */
export async function readParquet(path: string, folder: string): Promise<readonly DumpedSheet[]> {
  const engine = await openDuckDb({
    spillFolder: join(folder, 'parquet-spill'),
    threads: 1,
    memoryLimitMb: MEMORY_MB,
  });
  const writer = new DumpWriter(join(folder, 'sheet-000.jsonl'));
  try {
    const columns = await engine.rows(`DESCRIBE SELECT * FROM read_parquet(${text(path)})`);
    writer.row(
      1,
      columns.map((row) => String(row['column_name'])),
    );
    const marks = columns.map((row) =>
      /^(?:DOUBLE|FLOAT)$/.test(String(row['column_type'])) ? NUMBER_MARK : '',
    );
    let line = 1;
    for await (const batch of engine.batches(valuesQuery(path, columns))) {
      for (const row of batch) {
        line += 1;
        writer.row(
          line,
          marks.map((mark, index) => cellText(row[`c${index}`] ?? null, mark)),
        );
      }
    }
  } catch (error) {
    if (error instanceof EngineError)
      throw new TableError('E_PARQUET_DAMAGED', {
        zh: '不能按 Parquet 读取',
        en: 'it cannot be read as Parquet',
      });
    throw error;
  } finally {
    writer.close();
    await engine.close();
  }
  const { path: target, rows } = writer;
  return [{ name: '', hidden: false, path: target, rows, merged: [], from1904: false }];
}

/** Names of a file are never keys of ours: columns come back as c0, c1 … */
function valuesQuery(path: string, columns: readonly Row[]): string {
  const list = columns.map(
    (row, index) => `CAST(${ident(String(row['column_name']))} AS VARCHAR) AS ${ident(`c${index}`)}`,
  );
  return `SELECT\n  ${list.join(',\n  ')}\nFROM read_parquet(${text(path)})`;
}

/** A floating-point number has lost digits of long numbers, like the number cell of a sheet; whole numbers have not. */
function cellText(value: Value, mark: string): string {
  if (value === null) return '';
  return mark === '' ? String(value as string) : mark + numberText(String(value as string));
}

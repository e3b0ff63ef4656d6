import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { text, textList } from '../../src/engine/sql.js';

const ROWS = 400_000;

describe('a file that is read through a long list of literals', () => {
  const folder = mkdtempSync(join(tmpdir(), 'file-order-'));
  const csv = join(folder, 'rows.csv');
  const query = [
    `SELECT n, CASE WHEN word IN ${textList(Array.from({ length: 60 }, (_, index) => `word ${index}`))} THEN 1 ELSE 0 END AS known`,
    `FROM read_csv(${text(csv)}, auto_detect = false, header = false, delim = ',', columns = {'n': 'BIGINT', 'word': 'VARCHAR', 'filler': 'VARCHAR'})`,
  ].join('\n');
  let engine: Engine;
  beforeAll(async () => {
    const filler = 'x'.repeat(80);
    const lines = Array.from({ length: ROWS }, (_, index) => `${index},word ${index % 90},${filler}\n`);
    writeFileSync(csv, lines.join(''));
    engine = await openDuckDb({ spillFolder: join(folder, 'spill'), threads: 2 });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is planned without a join, which would lose the order', async () => {
    const plan = JSON.stringify(await engine.rows(`EXPLAIN ${query}`));
    expect(plan).toContain('READ_CSV');
    expect(plan).not.toContain('JOIN');
  });

  it('keeps its order in Parquet', async () => {
    const parquet = join(folder, 'rows.parquet');
    await engine.run(engine.dialect.writeParquet(query, parquet, { keepOrder: true }));
    const source = engine.dialect.readParquet([parquet], { rowNumber: true });
    const rows = await engine.rows(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE n <> file_row_number) AS moved FROM ${source}`,
    );
    expect(rows).toEqual([{ rows: String(ROWS), moved: '0' }]);
  });
});

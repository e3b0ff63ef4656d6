// The reference of every benchmark: DuckDB alone copies the same CSV files to Parquet, all columns as text.
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { text } from '../../src/engine/sql.js';
import { reportMeasurement } from './measured-child.js';

const [folder = '.', ...files] = process.argv.slice(2);
const started = performance.now();
const engine = await openDuckDb({ spillFolder: join(folder, 'spill-copy') });
await engine.run('SET preserve_insertion_order = false');
for (const [index, file] of files.entries()) {
  await engine.run(
    `COPY (SELECT * FROM read_csv(${text(file)}, all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')) TO ${text(join(folder, `copy-${index}.parquet`))} (FORMAT parquet)`,
  );
}
await engine.close();
reportMeasurement(started);

// One ingest of one export, measured from inside.
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { ingestFunctions } from '../../src/ingest/scalar-functions.js';
import { ingestRegistry } from '../../src/ingest/snapshot.js';
import { watchChildren } from './children-memory.js';
import { reportMeasurement } from './measured-child.js';

const [folder = '.', path = ''] = process.argv.slice(2);
const started = performance.now();
// Only workbooks are read in a process of their own.
const watched = path.endsWith('.xlsx') ? watchChildren() : null;
const engine = await openDuckDb({ spillFolder: join(folder, 'spill-ingest') });
for (const fn of ingestFunctions()) engine.register(fn);
const snapshot = await ingestRegistry(engine, {
  registry: 'insurance',
  kind: 'insurance',
  files: [{ path, shown: basename(path) }],
  asOf: '2026-10-31',
  columns: {},
  mappings: {},
  folder: join(folder, 'snapshot'),
  maxRejectShare: 1,
  onReject: 'keep',
});
await engine.close();
const [report] = snapshot.exports;
const parquet = snapshot.parts.reduce(
  (sum, part) => sum + statSync(join(folder, 'snapshot', part.parquet)).size,
  0,
);
console.error(
  `${basename(path)}: ${report?.path ?? ''}, ${report?.scanned ?? 0} scanned, ${report?.rejected ?? 0} rejected, ${snapshot.parts.length} parts, ${Math.round(parquet / 1e6)} MB`,
);
reportMeasurement(started, { records: report?.loaded ?? 0, childPeakMemoryMb: watched?.stop() ?? 0 });

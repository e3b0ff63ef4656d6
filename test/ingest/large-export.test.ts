import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { oneRow, type Engine } from '../../src/engine/engine.js';
import { recordsQuery } from '../../src/engine/records.js';
import { digestAside } from '../../src/ingest/digest-aside.js';
import { ASIDE_BYTES, assertUntouched, inspectExport } from '../../src/ingest/inspect-export.js';
import { ingestFunctions } from '../../src/ingest/scalar-functions.js';
import { ingestRegistry } from '../../src/ingest/snapshot.js';
import { IDS } from './export-builder.js';

const HEADER = '姓名,身份证号,险种,参保状态,缴费基数,联系电话,县区,村居';
const ROWS = 400_000;
/** Every so many rows one is torn; between them stand more clean ones than a run holds. */
const TORN_EVERY = 70_001;

describe('an export large enough to be hashed aside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-large-'));
  const path = join(folder, '参保.csv');
  const file = { path, shown: '参保.csv' };
  let engine: Engine;
  beforeAll(async () => {
    engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
    for (const fn of ingestFunctions()) engine.register(fn);
    const lines = Array.from({ length: ROWS }, (_, row) =>
      row % TORN_EVERY === TORN_EVERY - 1
        ? `许文梅,${IDS.woman1978},"居民"甲,正常参保,400.50,13900000000,南屏县,一村`
        : `许文梅,${IDS.woman1978},居民,正常参保,400.50,${13_900_000_000 + row},南屏县,丰联村${row % 5000}`,
    );
    writeFileSync(path, [HEADER, ...lines, ''].join('\n'));
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its hash, every record and the line of each', async () => {
    const snapshot = await ingestRegistry(engine, {
      registry: 'insurance',
      kind: 'insurance',
      files: [file],
      asOf: '2026-10-31',
      columns: {},
      mappings: {},
      folder: join(folder, 'snapshot'),
      maxRejectShare: 0.01,
    });
    expect(statSync(path).size).toBeGreaterThan(ASIDE_BYTES);
    const torn = Math.floor(ROWS / TORN_EVERY);
    expect(snapshot.exports[0]).toMatchObject({
      sha256: createHash('sha256').update(readFileSync(path)).digest('hex'),
      scanned: ROWS,
      loaded: ROWS - torn,
      rejected: torn,
    });
    const found = await oneRow(
      engine,
      `SELECT count(*) AS records, count(DISTINCT record_no) AS numbers,
         count(*) FILTER (line = CAST(phone AS BIGINT) - 13900000000 + 2) AS lines,
         count(*) FILTER (village = '丰联村' || ((line - 2) % 5000)) AS villages
       FROM (${recordsQuery(engine.dialect, snapshot)})`,
    );
    const all = String(ROWS - torn);
    expect(Object.values(found).map(String)).toEqual([all, all, all, all]);
  });

  it('is refused where it changed between two looks', async () => {
    const inspected = await inspectExport(file, 'insurance', {});
    await expect(assertUntouched(inspected)).resolves.toBeUndefined();
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    await expect(assertUntouched(inspected)).rejects.toMatchObject({ code: 'E_FILE_CHANGED' });
    await inspected.sha256;
  });

  it('fails to be hashed with the same words as anywhere', async () => {
    const missing = { path: join(folder, 'none.csv'), shown: 'none.csv' };
    await expect(digestAside(missing)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});

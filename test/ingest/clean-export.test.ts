import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { recordsQuery } from '../../src/engine/records.js';
import { ingestFunctions } from '../../src/ingest/scalar-functions.js';
import { ingestRegistry } from '../../src/ingest/snapshot.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { IDS } from './export-builder.js';

const HEADER = '姓名,身份证号,险种,参保状态,缴费基数,联系电话,县区';
const ROW = `许文梅,${IDS.woman1978},居民,正常参保,400.50,13900000001,南屏县`;

describe('a clean export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-clean-'));
  let engine: Engine;
  let calls = 0;
  let count = 0;
  beforeAll(async () => {
    engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
    for (const fn of ingestFunctions()) {
      engine.register({
        ...fn,
        call: (...args) => {
          calls += 1;
          return fn.call(...args);
        },
      });
    }
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function ingest(lines: readonly string[]): Promise<Snapshot> {
    calls = 0;
    count += 1;
    const path = join(folder, `参保-${count}.csv`);
    writeFileSync(path, [HEADER, ...lines, ''].join('\n'));
    return ingestRegistry(engine, {
      registry: 'insurance',
      kind: 'insurance',
      files: [{ path, shown: '参保.csv' }],
      asOf: '2026-10-31',
      columns: {},
      mappings: {},
      folder: join(folder, `snapshot-${count}`),
      maxRejectShare: 0.01,
    });
  }

  it('is read without a single call of a normaliser', async () => {
    const snapshot = await ingest(Array.from({ length: 5000 }, () => ROW));
    expect(calls).toBe(0);
    expect(snapshot.parts.map(({ clean, records }) => [clean ?? false, records])).toEqual([
      [false, 0],
      [true, 5000],
    ]);
  });

  it('calls normalisers for nothing but its doubtful rows', async () => {
    await ingest(
      Array.from({ length: 5000 }, (_, index) => (index === 2500 ? ROW.replace('许文', '许 文') : ROW)),
    );
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThan(10);
  });

  it('knows the line of every record past gaps, and numbers none twice', async () => {
    const lines = Array.from({ length: 3000 }, (_, index) => {
      if (index % 700 === 9) return '';
      return index % 500 === 3
        ? ROW.replace('400.50', '400，5')
        : ROW.replace('13900000001', String(13900000000 + index));
    });
    const snapshot = await ingest(lines);
    const rows = await engine.rows(
      `SELECT line, record_no, coalesce(phone, '') AS phone FROM (${recordsQuery(engine.dialect, snapshot)}) ORDER BY line`,
    );
    const expected = lines.flatMap((line, index) =>
      line === ''
        ? []
        : [[String(index + 2), line.includes('，') ? '13900000001' : String(13900000000 + index)]],
    );
    expect(rows.map((row) => [row['line'], row['phone']])).toEqual(expected);
    expect(new Set(rows.map((row) => row['record_no'])).size).toBe(rows.length);
  });

  it('may change its categories from one segment to the next', async () => {
    const paused = ROW.replace('正常参保', '暂停参保');
    const snapshot = await ingest([ROW, ROW, `${ROW},`, paused, paused, ROW]);
    const rows = await engine.rows(
      `SELECT member_status AS status FROM (${recordsQuery(engine.dialect, snapshot)}) ORDER BY line`,
    );
    expect(rows.map((row) => row['status'])).toEqual([
      'normal',
      'normal',
      'normal',
      'paused',
      'paused',
      'normal',
    ]);
  });

  it('leaves lines above the limits to the cutter, which refuses them', async () => {
    const long = `${ROW.replace('南屏县', 'x'.repeat(70_000))}`;
    const longer = `${ROW.replace('南屏县', 'x'.repeat(5_000_000))}`;
    const snapshot = await ingest([...Array.from({ length: 500 }, () => ROW), long, longer]);
    expect(snapshot.exports[0]).toMatchObject({ loaded: 500, rejected: 2 });
  });
});

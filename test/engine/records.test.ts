import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { recordsQuery } from '../../src/engine/records.js';
import type { Snapshot } from '../../src/model/snapshot.js';

const SECOND_PART = 2 ** 40;
const folder = mkdtempSync(join(tmpdir(), 'yingbao-records-'));
let engine: Engine;
let snapshot: Snapshot;

beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
  for (const part of [0, 1])
    await engine.run(
      engine.dialect.writeParquet(
        `SELECT ${part === 0 ? "'a'" : "'b'"} || range AS name FROM range(5000)`,
        join(folder, `${part}.parquet`),
      ),
    );
  snapshot = {
    registry: 'insurance',
    folder,
    parts: [0, 1].map((part) => ({
      parquet: `${part}.parquet`,
      file: 'list.csv',
      firstLine: 2,
      records: 5000,
    })),
  } as unknown as Snapshot;
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function names(only: string | null): Promise<readonly unknown[]> {
  const query = recordsQuery(engine.dialect, snapshot, only);
  return (await engine.rows(`SELECT name FROM (${query}) ORDER BY record_no`)).map(({ name }) => name);
}

describe('the records of a snapshot', () => {
  it('are all there without a choice', async () => {
    expect(await names(null)).toHaveLength(10_000);
  });

  it('are the chosen ones of every part', async () => {
    const chosen = `SELECT unnest([0, 4999, ${SECOND_PART + 7}, ${SECOND_PART + 4999}]) AS record_no`;
    expect(await names(chosen)).toEqual(['a0', 'a4999', 'b7', 'b4999']);
  });

  it('are none of the other part with the same place', async () => {
    expect(await names(`SELECT ${SECOND_PART + 3}::BIGINT AS record_no`)).toEqual(['b3']);
  });

  it('are none where nothing is chosen', async () => {
    expect(await names('SELECT 1::BIGINT AS record_no WHERE false')).toEqual([]);
  });
});

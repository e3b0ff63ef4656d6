import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';

let room: string;
let engine: Engine;

beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-confine-'));
  mkdirSync(join(room, 'own'));
  for (const place of ['own/a.csv', 'secret.csv']) writeFileSync(join(room, place), 'a\n1\n');
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 1, memoryLimitMb: 256 });
  await engine.confine([join(room, 'own')]);
});
afterAll(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

/** In a statement `ROOM` stands for the folder that holds the one that is allowed. */
const tried = (sql: string): Promise<unknown> => engine.rows(sql.replaceAll('ROOM', room));

describe('a confined engine', () => {
  it('still reads what we wrote ourselves', async () => {
    expect(await tried("SELECT count(*) AS rows FROM read_csv('ROOM/own/a.csv')")).toEqual([{ rows: '1' }]);
  });

  it.each([
    ['read another file', "SELECT * FROM read_csv('ROOM/secret.csv')"],
    ['leave its folder by dots', "SELECT * FROM read_csv('ROOM/own/../secret.csv')"],
    ['read a file as text', "SELECT * FROM read_text('ROOM/secret.csv')"],
    ['list files', "SELECT * FROM glob('ROOM/*')"],
    ['read a file by its bare name', "SELECT * FROM 'ROOM/secret.csv'"],
    ['write elsewhere', "COPY (SELECT 1) TO 'ROOM/out.csv'"],
    ['attach a database', "ATTACH 'ROOM/other.db' AS other"],
    ['install an extension', 'INSTALL httpfs'],
    ['load an extension', 'LOAD httpfs'],
    ['fetch from the network', "SELECT * FROM read_csv('https://example.invalid/a.csv')"],
    ['change a setting', 'SET memory_limit = 1000000000'],
    ['open the door again', 'SET enable_external_access = true'],
    ['widen its folders', "SET allowed_directories = ['/']"],
  ])('cannot %s', async (_what, sql) => {
    await expect(tried(sql)).rejects.toThrow();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import { waitsFor } from '../../src/engine/step-order.js';
import { codeStep, sqlStep, type Step } from '../../src/engine/step.js';

let room: string;
let engine: Engine;

beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-steps-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 2 });
});
afterEach(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

function sql(statement: string): Step {
  return sqlStep(statement, '', statement);
}

/** A code step that shows `shown` as its SQL. */
function shown(name: string, preview: string, run: () => unknown): Step {
  return codeStep(name, '', async () => void (await run()), preview);
}

function waits(...statements: readonly string[]): readonly (readonly number[])[] {
  return waitsFor(statements.map(sql)).map((places) => [...places]);
}

describe('what a step waits for', () => {
  it('is what makes the tables and views that it names, and what they read', () => {
    expect(
      waits(
        'CREATE TABLE roll AS SELECT 1 AS n',
        'CREATE TABLE other AS SELECT 1 AS n',
        'CREATE OR REPLACE VIEW seen AS SELECT n FROM roll',
        'CREATE TABLE "counted" AS SELECT count(*) FROM seen',
      ),
    ).toEqual([[], [], [0], [0, 2]]);
  });

  it('is who still reads what it changes, but not who adds rows as it does', () => {
    expect(
      waits(
        'CREATE TABLE hits AS SELECT 1 AS n',
        'INSERT INTO hits SELECT 2',
        'INSERT INTO hits SELECT 3',
        'SELECT count(*) FROM hits',
        'DELETE FROM hits WHERE n = 2',
        'DROP TABLE IF EXISTS hits',
      ),
    ).toEqual([[], [0], [0], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4]]);
  });

  it('knows tables of registries with Chinese names, and views of views', () => {
    expect(
      waits(
        'CREATE TABLE "custom_住建_1" AS SELECT 1 AS n',
        'CREATE TABLE "custom_住建_2" AS SELECT 1 AS n',
        'CREATE VIEW a AS SELECT * FROM "custom_住建_2"',
        'CREATE VIEW b AS SELECT * FROM a',
        'DELETE FROM "custom_住建_2"',
        'SELECT * FROM b',
      ),
    ).toEqual([[], [], [1], [1, 2], [1, 2, 3], [1, 2, 3, 4]]);
  });

  it('is who writes the file that it reads', () => {
    expect(
      waits(
        "COPY (\nSELECT 1 AS n\n) TO 'a b/o''x.parquet' (FORMAT parquet, COMPRESSION zstd)",
        "COPY (SELECT 1 AS n) TO 'other.parquet' (FORMAT parquet)",
        "CREATE TABLE t AS SELECT * FROM read_parquet(['a b/o''x.parquet'])",
      ),
    ).toEqual([[], [], [0]]);
  });

  it('is all before it where nobody knows what it does, and all behind it wait for that', () => {
    const steps = [
      sql('CREATE TABLE a AS SELECT 1'),
      codeStep('unknown', '', () => Promise.resolve()),
      sql('SELECT 2'),
    ];
    expect(waitsFor(steps).map((places) => [...places])).toEqual([[], [0], [1]]);
    expect(waits('SELECT 1', 'SET threads = 1', 'SELECT 2')).toEqual([[], [0], [1]]);
  });
});

describe('steps', () => {
  it('start while another is at work, and wait for what they read', async () => {
    const heard: string[] = [];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await runSteps(engine, [
      shown('slow', 'CREATE TABLE slow AS SELECT 1', () => released.then(() => heard.push('slow'))),
      shown('reads it', 'SELECT * FROM slow', () => heard.push('reads it')),
      shown('goes on', 'SELECT 1', () => heard.push('goes on')),
      shown('releases', 'SELECT 2', () => {
        release();
      }),
    ]);
    expect(heard).toEqual(['goes on', 'slow', 'reads it']);
  });

  it('see the same tables and call the same functions at the same time', async () => {
    engine.register({ name: 'twice', parameters: 1, returns: 'VARCHAR', call: (text) => text + text });
    const fill = sql(
      "INSERT INTO words SELECT twice(CAST(range AS VARCHAR)) FROM range(20000) WHERE twice('a') = 'aa'",
    );
    const started: number[] = [];
    await runSteps(engine, [sql('CREATE TABLE words (word VARCHAR)'), fill, fill], (_, count) =>
      started.push(count),
    );
    expect(started).toEqual([0, 1, 2]);
    expect(await engine.rows('SELECT count(*) AS n, count(DISTINCT word) AS words FROM words')).toEqual([
      { n: '40000', words: '20000' },
    ]);
  });

  it('end with the error that running them one by one would give', async () => {
    const heard: string[] = [];
    let fail = (): void => undefined;
    const failed = new Promise<void>((resolve) => {
      fail = resolve;
    });
    const steps = [
      shown('slow', 'CREATE TABLE slow AS SELECT 1', () => failed),
      shown('waits for it and fails', 'SELECT * FROM slow', () => Promise.reject(new Error('first'))),
      shown('fails at once', 'SELECT 1', () => {
        setTimeout(fail, 20);
        return Promise.reject(new Error('second'));
      }),
      shown('behind', 'SELECT 2', () => heard.push('behind')),
    ];
    await expect(runSteps(engine, steps)).rejects.toThrow('first');
    expect(heard).toEqual([]);
  });

  it('keep their place in the list where there is one thread', async () => {
    const single = await openDuckDb({ spillFolder: join(room, 'single'), threads: 1 });
    const heard: string[] = [];
    await runSteps(
      single,
      ['one', 'two', 'three'].map((name) =>
        shown(name, 'SELECT 1', async () => {
          await new Promise((resolve) => setTimeout(resolve, 1));
          heard.push(name);
        }),
      ),
    );
    await single.close();
    expect(heard).toEqual(['one', 'two', 'three']);
  });
});

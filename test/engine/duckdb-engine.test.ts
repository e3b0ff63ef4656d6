import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DUCKDB_VERSION, openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { oneRow, type Engine } from '../../src/engine/engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import { codeStep, sqlStep } from '../../src/engine/step.js';
import { EngineError } from '../../src/model/errors.js';

const SECRET = '350589194807251084';
let room: string;
let spill: string;
let engine: Engine;

beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-engine-'));
  spill = join(room, 'spill');
  engine = await openDuckDb({ spillFolder: spill, threads: 1, memoryLimitMb: 256 });
});
afterEach(async () => {
  if (existsSync(spill)) await engine.close();
  rmSync(room, { recursive: true, force: true });
});

async function failure(sql: string): Promise<EngineError> {
  const error: unknown = await engine.rows(sql).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
}

describe('the embedded engine', () => {
  it('is the version that was tested', async () => {
    expect(await engine.version()).toBe(DUCKDB_VERSION);
  });

  it('keeps its spill folder to its owner and removes it at the end', async () => {
    expect(statSync(spill).mode & 0o077).toBe(0);
    await engine.close();
    expect(existsSync(spill)).toBe(false);
  });

  it('loses no digit of large numbers and amounts', async () => {
    const row = await oneRow(
      engine,
      "SELECT 9007199254740993 AS big, CAST('123456789012.34' AS DECIMAL(14, 2)) AS yuan, DATE '2026-02-28' AS day",
    );
    expect(row).toEqual({ big: '9007199254740993', yuan: '123456789012.34', day: '2026-02-28' });
  });

  it('keeps columns whose names objects inherit', async () => {
    const row = await oneRow(engine, 'SELECT 1 AS "constructor", 2 AS "toString"');
    expect(Object.entries(row)).toEqual([
      ['constructor', 1],
      ['toString', 2],
    ]);
  });

  it('calls a function of ours with text, and never with NULL', async () => {
    const seen: string[][] = [];
    engine.register({
      name: 'joined',
      parameters: 2,
      returns: 'VARCHAR',
      call: (...args) => {
        seen.push(args);
        return args.join('·');
      },
    });
    const rows = await engine.rows(
      "SELECT joined(a, b) AS j FROM (VALUES ('阿', '里'), ('x', NULL), ('𠮷', '')) AS t (a, b)",
    );
    expect(rows.map((row) => row['j'])).toEqual(['阿·里', null, '𠮷·']);
    expect(seen).toEqual([
      ['阿', '里'],
      ['𠮷', ''],
    ]);
  });

  it('hands large results over in pieces', async () => {
    let total = 0;
    let pieces = 0;
    for await (const rows of engine.batches('SELECT range AS n FROM range(10000)')) {
      total += rows.length;
      pieces += 1;
    }
    expect(total).toBe(10_000);
    expect(pieces).toBeGreaterThan(1);
  });

  it.each([
    ['a cast', `SELECT CAST('${SECRET}x' AS INTEGER)`],
    ['a cast of a column', `SELECT CAST(v AS DATE) FROM (SELECT '${SECRET}' AS v)`],
    ['a date', `SELECT strptime('${SECRET}', '%Y')`],
    ['an error of ours', `SELECT error('${SECRET}')`],
    ['a syntax error', `SELEC '${SECRET}' FROM`],
    ['a missing table', `SELECT '${SECRET}' FROM nowhere`],
  ])('quotes no value in the error of %s', async (_what, sql) => {
    const { message, code, hint } = await failure(sql);
    expect(`${message} ${code} ${hint ?? ''}`).not.toContain(SECRET);
    expect(code).toMatch(/^E_ENGINE_/);
  });

  it('fetches no extension from anywhere', async () => {
    const row = await oneRow(
      engine,
      "SELECT current_setting('autoinstall_known_extensions') AS i, current_setting('autoload_known_extensions') AS l",
    );
    expect(row).toEqual({ i: false, l: false });
  });
});

describe('steps', () => {
  it('run in order and tell who listens before each', async () => {
    const heard: string[] = [];
    await runSteps(
      engine,
      [
        sqlStep('one', 'makes a table', 'CREATE TABLE t AS SELECT 1 AS n'),
        codeStep('two', 'adds a row', (e) => e.run('INSERT INTO t VALUES (2)')),
      ],
      (step, index) => heard.push(`${index} ${step.name}`),
    );
    expect(heard).toEqual(['0 one', '1 two']);
    expect(await oneRow(engine, 'SELECT sum(n) AS s FROM t')).toEqual({ s: '3' });
  });

  it('stop at the first that fails', async () => {
    const heard: string[] = [];
    const steps = [sqlStep('bad', '', 'SELECT * FROM nowhere'), sqlStep('after', '', 'SELECT 1')];
    await expect(runSteps(engine, steps, (step) => heard.push(step.name))).rejects.toBeInstanceOf(
      EngineError,
    );
    expect(heard).toEqual(['bad']);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { duckdbDialect } from '../../src/engine/duckdb/duckdb-dialect.js';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import { namesakesSteps } from '../../src/rules/namesakes.js';

let room: string;
let engine: Engine;

beforeEach(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-namesakes-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill') });
  for (const sql of [
    'CREATE TABLE assistance (person_id VARCHAR, name VARCHAR, id VARCHAR, birth_date DATE, town VARCHAR, village VARCHAR)',
    "INSERT INTO assistance VALUES ('P1', '陈一', NULL, DATE '1960-01-01', '码头镇', '丰联村'), ('P2', '陈一', NULL, NULL, '码头镇', '丰联村'), ('P3', '陈一', NULL, DATE '1970-01-01', '码头镇', '丰联村'), ('P4', '林二', NULL, NULL, NULL, '丰联村')",
    "CREATE TABLE rule_hit AS SELECT person_id, 'review' AS link_class FROM (VALUES ('P1'), ('P4')) AS h (person_id)",
    'CREATE TABLE person_profile AS SELECT person_id, name, birth_date AS born, NULL AS masked_id, town, village FROM assistance',
    "CREATE TABLE explanation AS SELECT '' AS person_id WHERE false",
    "CREATE TABLE near_death AS SELECT '' AS person_id WHERE false",
  ])
    await engine.run(sql);
});
afterEach(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

const STEPS = namesakesSteps({
  dialect: duckdbDialect,
  snapshots: [],
  personsFile: '',
  conflictsFile: '',
  linksFile: '',
  authorised: [],
});

it('counts who bears the name and may have the birth date, and says none where there is nobody', async () => {
  await runSteps(engine, STEPS);
  expect(await engine.rows('SELECT * FROM namesakes ORDER BY person_id')).toEqual([
    { person_id: 'P1', namesakes: '1', in_village: '1' },
    { person_id: 'P4', namesakes: '0', in_village: '0' },
  ]);
});

it('compares people under one name only, not everybody with everybody', async () => {
  const [weak, counted] = STEPS;
  await runSteps(engine, [weak]);
  const statement = counted?.kind === 'sql' ? counted.sql : '';
  const plan = await engine.rows(`EXPLAIN ${statement}`);
  expect(JSON.stringify(plan)).toContain('HASH_JOIN');
  expect(JSON.stringify(plan)).not.toMatch(/NL_JOIN|NESTED_LOOP|CROSS_PRODUCT/);
});

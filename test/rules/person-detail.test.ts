import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { runSteps } from '../../src/engine/run-steps.js';
import { text } from '../../src/engine/sql.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { personDetailSteps } from '../../src/rules/person-detail.js';
import { personProfileStep } from '../../src/rules/person-profile.js';
import { kindViewSteps } from '../../src/rules/views.js';
import type { ViewSources } from '../../src/rules/view-input.js';

/** Numbers that nobody can hold: region 350599 was never assigned. */
const TWICE = '350599196001010011';
const LISTED = '350599196101010025';
const OTHER = '350599196201010033';
const WITHOUT_ID = '{"registry":"insurance","file":"list.csv","line":6}';

const ROWS: readonly Readonly<Record<string, string>>[] = [
  { name: '甲', id: TWICE, town: '东镇' },
  { name: '乙', id: LISTED, town: '西镇' },
  { name: '丙', id: OTHER, town: '南镇' },
  { name: '甲', id: TWICE, phone: '13900000001' },
  { name: '丁', town: '北镇' },
];

const folder = mkdtempSync(join(tmpdir(), 'yingbao-detail-'));
const path = (name: string): string => join(folder, `${name}.parquet`);
let engine: Engine;

/** Linkage lists one person of the registry; the others stand under their ID, or under the record itself. */
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
  await engine.run(
    engine.dialect.writeParquet(
      "SELECT 'P1' AS person_id, 'insurance' AS registry, 1::BIGINT AS record_no, 'certain' AS class",
      path('persons'),
    ),
  );
  const sources: ViewSources = {
    dialect: engine.dialect,
    snapshots: [],
    personsFile: path('persons'),
    conflictsFile: '',
    linksFile: '',
    authorised: [],
  };
  await runSteps(engine, kindViewSteps(sources));
  await engine.run(engine.dialect.writeParquet(ROWS.map(rowQuery).join('\nUNION ALL\n'), path('insurance')));
  await engine.run(
    'CREATE TABLE coverage AS SELECT registry, record_no, source AS household_key, true AS active FROM assistance',
  );
  await engine.run(
    `CREATE TABLE rule_hit AS SELECT unnest([${[TWICE, 'P1', WITHOUT_ID].map(text).join(', ')}]) AS person_id`,
  );
  const snapshot = {
    registry: 'insurance',
    kind: 'insurance',
    asOf: '2026-10-31',
    folder,
    parts: [{ parquet: 'insurance.parquet', file: 'list.csv', firstLine: 2, records: ROWS.length }],
  } as unknown as Snapshot;
  await engine.run("CREATE TABLE county_map AS SELECT '' AS written, '' AS county");
  await runSteps(engine, [
    ...personDetailSteps({ ...sources, snapshots: [snapshot], asOf: '2026-10-31', staleDays: 92 }),
    personProfileStep('2026-10-31'),
  ]);
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

function rowQuery(row: Readonly<Record<string, string>>): string {
  const cells = Object.entries(row).map(([column, value]) => `${text(value)} AS ${column}`);
  const added = ['registry', 'as_of', 'record_no', 'file', 'line', 'source', 'person_id', 'link_class'];
  return [
    `SELECT e.* EXCLUDE (${[...added, 'link_rank', 'class_label'].join(', ')}) REPLACE (${cells.join(', ')}),`,
    '  NULL::VARCHAR AS member_status_raw',
    'FROM (SELECT 1) LEFT JOIN insurance AS e ON true',
  ].join('\n');
}

it('are what all records of the people concerned say, listed by linkage or not', async () => {
  const rows = await engine.rows(
    'SELECT person_id, name, town, phone FROM person_detail ORDER BY place_in_order',
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    [TWICE, '甲', '东镇', null],
    ['P1', '乙', '西镇', null],
    [TWICE, '甲', null, '13900000001'],
    [WITHOUT_ID, '丁', '北镇', null],
  ]);
});

it('give one profile each; whose sex nothing says has none', async () => {
  const rows = await engine.rows('SELECT person_id, name, town, sex, age FROM person_profile ORDER BY name');
  expect(rows.map((row) => Object.values(row))).toEqual([
    [WITHOUT_ID, '丁', '北镇', null, null],
    ['P1', '乙', '西镇', 'F', 65],
    [TWICE, '甲', '东镇', 'M', 66],
  ]);
});

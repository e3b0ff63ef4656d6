import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetPath } from '../../../src/config/package-root.js';
import { duckdbDialect } from '../../../src/engine/duckdb/duckdb-dialect.js';
import { openDuckDb } from '../../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../../src/engine/engine.js';
import { hmacKey } from '../../../src/engine/keyed-hash.js';
import { runSteps } from '../../../src/engine/run-steps.js';
import { ORDER_BY_PRIORITY } from '../../../src/followup/finding-order.js';
import { assessSteps, type AssessInput } from '../../../src/rules/assess.js';
import { loadDepartments } from '../../../src/rules/departments.js';
import { loadRules } from '../../../src/rules/load-rules.js';
import { registerFunctions } from '../../../src/run/scalar-functions.js';
import { FIXTURE_AS_OF, FIXTURE_COUNTY, writeFixture, type RuleFixture } from './rule-fixture.js';

export const PACK = loadRules(assetPath('src', 'rules', 'packs'), null);
export const DEPARTMENTS = loadDepartments(assetPath('data', 'departments.json'));

/** One engine and one scratch folder in which rules run over fixtures, as the assess stage runs them. */
export interface RuleRoom {
  readonly engine: Engine;
  /** Findings without status, and the input they came from. */
  run(
    fixture: RuleFixture,
    changes?: Partial<AssessInput>,
  ): Promise<{ readonly findings: readonly Row[]; readonly input: AssessInput }>;
  close(): Promise<void>;
}

export async function openRuleRoom(): Promise<RuleRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-rules-'));
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill'), memoryLimitMb: 512 });
  registerFunctions(engine, {});
  let runs = 0;
  return {
    engine,
    run: async (fixture, changes = {}) => {
      runs += 1;
      const own = join(folder, String(runs));
      const files = await writeFixture(engine, fixture, DEPARTMENTS, own);
      const input: AssessInput = { ...defaults(fixture, own), ...files, ...changes };
      await dropObjects(engine);
      await runSteps(engine, assessSteps(input));
      const findings = await engine.rows(
        `SELECT * FROM ${duckdbDialect.readParquet([input.findingsFile])} ORDER BY ${ORDER_BY_PRIORITY}`,
      );
      return { findings, input };
    },
    close: async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function defaults(
  fixture: RuleFixture,
  folder: string,
): Omit<AssessInput, keyof Awaited<ReturnType<typeof writeFixture>>> {
  return {
    dialect: duckdbDialect,
    pairsFile: null,
    key: hmacKey(Buffer.alloc(32, 1)),
    asOf: FIXTURE_AS_OF,
    staleDays: 92,
    ruleMinutes: 1,
    standards: [{ county: FIXTURE_COUNTY, scheme: 'dibao', effectiveFrom: '2020-01-01', monthlyYuan: 800 }],
    formerCounties: [{ former: '旧屏县', county: FIXTURE_COUNTY }],
    defaultCounty: FIXTURE_COUNTY,
    departments: DEPARTMENTS,
    authorised: DEPARTMENTS.map(({ name }) => name),
    rules: PACK.filter(({ id }) => id === fixture.rule),
    parameters: { [fixture.rule]: fixture.parameters },
    disabled: [],
    setAside: [],
    shadow: [],
    findingsFile: join(folder, 'findings.parquet'),
    refusedFile: join(folder, 'refused.parquet'),
    undated: [],
    qualityFile: join(folder, 'quality.parquet'),
    shadowFile: join(folder, 'shadow.parquet'),
  };
}

async function dropObjects(engine: Engine): Promise<void> {
  const objects = await engine.rows(
    "SELECT view_name AS name, 'VIEW' AS kind FROM duckdb_views() WHERE NOT internal UNION ALL SELECT table_name, 'TABLE' FROM duckdb_tables()",
  );
  for (const { name, kind } of objects) await engine.run(`DROP ${String(kind)} IF EXISTS "${String(name)}"`);
  await engine.run('DROP MACRO IF EXISTS link_class_of');
}

/** A fixture written in a test: one story per entry. */
export function stories(
  rule: string,
  cases: readonly Partial<RuleFixture['cases'][number]>[],
  asOf: RuleFixture['asOf'] = {},
): RuleFixture {
  return {
    rule,
    parameters: {},
    asOf,
    cases: cases.map((story) => ({
      is: 'positive',
      why: '',
      people: {},
      rows: {},
      expect: [],
      data: [],
      severity: {},
      says: {},
      ...story,
    })),
  };
}

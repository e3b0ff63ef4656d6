import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { openEngine } from './engine-session.js';
import { projectLayout } from './layout.js';
import { RUN_CHANGES, type RunChange } from './run-changes.js';
import { findRun, RUN_FILES, type PublishedRun } from './results.js';

export interface RunDiffRow {
  readonly rule: string;
  readonly kind: string;
  readonly counts: Readonly<Record<RunChange, number>>;
}

/** A finding that is not the same in both runs. */
export interface RunDiffEntry {
  readonly change: RunChange;
  readonly findingId: string;
  readonly rule: string;
  readonly county: string;
  readonly maskedId: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
}

export interface RunDiff {
  readonly earlier: string;
  readonly later: string;
  readonly rows: readonly RunDiffRow[];
  readonly entries: readonly RunDiffEntry[];
}

/** Compares the open findings of two published runs. Throws ConfigError where one is not there. */
export async function diffRuns(request: {
  readonly projectFolder: string;
  readonly earlier: string;
  readonly later: string;
}): Promise<RunDiff> {
  const layout = projectLayout(request.projectFolder);
  const earlier = findRun(layout, request.earlier);
  const later = findRun(layout, request.later);
  const engine = await openEngine(layout);
  try {
    await engine.run(`CREATE TEMP TABLE change AS\n${changeQuery(earlier, later)}`);
    return {
      earlier: earlier.runId,
      later: later.runId,
      rows: await readCounts(engine),
      entries: await readEntries(engine),
    };
  } finally {
    await engine.close();
  }
}

function changeQuery(earlier: PublishedRun, later: PublishedRun): string {
  const open = (run: PublishedRun): string =>
    `SELECT * FROM ${duckdbDialect.readParquet([join(run.folder, RUN_FILES.findings)])} WHERE status <> 'resolved'`;
  const pick = (column: string): string => `coalesce(b.${column}, a.${column}) AS ${column}`;
  return [
    `WITH a AS (${open(earlier)}),`,
    `b AS (${open(later)}),`,
    `unchecked AS (${uncheckedIds(later)})`,
    'SELECT',
    ['finding_id', 'rule_id', 'kind', 'county', 'masked_id', 'reason_zh', 'reason_en']
      .map((c) => `  ${pick(c)},`)
      .join('\n'),
    '  CASE',
    "    WHEN b.finding_id IS NULL AND a.finding_id IN (SELECT finding_id FROM unchecked) THEN 'unchecked'",
    "    WHEN b.finding_id IS NULL THEN CASE WHEN a.status = 'suppressed' THEN NULL ELSE 'resolved' END",
    "    WHEN b.status = 'suppressed' THEN 'suppressed'",
    "    WHEN a.finding_id IS NULL THEN CASE WHEN b.status = 'reopened' THEN 'reopened' ELSE 'new' END",
    "    WHEN a.status = 'suppressed' THEN 'reopened'",
    "    WHEN a.evidence IS DISTINCT FROM b.evidence OR a.kind <> b.kind THEN 'changed'",
    "    ELSE 'persisting' END AS change",
    'FROM a',
    'FULL JOIN b ON b.finding_id = a.finding_id',
  ].join('\n');
}

/** A run of an older version wrote no such file. */
function uncheckedIds(run: PublishedRun): string {
  const file = join(run.folder, RUN_FILES.unchecked);
  return existsSync(file)
    ? `SELECT finding_id FROM ${duckdbDialect.readParquet([file])}`
    : "SELECT '' AS finding_id WHERE false";
}

async function readCounts(engine: Engine): Promise<readonly RunDiffRow[]> {
  const columns = RUN_CHANGES.map((name) => `count(*) FILTER (WHERE change = '${name}') AS "${name}"`);
  const rows = await engine.rows(
    `SELECT rule_id, kind, ${columns.join(', ')}\nFROM change\nWHERE change IS NOT NULL\nGROUP BY rule_id, kind\nORDER BY CASE kind WHEN 'missed' THEN 0 WHEN 'wrong' THEN 1 ELSE 2 END, rule_id`,
  );
  return rows.map((row) => ({
    rule: String(row['rule_id']),
    kind: String(row['kind']),
    counts: Object.fromEntries(RUN_CHANGES.map((name) => [name, Number(row[name])])) as RunDiffRow['counts'],
  }));
}

async function readEntries(engine: Engine): Promise<readonly RunDiffEntry[]> {
  const rows = await engine.rows(
    "SELECT * FROM change\nWHERE change IS NOT NULL AND change <> 'persisting'\nORDER BY change, rule_id, county, finding_id",
  );
  return rows.map((row) => ({
    change: row['change'] as RunChange,
    findingId: String(row['finding_id']),
    rule: String(row['rule_id']),
    county: String(row['county'] ?? ''),
    maskedId: String(row['masked_id'] ?? ''),
    reasonZh: String(row['reason_zh']),
    reasonEn: String(row['reason_en']),
  }));
}

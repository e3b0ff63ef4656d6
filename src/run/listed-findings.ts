import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { textList } from '../engine/sql.js';
import type { ListedFinding } from '../followup/outcome-rows.js';
import type { Confidence, FindingKind, Severity } from '../model/finding.js';
import type { Layout } from './layout.js';
import { localDay } from './local-day.js';
import { isRunId, readManifest, RUN_FILES, type PublishedRun } from './results.js';

/** A finding that somebody asks for: in the run named, else in the newest run of the day given or before. */
export interface WantedFinding {
  readonly findingId: string;
  readonly run: string;
  /** YYYY-MM-DD; empty where it is not known. */
  readonly day: string;
}

/** Ids looked up in one statement. */
const BATCH = 5000;

/** Every published run, the newest first. */
export function publishedRuns(layout: Layout): readonly PublishedRun[] {
  const names = existsSync(layout.runs) ? readdirSync(layout.runs).filter(isRunId) : [];
  return names
    .map((runId) => ({ runId, folder: join(layout.runs, runId) }))
    .filter(({ folder }) => existsSync(join(folder, RUN_FILES.manifest)))
    .sort((a, b) => (a.runId < b.runId ? 1 : -1));
}

/** The findings that are wanted, as the lists of their runs showed them; of each finding the newest run first. */
export async function listedFindings(
  engine: Engine,
  runs: readonly PublishedRun[],
  wanted: readonly WantedFinding[],
): Promise<ReadonlyMap<string, readonly ListedFinding[]>> {
  const found = new Map<string, ListedFinding[]>();
  const named = wanted.filter(({ run }) => run !== '');
  let loose = wanted.filter(({ run, day }) => run === '' && day !== '');
  for (const run of runs) {
    const own = named.filter((one) => one.run === run.runId);
    const ids = [...new Set([...own, ...loose].map(({ findingId }) => findingId))];
    if (ids.length === 0) continue;
    const issued = localDay(new Date(readManifest(run).finishedAt));
    for (const one of await listedIn(engine, run, issued, ids))
      found.set(one.findingId, [...(found.get(one.findingId) ?? []), one]);
    loose = loose.filter(
      ({ findingId, day }) => !(found.get(findingId) ?? []).some((one) => one.issued <= day),
    );
  }
  return found;
}

async function listedIn(
  engine: Engine,
  run: PublishedRun,
  issued: string,
  ids: readonly string[],
): Promise<readonly ListedFinding[]> {
  const listed: ListedFinding[] = [];
  const relation = duckdbDialect.readParquet([join(run.folder, RUN_FILES.findings)]);
  for (let at = 0; at < ids.length; at += BATCH) {
    const rows = await engine.rows(
      [
        'SELECT finding_id, kind, rule_id, severity, confidence, county, evidence',
        `FROM ${relation}`,
        `WHERE finding_id IN ${textList(ids.slice(at, at + BATCH))}`,
        "  AND status NOT IN ('resolved', 'suppressed')",
        'ORDER BY finding_id',
      ].join('\n'),
    );
    for (const row of rows) {
      listed.push({
        findingId: String(row['finding_id']),
        run: run.runId,
        issued,
        kind: row['kind'] as FindingKind,
        rule: String(row['rule_id']),
        group: {
          severity: row['severity'] as Severity,
          confidence: row['confidence'] as Confidence,
          county: row['county'] === null ? null : String(row['county']),
        },
        evidence: String(row['evidence'] ?? ''),
      });
    }
  }
  return listed;
}

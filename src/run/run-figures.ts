import type { Dialect } from '../engine/dialect.js';
import type { Engine } from '../engine/engine.js';
import type { Snapshot } from '../model/snapshot.js';
import type { FindingCount, RunManifest } from './manifest.js';

/** People per registry: those listed, and each unlisted record of a very large registry, which is a person alone. */
export async function readPeople(
  engine: Engine,
  dialect: Dialect,
  personsFile: string,
  snapshots: readonly Snapshot[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.rows(
    [
      'SELECT registry, count(DISTINCT person_id) AS people, count(*) AS listed',
      `FROM ${dialect.readParquet([personsFile])}`,
      'GROUP BY registry',
    ].join('\n'),
  );
  const listed = new Map(rows.map((row) => [String(row['registry']), row]));
  return new Map(
    snapshots.map(({ registry, parts }) => {
      const row = listed.get(registry);
      const records = parts.reduce((sum, part) => sum + part.records, 0);
      return [registry, Number(row?.['people'] ?? 0) + records - Number(row?.['listed'] ?? 0)];
    }),
  );
}

/** How many people each rule refused to judge. */
export async function readRefused(
  engine: Engine,
  dialect: Dialect,
  refusedFile: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.rows(
    `SELECT rule_id, count(*) AS refused FROM ${dialect.readParquet([refusedFile])} GROUP BY rule_id`,
  );
  return new Map(rows.map((row) => [String(row['rule_id']), Number(row['refused'])]));
}

/** What is wrong with each registry, by code. */
export async function readQuality(
  engine: Engine,
  dialect: Dialect,
  qualityFile: string,
): Promise<RunManifest['quality']> {
  const rows = await engine.rows(
    `SELECT registry, code, severity, records, share, people, widespread, amount FROM ${dialect.readParquet([qualityFile])} ORDER BY registry, code`,
  );
  return rows.map((row) => ({
    registry: String(row['registry']),
    code: String(row['code']),
    severity: String(row['severity']),
    records: Number(row['records']),
    share: Number(row['share']),
    people: Number(row['people']),
    widespread: row['widespread'] === true,
    amount: row['amount'] === null ? null : Number(row['amount']),
  }));
}

/** What shadow rules would have listed. */
export async function readShadow(
  engine: Engine,
  dialect: Dialect,
  shadowFile: string,
): Promise<ReadonlyMap<string, { readonly findings: number; readonly people: number }>> {
  const rows = await engine.rows(
    `SELECT rule_id, findings, people FROM ${dialect.readParquet([shadowFile])}`,
  );
  return new Map(
    rows.map((row) => [
      String(row['rule_id']),
      { findings: Number(row['findings']), people: Number(row['people']) },
    ]),
  );
}

/** Links by class. */
export async function readLinkCounts(
  engine: Engine,
  dialect: Dialect,
  linksFile: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await engine.rows(
    `SELECT class, count(*) AS links FROM ${dialect.readParquet([linksFile])} GROUP BY class ORDER BY class`,
  );
  return Object.fromEntries(rows.map((row) => [String(row['class']), Number(row['links'])]));
}

/** Findings by rule, kind and status, missed before wrong before data. */
export async function readFindingCounts(
  engine: Engine,
  dialect: Dialect,
  findingsFile: string,
): Promise<readonly FindingCount[]> {
  const rows = await engine.rows(
    [
      'SELECT rule_id, kind, status, count(*) AS findings, count(DISTINCT person_id) AS people, coalesce(sum(amount), 0) AS amount',
      `FROM ${dialect.readParquet([findingsFile])}`,
      'GROUP BY rule_id, kind, status',
      "ORDER BY CASE kind WHEN 'missed' THEN 0 WHEN 'wrong' THEN 1 ELSE 2 END, rule_id, status",
    ].join('\n'),
  );
  return rows.map((row) => ({
    rule: String(row['rule_id']),
    kind: String(row['kind']),
    status: String(row['status']),
    findings: Number(row['findings']),
    people: Number(row['people']),
    amount: Number(row['amount']),
  }));
}

/** Findings of people missed that visits confirmed and that the lists still say, by rule. */
export async function readWaiting(
  engine: Engine,
  dialect: Dialect,
  findingsFile: string,
): Promise<RunManifest['waiting']> {
  const rows = await engine.rows(
    [
      "SELECT rule_id, count(*) AS findings, count(*) FILTER (WHERE waiting = 'overdue') AS overdue",
      `FROM ${dialect.readParquet([findingsFile])}`,
      'WHERE waiting IS NOT NULL',
      'GROUP BY rule_id',
      'ORDER BY rule_id',
    ].join('\n'),
  );
  return rows.map((row) => ({
    rule: String(row['rule_id']),
    findings: Number(row['findings']),
    overdue: Number(row['overdue']),
  }));
}

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

/** Checks of the batch as a whole, as warnings of the manifest. */
export async function readBatchChecks(
  engine: Engine,
  dialect: Dialect,
  checksFile: string,
): Promise<RunManifest['warnings']> {
  const rows = await engine.rows(
    `SELECT code, registry, records, amount FROM ${dialect.readParquet([checksFile])} ORDER BY code, registry`,
  );
  return rows.map((row) => ({
    code: String(row['code']),
    registry: String(row['registry']),
    file: String(row['registry']),
    detail:
      row['amount'] === null
        ? String(row['records'])
        : `${String(row['records'])} (¥${String(row['amount'])})`,
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

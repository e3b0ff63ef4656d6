import { recordsQuery, wholeRecord } from '../engine/records.js';
import { date, number, text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { QUALITY_ISSUES } from '../model/issues/quality-issues.js';
import type { Snapshot } from '../model/snapshot.js';
import { batchChecks } from './batch-checks.js';
import type { RuleConditions } from './select-rules.js';
import type { CommonViewInput } from './view-input.js';
import { tableStep } from './views.js';

export interface QualityInput extends CommonViewInput, Pick<RuleConditions, 'setAside'> {
  /** Registries that no export, no file name and no setting dates; the day of the run stands in. */
  readonly undated: readonly string[];
}

/**
 * Data findings about registries, the `quality` contract: one row per registry and code that occurs in it, with what
 * it means and what to do. `people` are those whom the rule of the same code lists one by one; a widespread flaw lists
 * nobody. Reads `rule_hit` and `repeated_record`.
 */
export function qualityQuery(input: QualityInput): string {
  return [
    'WITH counted (code, registry, records, amount) AS (',
    [
      NOTHING,
      ...batchChecks(input),
      ...input.snapshots.flatMap((one) => ofSnapshot(one, input)),
      'SELECT code, registry, records, amount FROM repeated_record',
    ].join('\nUNION ALL\n'),
    '),',
    `issue (code, severity, zh, en, advice_zh, advice_en) AS (VALUES ${QUALITY_ISSUES.map(issueRow).join(', ')}),`,
    `registry (registry, kind, as_of, total) AS (${registryRows(input.snapshots)}),`,
    'listed AS (',
    `  SELECT rule_id AS code, regexp_extract(sources, '"registry":"([^"]*)"', 1) AS registry, count(DISTINCT person_id) AS people`,
    '  FROM rule_hit',
    '  WHERE NOT refused',
    '  GROUP BY ALL',
    ')',
    'SELECT',
    '  c.registry, r.kind, r.as_of, c.code, any_value(i.severity) AS severity,',
    '  CAST(sum(c.records) AS BIGINT) AS records,',
    '  coalesce(any_value(f.share), round(least(1, sum(c.records) / greatest(r.total, 1)), 4)) AS share,',
    '  coalesce(any_value(l.people), 0) AS people,',
    '  coalesce(any_value(f.widespread), false) AS widespread,',
    '  CAST(sum(c.amount) AS DECIMAL(14, 2)) AS amount,',
    '  any_value(i.zh) AS zh, any_value(i.en) AS en,',
    '  any_value(i.advice_zh) AS advice_zh, any_value(i.advice_en) AS advice_en',
    'FROM counted AS c',
    'JOIN issue AS i ON i.code = c.code',
    'JOIN registry AS r ON r.registry = c.registry',
    'LEFT JOIN listed AS l ON l.code = c.code AND l.registry = c.registry',
    'LEFT JOIN registry_flaw AS f ON f.code = c.code AND f.registry = c.registry',
    'WHERE c.records > 0',
    'GROUP BY c.registry, r.kind, r.as_of, r.total, c.code',
    'ORDER BY c.registry, c.code',
  ].join('\n');
}

const NOTHING = "SELECT '', '', 0, CAST(NULL AS DECIMAL(14, 2)) WHERE false";

function ofSnapshot(snapshot: Snapshot, input: QualityInput): readonly string[] {
  const counted = (code: string, records: number): string =>
    `SELECT ${text(code)}, ${text(snapshot.registry)}, ${number(records)}, NULL`;
  const total = sizeOf(snapshot);
  const stale = Date.parse(snapshot.asOf) < Date.parse(input.asOf) - input.staleDays * 86_400_000;
  return [
    ...Object.entries(snapshot.flags).map(([code, records]) => counted(code, records)),
    ...(stale || input.undated.includes(snapshot.registry) ? [counted('D15', total)] : []),
  ];
}

/** `repeated_record`: code, registry, records, amount of each registry, as far as records repeat. */
export function repeatedRecordsStep(input: QualityInput): Step {
  const counts = input.snapshots
    .filter(({ parts }) => parts.length > 0)
    .map((snapshot) => repeatedRecords(snapshot, input));
  return tableStep(
    'repeated_record',
    'records equal to an earlier one in every column',
    [NOTHING_NAMED, ...counts].join('\nUNION ALL\n'),
  );
}

const NOTHING_NAMED =
  "SELECT '' AS code, '' AS registry, CAST(0 AS HUGEINT) AS records, CAST(NULL AS DECIMAL(14, 2)) AS amount WHERE false";

/** Larger registries are asked for repeated records by one in so many of their numbers. */
const LARGE = 500_000;
const ONE_IN = 64;

/**
 * Records equal to an earlier one in every column (D10). Numbers go first, or the name where there is none: only records
 * that share them are read in full. Of a large registry a fixed part of the numbers is looked at and the count
 * multiplied: grouping forty million would cost more than all rules.
 */
function repeatedRecords(snapshot: Snapshot, { dialect }: QualityInput): string {
  const records = recordsQuery(dialect, snapshot);
  const oneIn = sizeOf(snapshot) > LARGE ? ONE_IN : 1;
  // Two questions, because the reader passes over the names of records with a number only where it is told to.
  const keyed = (key: string, condition: string): string =>
    `SELECT record_no, ${key} AS key FROM (\n${records}\n) WHERE ${condition} AND ${key} % ${number(oneIn)} = 0`;
  return [
    `SELECT 'D10', ${text(snapshot.registry)}, coalesce(sum(copies - 1), 0) * ${number(oneIn)}, NULL`,
    'FROM (',
    '  WITH keyed AS MATERIALIZED (',
    `${keyed('hash(id)', 'id IS NOT NULL')}`,
    'UNION ALL',
    `${keyed('hash(name, id_raw)', 'id IS NULL')}`,
    '  ),',
    '  shared AS (SELECT record_no FROM keyed WHERE key IN (SELECT key FROM keyed GROUP BY key HAVING count(*) > 1))',
    '  SELECT count(*) AS copies',
    `  FROM (\n${recordsQuery(dialect, snapshot, 'SELECT record_no FROM shared')}\n  )`,
    `  GROUP BY ${wholeRecord(snapshot)}`,
    '  HAVING count(*) > 1',
    ')',
  ].join('\n');
}

function issueRow({ code, severity, zh, en, advice }: (typeof QUALITY_ISSUES)[number]): string {
  return `(${[code, severity, zh, en, advice.zh, advice.en].map(text).join(', ')})`;
}

function registryRows(snapshots: readonly Snapshot[]): string {
  if (snapshots.length === 0) return "SELECT '', '', DATE '1900-01-01', 0 WHERE false";
  return `VALUES ${snapshots.map((one) => `(${text(one.registry)}, ${text(one.kind)}, ${date(one.asOf)}, ${number(sizeOf(one))})`).join(', ')}`;
}

function sizeOf({ parts }: Snapshot): number {
  return parts.reduce((sum, part) => sum + part.records, 0);
}

import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { recordsQuery, wholeRecord } from '../engine/records.js';
import { number, textList } from '../engine/sql.js';
import type { Snapshot } from '../model/snapshot.js';

/** Occurrences of a code in a snapshot, with its first places in order of line. */
export interface FoundIssue {
  readonly code: string;
  readonly count: number;
  readonly detail: string;
  readonly places: readonly { readonly line: number; readonly column: string | null }[];
}

export async function rejectPlaces(
  engine: Engine,
  snapshot: Snapshot,
  most: number,
): Promise<readonly FoundIssue[]> {
  if (snapshot.rejects === null) return [];
  const rejects = engine.dialect.readParquet([join(snapshot.folder, snapshot.rejects)]);
  const files = textList(snapshot.exports.map(({ file }) => file));
  return firstPlaces(engine, `SELECT code, line, "column" FROM ${rejects} WHERE file IN ${files}`, most);
}

/**
 * Quality flags of records, and what only records together show: one ID under two names (D05), IDs of one person that
 * differ by a slip (D06), duplicate rows (D10), heads who are missing among the persons (D14).
 */
export async function qualityPlaces(
  engine: Engine,
  snapshot: Snapshot,
  most: number,
): Promise<readonly FoundIssue[]> {
  const records = recordsQuery(engine.dialect, snapshot);
  const queries = [
    `SELECT unnest(string_split(flags, ' ')) AS code, line, NULL AS "column"\nFROM (\n${records}\n)\nWHERE flags IS NOT NULL`,
    namesOfOneId(records),
    nearIds(records),
    duplicateRows(records, snapshot),
    ...(snapshot.kind === 'assistance' ? [missingHeads(records)] : []),
  ];
  const found: FoundIssue[] = [];
  for (const query of queries) found.push(...(await firstPlaces(engine, query, most)));
  return found;
}

function namesOfOneId(records: string): string {
  return [
    `SELECT 'D05' AS code, unnest(lines) AS line, NULL AS "column"`,
    'FROM (',
    '  SELECT list(line) AS lines',
    `  FROM (\n${records}\n  )`,
    '  WHERE id IS NOT NULL AND name IS NOT NULL',
    '  GROUP BY id',
    '  HAVING min(name) <> max(name)',
    ')',
  ].join('\n');
}

/** Two digits changed, or two neighbours swapped; the birth date in the number is the same. */
function nearIds(records: string): string {
  return [
    'WITH numbered AS (',
    '  SELECT min(line) AS line, name, number, substr(number, 7, 8) AS birth',
    `  FROM (SELECT line, name, coalesce(id, id_raw) AS number FROM (\n${records}\n  ))`,
    "  WHERE name IS NOT NULL AND regexp_full_match(number, '[0-9]{17}[0-9X]')",
    '  GROUP BY name, number',
    ')',
    `SELECT DISTINCT 'D06' AS code, l.line, NULL AS "column"`,
    'FROM numbered AS l',
    'JOIN numbered AS r ON r.name = l.name AND r.birth = l.birth AND r.number <> l.number',
    'WHERE hamming(l.number, r.number) <= 2',
  ].join('\n');
}

/** Rows that are equal in every column. */
function duplicateRows(records: string, snapshot: Snapshot): string {
  return [
    `SELECT 'D10' AS code, unnest(lines[2:]) AS line, NULL AS "column"`,
    'FROM (',
    '  SELECT list(line ORDER BY line) AS lines',
    `  FROM (\n${records}\n  )`,
    `  GROUP BY ${wholeRecord(snapshot)}`,
    '  HAVING count(*) > 1',
    ')',
  ].join('\n');
}

function missingHeads(records: string): string {
  return [
    'WITH record AS (',
    records,
    ')',
    `SELECT 'D14' AS code, line, NULL AS "column"`,
    'FROM record',
    'WHERE head_id IS NOT NULL',
    '  AND head_id NOT IN (SELECT id FROM record WHERE id IS NOT NULL)',
  ].join('\n');
}

async function firstPlaces(engine: Engine, query: string, most: number): Promise<readonly FoundIssue[]> {
  const rows = await engine.rows(
    [
      'SELECT code, place, line, "column", records',
      'FROM (',
      '  SELECT code, line, "column",',
      '    row_number() OVER (PARTITION BY code ORDER BY line) AS place,',
      '    count(*) OVER (PARTITION BY code) AS records',
      `  FROM (\n${query}\n  )`,
      ')',
      `WHERE place <= ${number(Math.max(1, most))}`,
      'ORDER BY code, place',
    ].join('\n'),
  );
  const codes = [...new Set(rows.map((row) => String(row['code'])))];
  return codes.map((code) => {
    const own = rows.filter((row) => row['code'] === code);
    return {
      code,
      count: Number(own[0]?.['records'] ?? 0),
      detail: '',
      places: own.slice(0, most).map((row) => ({
        line: Number(row['line']),
        column: typeof row['column'] !== 'string' ? null : row['column'],
      })),
    };
  });
}

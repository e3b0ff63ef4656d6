import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Dialect } from '../engine/dialect.js';
import type { Engine, Row, Value } from '../engine/engine.js';
import { recordsQuery } from '../engine/records.js';
import { number, text, textList } from '../engine/sql.js';
import type { Snapshot } from '../model/snapshot.js';

/** No error among 59 drawn says that fewer than 5 % are wrong, 19 times out of 20 (reliability I7, S9). */
export const RECHECK_SIZE = 60;

/** How many were drawn of how many; `rule` null: people of whom the run says nothing. */
export interface RecheckPart {
  readonly rule: string | null;
  readonly population: number;
  readonly drawn: number;
}

export interface RecheckInput {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
  /** The contracts of the run. */
  readonly findingsFile: string;
  readonly personsFile: string;
  /** Whoever has it can draw the same sample again; nobody can foresee it without the project's key. */
  readonly seed: string;
  readonly parquetFile: string;
  readonly folder: string;
}

const OPEN = "status NOT IN ('resolved', 'suppressed')";
const DETAILS = ['name', 'masked_id', 'county', 'town', 'village', 'grid', 'address'] as const;

/**
 * Draws what somebody independent checks again: of every rule so many open findings, and as many living people whom the
 * run does not name. The draw hangs on the seed alone. Writes the contract and a list to fill in.
 */
export async function writeRecheck(engine: Engine, input: RecheckInput): Promise<readonly RecheckPart[]> {
  await engine.run(
    `CREATE OR REPLACE TEMP TABLE recheck AS\n${flagsQuery(input)}\nUNION ALL\n${unflaggedQuery(input)}`,
  );
  await addDetails(engine, input);
  await engine.run(
    input.dialect.writeParquet(
      `SELECT sample, rule_id, finding_id, person_id, population, ${DETAILS.join(', ')}\nFROM recheck\n${ORDER}`,
      input.parquetFile,
    ),
  );
  const rows = await engine.rows(`SELECT * FROM recheck\n${ORDER}`);
  writeFileSync(join(input.folder, 'recheck.csv'), recheckList(rows), { mode: 0o600, flag: 'wx' });
  const parts = await engine.rows(
    'SELECT rule_id, any_value(population) AS population, count(*) AS drawn\nFROM recheck\nGROUP BY rule_id\nORDER BY rule_id NULLS LAST',
  );
  return parts.map((row) => ({
    rule: row['rule_id'] === null ? null : String(row['rule_id']),
    population: Number(row['population']),
    drawn: Number(row['drawn']),
  }));
}

const ORDER = 'ORDER BY rule_id NULLS LAST, draw, finding_id, person_id';

function drawOf(seed: string, column: string): string {
  return `md5(${text(seed)} || ${column})`;
}

function flagsQuery({ dialect, findingsFile, seed }: RecheckInput): string {
  return [
    "SELECT 'flag' AS sample, rule_id, finding_id, person_id,",
    '  CAST(count(*) OVER (PARTITION BY rule_id) AS BIGINT) AS population,',
    `  ${drawOf(seed, 'finding_id')} AS draw,`,
    `  ${DETAILS.join(', ')},`,
    '  CAST(NULL AS VARCHAR) AS registry, CAST(NULL AS BIGINT) AS record_no',
    `FROM ${dialect.readParquet([findingsFile])}`,
    `WHERE ${OPEN}`,
    `QUALIFY row_number() OVER (PARTITION BY rule_id ORDER BY draw, finding_id) <= ${number(RECHECK_SIZE)}`,
  ].join('\n');
}

/** Of each person the record in the smallest registry, so that a large one need not be read for their details. */
function unflaggedQuery({ dialect, snapshots, findingsFile, personsFile, seed }: RecheckInput): string {
  const sizes = snapshots.map(({ registry, parts }) => {
    const records = parts.reduce((sum, part) => sum + part.records, 0);
    return `(${text(registry)}, ${number(records)})`;
  });
  const deaths = snapshots.filter(({ kind }) => kind === 'death').map(({ registry }) => registry);
  const persons = dialect.readParquet([personsFile]);
  return [
    "SELECT 'unflagged', NULL, NULL, person_id, CAST(count(*) OVER () AS BIGINT) AS population,",
    `  ${drawOf(seed, 'person_id')} AS draw,`,
    `  ${DETAILS.map((column) => `CAST(NULL AS VARCHAR) AS ${column}`).join(', ')},`,
    '  registry, record_no',
    'FROM (',
    '  SELECT p.person_id, min_by(p.registry, (s.records, p.registry, p.record_no)) AS registry,',
    '    CAST(min_by(p.record_no, (s.records, p.registry, p.record_no)) AS BIGINT) AS record_no',
    `  FROM ${persons} AS p`,
    `  JOIN (VALUES ${sizes.join(', ')}) AS s (registry, records) ON s.registry = p.registry`,
    `  WHERE p.person_id NOT IN (SELECT person_id FROM ${dialect.readParquet([findingsFile])} WHERE ${OPEN})`,
    ...(deaths.length === 0
      ? []
      : [
          `    AND p.person_id NOT IN (SELECT person_id FROM ${persons} WHERE registry IN ${textList(deaths)})`,
        ]),
    '  GROUP BY p.person_id',
    ')',
    `QUALIFY row_number() OVER (ORDER BY draw, person_id) <= ${number(RECHECK_SIZE)}`,
  ].join('\n');
}

async function addDetails(engine: Engine, { dialect, snapshots }: RecheckInput): Promise<void> {
  const chosen = await engine.rows("SELECT DISTINCT registry FROM recheck WHERE sample = 'unflagged'");
  const names = new Set(chosen.map((row) => row['registry']));
  for (const snapshot of snapshots.filter(({ registry }) => names.has(registry))) {
    await engine.run(
      [
        'UPDATE recheck',
        "SET name = r.name, masked_id = left(r.id, 6) || '********' || right(r.id, 4),",
        '  county = r.county, town = r.town, village = r.village, grid = r.grid, address = r.address',
        `FROM (\n${recordsQuery(dialect, snapshot)}\n) AS r`,
        `WHERE recheck.registry = ${text(snapshot.registry)}`,
        '  AND r.record_no = recheck.record_no',
      ].join('\n'),
    );
  }
}

const HEAD = [
  '序号',
  '类别',
  '规则',
  '线索编号',
  '姓名',
  '身份证号',
  '县区',
  '乡镇',
  '村居',
  '网格',
  '住址',
  '是否见到本人',
  '复核情况',
  '复核人',
  '复核时间',
  '备注',
];

/** Nothing is ticked beforehand, and who was not named is not told apart by what they are suspected of. */
function recheckList(rows: readonly Row[]): string {
  const records = rows.map((row, index) => [
    String(index + 1),
    row['sample'] === 'flag' ? '疑点复核' : '未列入人员',
    ...['rule_id', 'finding_id', ...DETAILS].map((column) => cell(row[column])),
    ...HEAD.slice(11).map(() => ''),
  ]);
  return stringify([HEAD, ...records], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

function cell(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The seed of a run's draw: from the project's secret, so that nobody foresees it; stands in the manifest. */
export function recheckSeed(secretHex: string, runId: string): string {
  return createHash('sha256').update(`recheck|${secretHex}|${runId}`).digest('hex').slice(0, 32);
}

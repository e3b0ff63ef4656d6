import { sqlStep, type Step } from '../engine/step.js';
import { numberList } from './outputs/columns.js';
import { PLACES } from './place-keys.js';
import { IDENTITY_COLUMNS } from './source.js';

/**
 * Names once, with the key under which homophones meet. Names that differ only in their dots have one number, for every
 * system writes them in its own way; `whole` marks the fullest of them.
 */
const NAMES = `CREATE OR REPLACE TABLE link_names AS
SELECT
  dense_rank() OVER (ORDER BY replace(name, '·', ''))::INTEGER AS name_no,
  name,
  pinyin_key(name) AS pinyin,
  row_number() OVER (PARTITION BY replace(name, '·', '') ORDER BY name) = 1 AS whole
FROM (
  SELECT name FROM link_source WHERE name IS NOT NULL
  UNION
  SELECT house_head_name FROM link_source WHERE house_head_name IS NOT NULL
  UNION
  SELECT unnest(string_split(alias, ' ')) AS name FROM link_source WHERE alias IS NOT NULL
)
WHERE name <> ''`;

/** Files in the order of the outputs. */
const FILES = `CREATE OR REPLACE TABLE link_files AS
SELECT registry_no, file, (row_number() OVER (ORDER BY registry_no, file))::INTEGER AS file_no
FROM (
  SELECT DISTINCT registry_no, file
  FROM link_source
)`;

/** Without an ID a name is known to be one person's by these; where people have many rows, by the village as well. */
const TELLING = ['birth_date', 'phone', 'id_key', 'account'];

function anyKnown(columns: readonly string[]): string {
  return `coalesce(${columns.map((column) => `CAST(${column} AS VARCHAR)`).join(', ')}) IS NOT NULL`;
}

/**
 * Records of registries where a person has many rows; elsewhere those without an ID that agree in more than a name
 * and a place: two rows with nothing but those may be two people. Nor are rows one person's that say only a name of
 * the whole county.
 */
function collapses(oneRow: readonly number[]): string {
  return `CASE
    WHEN registry_no IN ${numberList(oneRow)} THEN eid IS NULL AND ${anyKnown(TELLING)}
    ELSE eid IS NOT NULL OR ${anyKnown([...TELLING, 'raw_village', 'raw_town', 'house_head_name'])}
  END`;
}

/** The number of an identity: its registry and its first record. Only IDs of rows, so the order of rows may show. */
function identityNo(record: string): string {
  return `registry_no * 72057594037927936 + ${record}`;
}

/**
 * Distinct identities: records of one registry that agree in everything that is compared. Twelve payments of one
 * person become one identity, so that they are compared once; where a person has one row, grouping would only cost.
 */
function distinctStatement(oneRow: readonly number[]): string {
  const columns = ['registry_no', 'id17', ...IDENTITY_COLUMNS].join(',\n  ');
  return `CREATE OR REPLACE TABLE link_distinct AS
SELECT
  ${identityNo('min(record_no)')} AS identity_no,
  ${columns},
  count(*)::INTEGER AS records,
  list(record_no) AS record_nos
FROM link_source
WHERE ${collapses(oneRow)}
GROUP BY ${columns}
UNION ALL
SELECT
  ${identityNo('record_no')},
  ${columns},
  1::INTEGER,
  NULL
FROM link_source
WHERE NOT (${collapses(oneRow)})`;
}

/** Which identity each record belongs to, with its file as a number in the order of the outputs. */
function membersStatement(oneRow: readonly number[]): string {
  return `CREATE OR REPLACE TABLE link_members AS
WITH collapsed AS (
  SELECT identity_no, registry_no, unnest(record_nos) AS record_no
  FROM link_distinct
  WHERE record_nos IS NOT NULL
),
places AS (
  SELECT c.identity_no, s.registry_no, s.record_no, s.file, s.line
  FROM collapsed AS c
  JOIN link_source AS s
    ON s.registry_no = c.registry_no AND s.record_no = c.record_no
  UNION ALL
  SELECT ${identityNo('record_no')}, registry_no, record_no, file, line
  FROM link_source
  WHERE NOT (${collapses(oneRow)})
)
SELECT p.identity_no, p.registry_no, p.record_no, f.file_no, p.line
FROM places AS p
JOIN link_files AS f
  ON f.registry_no = p.registry_no AND f.file = p.file`;
}

/** Records → distinct identities, names, places and members. Reads link_source. */
export function identitySteps(oneRow: readonly number[]): readonly Step[] {
  return [
    sqlStep(
      'identities',
      'records that agree in everything compared become one identity',
      distinctStatement(oneRow),
    ),
    sqlStep('files', 'numbers the files', FILES),
    sqlStep('members', 'which records belong to which identity', membersStatement(oneRow)),
    sqlStep('names', 'each name once, with its pinyin key', NAMES),
    sqlStep('places', 'each way to write a place once, with its keys', PLACES),
  ];
}

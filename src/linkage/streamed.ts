import { number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import {
  FETCH_KEYS,
  RAW_ROW,
  SOURCE_ROW,
  soughtTable,
  type FetchKey,
  type FetchRow,
  type Seekers,
} from './fetch-keys.js';
import { sourceQuery, type NumberedRegistry } from './source.js';

/** A key that more records of the streamed registries share brings none of them. */
const KEY_CAP = 500;
/** Records that the keys of one kind may bring in all; the rarest keys go first. */
const FETCH_BUDGET = 500_000;

/** Valid IDs to look for: those of held records, and what an invalid one may have been. */
const SOUGHT_IDS = `CREATE OR REPLACE TABLE link_sought_ids AS
SELECT eid AS sought_id
FROM link_source
WHERE eid IS NOT NULL
UNION
SELECT repair
FROM (
  SELECT unnest(string_split(id_repairs(id_key), ' ')) AS repair
  FROM (SELECT DISTINCT id_key FROM link_source WHERE id_kind = 'invalid')
)
WHERE repair <> ''`;

const SOUGHT_NAMES = `CREATE OR REPLACE TABLE link_sought_names AS
SELECT name, row_number() OVER (ORDER BY name) AS name_no, bool_or(eid IS NULL) AS weak
FROM link_source
WHERE name IS NOT NULL
GROUP BY name`;

const SOUGHT_DAYS = `CREATE OR REPLACE TABLE link_sought_days AS
SELECT day, row_number() OVER (ORDER BY day) AS day_no, bool_or(weak) AS weak
FROM (
  SELECT ${SOURCE_ROW.day} AS day, eid IS NULL AS weak
  FROM link_source
)
WHERE day IS NOT NULL
GROUP BY day`;

function soughtStatement({ key }: FetchKey, index: number): string {
  return `CREATE OR REPLACE TABLE ${soughtTable('all', index)} AS
SELECT key, (row_number() OVER (ORDER BY key))::INTEGER AS key_no, bool_or(weak) AS weak
FROM (
  SELECT ${key(SOURCE_ROW)} AS key, eid IS NULL AS weak
  FROM link_source
  LEFT JOIN (SELECT name, name_no FROM link_sought_names) USING (name)
  LEFT JOIN (SELECT day, day_no FROM link_sought_days) AS d ON d.day = ${SOURCE_ROW.day}
)
WHERE key IS NOT NULL
GROUP BY key`;
}

function soughtWeakStatement(index: number): string {
  return `CREATE OR REPLACE TABLE ${soughtTable('weak', index)} AS
SELECT key, key_no
FROM ${soughtTable('all', index)}
WHERE weak`;
}

const HITS = `CREATE OR REPLACE TABLE link_hits (
  registry_no UTINYINT,
  record_no BIGINT,
  same_id BOOLEAN,
  ${FETCH_KEYS.map((_, index) => `k${number(index)} INTEGER`).join(',\n  ')}
)`;

function fromTo(who: Seekers): string {
  return who === 'weak' ? ' WHERE weak' : '';
}

/**
 * Rows of a query that share an ID or a key with a held record: first by what every row must be asked (ID, phone,
 * name, birth date), then, for the few that are left, by the keys. Only record numbers and small integers are kept.
 */
function hitsStatement(no: number, query: string, row: FetchRow, who: Seekers): string {
  const id = who === 'weak' ? 'id' : 'eid';
  const keys = FETCH_KEYS.map(({ key }, index) => `    ${key(row)} AS key_${number(index)}`).join(',\n');
  const joins = FETCH_KEYS.map(
    (_, index) =>
      `LEFT JOIN ${soughtTable(who, index)} AS s${number(index)} ON s${number(index)}.key = r.key_${number(index)}`,
  ).join('\n');
  const found = FETCH_KEYS.map((_, index) => `s${number(index)}.key_no`);
  return `INSERT INTO link_hits
SELECT
  ${number(no)}::UTINYINT,
  r.record_no,
  r.same_id,
  ${found.join(',\n  ')}
FROM (
  SELECT
    record_no,
    i.sought_id IS NOT NULL AS same_id,
${keys}
  FROM (
${query}
  ) AS q
  LEFT JOIN link_sought_ids AS i ON i.sought_id = q.${id}
  LEFT JOIN (SELECT name, name_no FROM link_sought_names${fromTo(who)}) AS n USING (name)
  LEFT JOIN (SELECT day, day_no FROM link_sought_days${fromTo(who)}) AS d ON d.day = ${row.day}
  WHERE i.sought_id IS NOT NULL
    OR n.name_no IS NOT NULL
    OR d.day_no IS NOT NULL
    OR coalesce(phone IN (SELECT key FROM ${soughtTable(who, 1)}), false)
    OR ${row.idText} IS NOT NULL
) AS r
${joins}
WHERE r.same_id
  OR ${found.map((key) => `${key} IS NOT NULL`).join('\n  OR ')}`;
}

/** Records with a valid ID: the same ID as a held record, or a key that a held record without an ID shares. */
function strongHits({ no, registry }: NumberedRegistry): string {
  const query = `SELECT record_no, id, name, phone, county, town\nFROM (\n${registry.query}\n)\nWHERE id IS NOT NULL`;
  return hitsStatement(no, query, RAW_ROW, 'weak');
}

/** Records without an ID in its column: any key that any held record shares. */
function weakHits({ no, registry }: NumberedRegistry): string {
  const query = `SELECT *\nFROM (\n${registry.query}\n)\nWHERE id IS NULL`;
  return hitsStatement(no, sourceQuery({ no, registry: { ...registry, query } }), SOURCE_ROW, 'all');
}

function keyCounts({ name }: FetchKey, index: number): string {
  const key = `k${number(index)}`;
  return `SELECT ${number(index)} AS kind, ${text(name)} AS name, ${key} AS key_no, count(*) AS n
  FROM link_hits
  WHERE ${key} IS NOT NULL
  GROUP BY ${key}`;
}

/** How many records each key brings, and whether that is within the cap and, rarest first, within the budget. */
const FETCH_COUNTS = `CREATE OR REPLACE TABLE link_fetch_counts AS
WITH counts AS (
  ${FETCH_KEYS.map(keyCounts).join('\n  UNION ALL\n  ')}
)
SELECT
  *,
  n <= ${number(KEY_CAP)} AND sum(n) OVER (PARTITION BY kind ORDER BY n) <= ${number(FETCH_BUDGET)} AS kept
FROM counts`;

/** The records to fetch. Almost all keys are within their caps, so the others are what is looked up. */
function fetchedStatement(): string {
  const kept = FETCH_KEYS.map((_, index) => {
    const key = `h.k${number(index)}`;
    return `(${key} IS NOT NULL AND ${key} NOT IN (SELECT key_no FROM link_fetch_counts WHERE kind = ${number(index)} AND NOT kept))`;
  });
  return `CREATE OR REPLACE TABLE link_fetched AS
SELECT registry_no, record_no
FROM link_hits AS h
WHERE same_id
  OR ${kept.join('\n  OR ')}`;
}

function fetchStatement({ no, registry }: NumberedRegistry): string {
  const query = `SELECT *
FROM (
${registry.query}
)
WHERE record_no IN (SELECT record_no FROM link_fetched WHERE registry_no = ${number(no)})`;
  return `INSERT INTO link_source\n${sourceQuery({ no, registry: { ...registry, query } })}`;
}

/**
 * Fetches from streamed registries what may belong to a held record into link_source; nothing where there are none.
 * Memory grows with the keys of the held records, not with the streamed registries.
 */
export function streamedSteps(streamed: readonly NumberedRegistry[]): readonly Step[] {
  if (streamed.length === 0) return [];
  return [
    sqlStep('sought IDs', 'IDs to look for in the streamed registries', SOUGHT_IDS),
    sqlStep('sought names', 'numbers the names to look for', SOUGHT_NAMES),
    sqlStep('sought birth dates', 'numbers the birth dates to look for', SOUGHT_DAYS),
    ...FETCH_KEYS.flatMap((key, index) => [
      sqlStep(`sought keys: ${key.name}`, 'keys of all held records', soughtStatement(key, index)),
      sqlStep(
        `sought keys without an ID: ${key.name}`,
        'keys of held records without an ID',
        soughtWeakStatement(index),
      ),
    ]),
    sqlStep('hits', 'records of streamed registries that share a key', HITS),
    ...streamed.flatMap((one) => [
      sqlStep(
        `search ${one.registry.registry}`,
        `reads ${number(one.registry.records)} records, keeps the numbers of those that share an ID or a key`,
        strongHits(one),
      ),
      sqlStep(`search ${one.registry.registry} without an ID`, 'records without an ID', weakHits(one)),
    ]),
    sqlStep('key counts', 'leaves out keys that too many records share', FETCH_COUNTS),
    sqlStep('fetched', 'the records to fetch', fetchedStatement()),
    ...streamed.map((one) =>
      sqlStep(`fetch ${one.registry.registry}`, 'reads what may be linked', fetchStatement(one)),
    ),
    ...[
      'link_hits',
      'link_fetched',
      ...FETCH_KEYS.flatMap((_, i) => [soughtTable('all', i), soughtTable('weak', i)]),
    ].map((table) => sqlStep(`drop ${table}`, 'gives memory back', `DROP TABLE IF EXISTS ${table}`)),
  ];
}

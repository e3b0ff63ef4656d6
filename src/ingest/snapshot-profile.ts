import { join } from 'node:path';
import { oneRow, type Engine, type Row } from '../engine/engine.js';
import { hmacSql, type HmacKey } from '../engine/keyed-hash.js';
import { recordsQuery } from '../engine/records.js';
import { date, ident, number } from '../engine/sql.js';
import type { ColumnShape, KeySketch, RegistryProfile } from '../model/gate.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { EVENTS, GATE_THRESHOLDS, ROLLS } from './gate-thresholds.js';

const SAMPLE_RECORDS = 50_000;
const SKETCH_PEOPLE = 1_024;
/** Above this many records only each 61st number is hashed: 61 is prime, so no digit decides alone. */
const HASH_ALL_UP_TO = 200_000;
const HASH_ONE_IN = 61;
/** Upper ends of the classes of length, in characters. */
const LENGTHS = [1, 2, 3, 4, 7, 10, 11, 14, 17, 18] as const;
const FIRST_DECADE = 190;
const DECADES = 15;
/** Fields that stay the same from delivery to delivery; a swapped column changes one of them for everybody. */
const STEADY = [
  'name',
  'sex',
  'birthDate',
  'headName',
  'headId',
  'disabilityNo',
  'county',
  'town',
  'phone',
  'startMonth',
  'issueDate',
] as const;

/**
 * What is remembered of a snapshot for the gates: counts, shares, keyed hashes; nothing of a person. Shapes of columns
 * come from a sample of about 50,000 records, counts from all. `key` is that of the snapshot.
 */
export async function profileSnapshot(
  engine: Engine,
  snapshot: Snapshot,
  request: { readonly key: string; readonly hmac: HmacKey },
): Promise<RegistryProfile> {
  const records = snapshot.parts.reduce((sum, part) => sum + part.records, 0);
  const fields = presentFields(snapshot);
  return {
    registry: snapshot.registry,
    kind: snapshot.kind,
    asOf: snapshot.asOf,
    key: request.key,
    records,
    files: [...new Set(snapshot.exports.map(({ sha256 }) => sha256))].sort(),
    columns: await columnShapes(engine, snapshot, fields, records),
    places: await countPlaces(engine, snapshot),
    sketch: await sketchPeople(engine, snapshot, request.hmac, records),
    latest: await latestEvents(engine, snapshot, fields),
  };
}

interface PresentField {
  readonly field: FieldSpec;
  readonly header: string;
}

function presentFields({ kind, exports }: Snapshot): readonly PresentField[] {
  const headers = new Map<string, string>();
  for (const { columns } of exports) {
    for (const { field, header } of columns)
      if (field !== null && !headers.has(field)) headers.set(field, header);
  }
  return KIND_SPECS[kind].fields.flatMap((field): PresentField[] => {
    const header = headers.get(field.name);
    return header === undefined ? [] : [{ field, header }];
  });
}

async function columnShapes(
  engine: Engine,
  snapshot: Snapshot,
  fields: readonly PresentField[],
  records: number,
): Promise<Readonly<Record<string, ColumnShape>>> {
  if (fields.length === 0 || records === 0) return {};
  const step = Math.max(1, Math.floor(records / SAMPLE_RECORDS));
  const paths = snapshot.parts.map(({ parquet }) => join(snapshot.folder, parquet));
  const sample = [
    'SELECT *',
    `FROM ${engine.dialect.readParquet(paths, { rowNumber: true })}`,
    `WHERE file_row_number % ${number(step)} = 0`,
  ].join('\n');
  const rows = await engine.rows(
    `WITH sample AS MATERIALIZED (\n${sample}\n)\n${fields.map(shapesOfField).join('\nUNION ALL\n')}`,
  );
  return Object.fromEntries(
    fields.map(({ field, header }, index) => [
      field.name,
      shapeOf(
        rows.filter((row) => Number(row['field']) === index),
        header,
      ),
    ]),
  );
}

/** Sampled records of a field, counted by how its value is written; a hundred filtered counts would take far longer to plan. */
function shapesOfField({ field }: PresentField, index: number): string {
  const column = ident(columnName(field.name));
  const raw = field.type === 'text' ? 'NULL' : ident(`${columnName(field.name)}_raw`);
  const kind = field.type === 'id' ? ident(`${columnName(field.name)}_kind`) : 'NULL';
  return [
    `SELECT ${number(index)} AS field, length(written) AS length, value IS NULL AS invalid, kind IS NOT DISTINCT FROM 'masked' AS masked,`,
    "  regexp_full_match(written, '[0-9.Xx-]+') AS digits, regexp_matches(written, '\\p{Han}') AS han,",
    `  ${isDay(field) ? 'year(value) // 10' : 'NULL'} AS decade, count(*) AS records`,
    `FROM (SELECT ${column} AS value, coalesce(${raw}, CAST(${column} AS VARCHAR)) AS written, ${kind} AS kind FROM sample)`,
    'GROUP BY ALL',
  ].join('\n');
}

function isDay({ type }: FieldSpec): boolean {
  return type === 'date' || type === 'month';
}

function shapeOf(rows: readonly Row[], header: string): ColumnShape {
  const count = (meets: (row: Row) => boolean): number =>
    rows.filter(meets).reduce((sum, row) => sum + Number(row['records']), 0);
  const isWritten = (row: Row): boolean => row['length'] !== null;
  const written = count(isWritten);
  const share = (meets: (row: Row) => boolean): number =>
    written === 0 ? 0 : round(count((row) => isWritten(row) && meets(row)) / written);
  const digits = share((row) => row['digits'] === true);
  const han = share((row) => row['han'] === true);
  return {
    header,
    filled: round(
      written /
        Math.max(
          1,
          count(() => true),
        ),
    ),
    invalid: share((row) => row['invalid'] === true),
    masked: share((row) => row['masked'] === true),
    lengths: Array.from({ length: LENGTHS.length + 1 }, (_, place) =>
      share((row) => lengthClass(Number(row['length'])) === place),
    ),
    characters: [digits, han, round(Math.max(0, 1 - digits - han))],
    decades: Array.from({ length: DECADES }, (_, place) =>
      share((row) => row['decade'] !== null && Number(row['decade']) === FIRST_DECADE + place),
    ),
  };
}

function lengthClass(length: number): number {
  const place = LENGTHS.findIndex((end) => length <= end);
  return place === -1 ? LENGTHS.length : place;
}

function round(share: number): number {
  return Math.round(share * 1e5) / 1e5;
}

async function countPlaces(engine: Engine, snapshot: Snapshot): Promise<Readonly<Record<string, number>>> {
  const paths = snapshot.parts.map(({ parquet }) => join(snapshot.folder, parquet));
  const rows = await engine.rows(
    [
      "SELECT coalesce(county, '') AS county, coalesce(town, '') AS town, count(*) AS records",
      `FROM ${engine.dialect.readParquet(paths)}`,
      'WHERE county IS NOT NULL OR town IS NOT NULL',
      'GROUP BY county, town',
      'ORDER BY records DESC, county, town',
      `LIMIT ${number(GATE_THRESHOLDS.mostPlaces)}`,
    ].join('\n'),
  );
  const places = new Map<string, number>();
  const add = (place: string, records: number): void =>
    void places.set(place, (places.get(place) ?? 0) + records);
  for (const row of rows) {
    const [county, town, records] = [String(row['county']), String(row['town']), Number(row['records'])];
    if (county !== '') add(county, records);
    if (town !== '') add(`${county}/${town}`, records);
  }
  return Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function sketchPeople(
  engine: Engine,
  snapshot: Snapshot,
  key: HmacKey,
  records: number,
): Promise<KeySketch> {
  const names = new Set(KIND_SPECS[snapshot.kind].fields.map(({ name }) => name));
  const fields = STEADY.filter((name) => names.has(name));
  const oneIn = records > HASH_ALL_UP_TO ? HASH_ONE_IN : 1;
  if (!ROLLS.has(snapshot.kind) || !names.has('id')) return { oneIn, people: {}, fields: [] };
  const hashes = fields.map((name, index) => {
    const value = `CAST(${ident(columnName(name))} AS VARCHAR)`;
    return `coalesce(left(${hmacSql(key, value)}, 4), '') AS f${index}`;
  });
  const rows = await engine.rows(
    [
      `SELECT person${hashes.map((hash) => `,\n  ${hash}`).join('')}`,
      'FROM (',
      `  SELECT *, left(${hmacSql(key, 'id')}, 16) AS person`,
      `  FROM (\n${recordsQuery(engine.dialect, snapshot)}\n  )`,
      '  WHERE id IS NOT NULL',
      ...(oneIn === 1 ? [] : [`    AND try_cast(left(id, 17) AS BIGINT) % ${number(oneIn)} = 0`]),
      '  ORDER BY person, record_no',
      `  LIMIT ${number(SKETCH_PEOPLE)}`,
      ')',
      'ORDER BY person, record_no',
    ].join('\n'),
  );
  const people = new Map<string, readonly string[]>();
  for (const row of rows) {
    const person = String(row['person']);
    if (!people.has(person))
      people.set(
        person,
        fields.map((_, index) => String(row[`f${index}`] ?? '')),
      );
  }
  return { oneIn, people: Object.fromEntries(people), fields };
}

async function latestEvents(
  engine: Engine,
  snapshot: Snapshot,
  fields: readonly PresentField[],
): Promise<Readonly<Record<string, string>>> {
  const days = fields.filter(({ field }) => isDay(field) && field.name !== 'birthDate');
  if (!EVENTS.has(snapshot.kind) || days.length === 0) return {};
  const maxima = days.map(({ field }, index) => {
    const column = ident(columnName(field.name));
    return `CAST(max(${column}) FILTER (WHERE ${column} <= ${date(snapshot.asOf)}) AS VARCHAR) AS d${index}`;
  });
  const paths = snapshot.parts.map(({ parquet }) => join(snapshot.folder, parquet));
  const row = await oneRow(
    engine,
    `SELECT\n  ${maxima.join(',\n  ')}\nFROM ${engine.dialect.readParquet(paths)}`,
  );
  return Object.fromEntries(
    days.flatMap(({ field }, index): [string, string][] => {
      const day = row[`d${index}`];
      return typeof day === 'string' ? [[field.name, day]] : [];
    }),
  );
}

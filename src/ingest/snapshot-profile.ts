import { join } from 'node:path';
import { oneRow, type Engine, type Row } from '../engine/engine.js';
import { hmacSql, type HmacKey } from '../engine/keyed-hash.js';
import { recordsQuery } from '../engine/records.js';
import { date, ident, number } from '../engine/sql.js';
import type { ColumnShape, KeySketch, RegistryProfile } from '../model/gate.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { EVENTS, ROLLS } from './gate-thresholds.js';

const SAMPLE_RECORDS = 200_000;
const SKETCH_PEOPLE = 1_024;
/** Above this many records only each 61st number is hashed: 61 is prime, so no digit decides alone. */
const HASH_ALL_UP_TO = 2_000_000;
const HASH_ONE_IN = 61;
const MOST_PLACES = 20_000;
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
] as const;

/**
 * What is remembered of a snapshot for the gates: counts, shares, keyed hashes; nothing of a person. Shapes of columns
 * come from a sample of about 200,000 records, counts from all. `key` is that of the snapshot.
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
  const row = await oneRow(
    engine,
    [
      'SELECT',
      `  ${['count(*) AS records', ...fields.flatMap(({ field }, index) => shapeAggregates(field, index))].join(',\n  ')}`,
      `FROM ${engine.dialect.readParquet(paths, { rowNumber: true })}`,
      `WHERE file_row_number % ${number(step)} = 0`,
    ].join('\n'),
  );
  return Object.fromEntries(
    fields.map(({ field, header }, index) => [field.name, shapeOf(row, index, header)]),
  );
}

function shapeAggregates(field: FieldSpec, index: number): readonly string[] {
  const column = ident(columnName(field.name));
  const raw = field.type === 'text' ? 'NULL' : ident(`${columnName(field.name)}_raw`);
  const written = `coalesce(${raw}, CAST(${column} AS VARCHAR))`;
  const kind = ident(`${columnName(field.name)}_kind`);
  const tests = [
    `${written} IS NOT NULL`,
    `${column} IS NULL AND ${written} IS NOT NULL`,
    field.type === 'id' ? `${kind} = 'masked'` : 'false',
    ...LENGTHS.map((end, place) => `length(${written}) BETWEEN ${(LENGTHS[place - 1] ?? 0) + 1} AND ${end}`),
    `length(${written}) > ${LENGTHS.at(-1) ?? 0}`,
    `regexp_full_match(${written}, '[0-9.Xx-]+')`,
    `regexp_matches(${written}, '\\p{Han}')`,
    ...(isDay(field) ? decadeTests(column) : []),
  ];
  return tests.map((test, place) => `count(*) FILTER (WHERE ${test}) AS f${index}_${place}`);
}

function isDay({ type }: FieldSpec): boolean {
  return type === 'date' || type === 'month';
}

function decadeTests(column: string): readonly string[] {
  return Array.from({ length: DECADES }, (_, place) => `year(${column}) // 10 = ${FIRST_DECADE + place}`);
}

function shapeOf(row: Row, index: number, header: string): ColumnShape {
  const count = (place: number): number => Number(row[`f${index}_${place}`] ?? 0);
  const written = count(0);
  const share = (place: number): number => (written === 0 ? 0 : round(count(place) / written));
  const first = 3;
  const characters = first + LENGTHS.length + 1;
  const shares = (from: number, length: number): readonly number[] =>
    Array.from({ length }, (_, place) => share(from + place));
  const [digits = 0, han = 0] = shares(characters, 2);
  return {
    header,
    filled: round(written / Math.max(1, Number(row['records'] ?? 0))),
    invalid: share(1),
    masked: share(2),
    lengths: shares(first, LENGTHS.length + 1),
    characters: [digits, han, round(Math.max(0, 1 - digits - han))],
    decades: shares(characters + 2, DECADES),
  };
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
      `LIMIT ${number(MOST_PLACES)}`,
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

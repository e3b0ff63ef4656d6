import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { oneRow } from '../engine/engine.js';
import { ident } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { columnPatterns, type ColumnPattern } from './column-patterns.js';
import { isPlaceholder } from './columns/column-sql.js';

/** What a column is like; no value of it. */
export interface ColumnProfile {
  readonly field: string;
  readonly header: string;
  readonly records: number;
  /** Records in which something is written. */
  readonly filled: number;
  /** Records in which what is written could not be read. */
  readonly unread: number;
  /** Different canonical values, approximately (HyperLogLog, about 2 % off). */
  readonly distinct: number;
  /** Characters of what is written. */
  readonly shortest: number | null;
  readonly longest: number | null;
  readonly patterns: readonly ColumnPattern[];
}

/** Profiles of the columns that the exports of a snapshot have, in the order of the kind. */
export async function profileColumns(engine: Engine, snapshot: Snapshot): Promise<readonly ColumnProfile[]> {
  const headers = new Map(
    snapshot.exports.flatMap(({ columns }) =>
      columns.map(({ header, field }) => [field ?? '', header] as const),
    ),
  );
  const fields = KIND_SPECS[snapshot.kind].fields.filter(({ name }) => headers.has(name));
  const parts = snapshot.parts.map(({ parquet }) => join(snapshot.folder, parquet));
  const aggregates = fields.flatMap((field, index) => profileAggregates(field, index));
  const row = await oneRow(
    engine,
    `SELECT\n  count(*) AS records,\n  ${aggregates.join(',\n  ')}\nFROM ${engine.dialect.readParquet(parts)}`,
  );
  const figure = (name: string, index: number): number => Number(row[`${name}_${index}`] ?? 0);
  const length = (name: string, index: number): number | null =>
    (row[`${name}_${index}`] ?? null) === null ? null : figure(name, index);
  const patterns: (readonly ColumnPattern[])[] = [];
  for (const field of fields)
    patterns.push(
      await columnPatterns(engine, { parts, records: Number(row['records']) }, writtenText(field)),
    );
  return fields.map((field, index) => ({
    field: field.name,
    header: headers.get(field.name) ?? '',
    records: Number(row['records']),
    filled: figure('filled', index),
    unread: figure('unread', index),
    distinct: figure('distinct', index),
    shortest: length('shortest', index),
    longest: length('longest', index),
    patterns: patterns[index] ?? [],
  }));
}

function profileAggregates(field: FieldSpec, index: number): readonly string[] {
  const column = ident(columnName(field.name));
  const written = writtenText(field);
  const filled = `${written} IS NOT NULL AND NOT ${isPlaceholder(written)}`;
  return [
    `count(*) FILTER (WHERE ${filled}) AS filled_${index}`,
    `count(*) FILTER (WHERE ${column} IS NULL AND ${filled}) AS unread_${index}`,
    `approx_count_distinct(${field.type === 'id' ? written : column}) AS distinct_${index}`,
    `min(length(${written})) FILTER (WHERE ${filled}) AS shortest_${index}`,
    `max(length(${written})) FILTER (WHERE ${filled}) AS longest_${index}`,
  ];
}

/** What stands in the export: the raw text where it is not the canonical form itself. */
function writtenText(field: FieldSpec): string {
  const column = ident(columnName(field.name));
  const raw = field.type === 'text' ? 'NULL' : ident(`${columnName(field.name)}_raw`);
  return `coalesce(${raw}, CAST(${column} AS VARCHAR))`;
}

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { duckdbDialect } from '../../../src/engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../../../src/engine/engine.js';
import { ident, text } from '../../../src/engine/sql.js';
import { columnName, type FieldType } from '../../../src/model/kinds/field.js';
import { isRegistryKind, KIND_SPECS, type RegistryKind } from '../../../src/model/registry-kinds.js';
import type { Snapshot } from '../../../src/model/snapshot.js';
import type { Department } from '../../../src/rules/departments.js';

export const FIXTURE_AS_OF = '2026-10-31';
export const FIXTURE_COUNTY = '南屏县';

type Cell = string | number | boolean | null;
export type FixtureRow = Readonly<Record<string, Cell>> & { readonly p: string };

/** One story: rows by kind or registry, and the people whom the rule should name. */
export interface RuleCase {
  readonly is: 'positive' | 'hard negative' | 'boundary' | 'identity';
  readonly why: string;
  /** Person → birth date; the ID is made up from it in a region that was never assigned. */
  readonly people: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, readonly FixtureRow[]>>;
  readonly expect: readonly string[];
  /** People whose finding comes out as kind data, identity or date first. */
  readonly data: readonly string[];
  /** Person → severity of the finding, where rows have their own. */
  readonly severity: Readonly<Record<string, string>>;
  /** Person → words that the reason or the counter-evidence has, in Chinese. */
  readonly says: Readonly<Record<string, string>>;
}

/** `fixtures/rules/<ID>.yaml`. */
export interface RuleFixture {
  readonly rule: string;
  readonly parameters: Readonly<Record<string, number | string | readonly string[]>>;
  /** As-of dates of registries that are not delivered up to FIXTURE_AS_OF. */
  readonly asOf: Readonly<Record<string, string>>;
  readonly cases: readonly RuleCase[];
}

const STORY = ['is', 'why', 'people', 'expect', 'data', 'severity', 'says'];

export function readRuleFixture(path: string): RuleFixture {
  const raw = parse(readFileSync(path, 'utf8')) as {
    rule: string;
    parameters?: RuleFixture['parameters'];
    asOf?: RuleFixture['asOf'];
    cases: Record<string, unknown>[];
  };
  return {
    rule: raw.rule,
    parameters: raw.parameters ?? {},
    asOf: raw.asOf ?? {},
    cases: raw.cases.map((story) => ({
      is: story['is'] as RuleCase['is'],
      why: story['why'] as string,
      people: story['people'] as RuleCase['people'],
      expect: (story['expect'] ?? []) as string[],
      data: (story['data'] ?? []) as string[],
      severity: (story['severity'] ?? {}) as RuleCase['severity'],
      says: (story['says'] ?? {}) as RuleCase['says'],
      rows: Object.fromEntries(
        Object.entries(story).filter(([key]) => !STORY.includes(key)),
      ) as RuleCase['rows'],
    })),
  };
}

/** The person id that stands in findings for a person of a case. */
export function personId(caseNo: number, person: string): string {
  return `P${caseNo}${person}`;
}

/** A made-up number: region 350590 was never assigned; the check character is right. */
export function fictitiousId(caseNo: number, person: string, born: string): string {
  const serial = (caseNo * 37 + (person.charCodeAt(0) - 96)) % 1000;
  const body = `350590${born.replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + ('10X98765432'[sum % 11] ?? '');
}

interface PlacedRow {
  readonly caseNo: number;
  readonly story: RuleCase;
  readonly row: FixtureRow;
}

/** The files and snapshots that the rules stage reads, as if ingest and linkage had written them. */
export interface FixtureInput {
  readonly snapshots: readonly Snapshot[];
  readonly personsFile: string;
  readonly linksFile: string;
  readonly conflictsFile: string;
}

/** Writes all cases of a fixture as one batch: their people, households and accounts never meet. */
export async function writeFixture(
  engine: Engine,
  fixture: RuleFixture,
  departments: readonly Department[],
  folder: string,
): Promise<FixtureInput> {
  mkdirSync(folder, { recursive: true });
  const registries = new Set(fixture.cases.flatMap((story) => Object.keys(story.rows)));
  const snapshots: Snapshot[] = [];
  const persons: string[] = [];
  const conflicts = [`SELECT '' AS id, ${sides()}, '' AS left_name, '' AS right_name WHERE false`];
  for (const registry of [...registries].sort()) {
    const placed = fixture.cases.flatMap((story, index) =>
      (story.rows[registry] ?? []).map((row): PlacedRow => ({ caseNo: index + 1, story, row })),
    );
    const asOf = fixture.asOf[registry] ?? FIXTURE_AS_OF;
    snapshots.push(await writeRegistry(engine, { registry, asOf, placed, departments, folder }));
    persons.push(...placed.map((one, index) => personRow(registry, one, index)));
    conflicts.push(...placed.flatMap((one, index) => conflictRow(registry, one, index)));
  }
  const files = { personsFile: 'persons', linksFile: 'links', conflictsFile: 'conflicts' };
  await write(
    engine,
    join(folder, 'persons.parquet'),
    `SELECT * FROM (VALUES ${persons.join(', ')}) AS p (person_id, registry, record_no, file, line, class)`,
  );
  await write(
    engine,
    join(folder, 'links.parquet'),
    `SELECT ${sides()}, 0.0 AS match_weight, 0.0 AS match_probability, '' AS class, '' AS reason WHERE false`,
  );
  await write(engine, join(folder, 'conflicts.parquet'), conflicts.join('\nUNION ALL BY NAME\n'));
  const path = (name: string): string => join(folder, `${name}.parquet`);
  return {
    snapshots,
    personsFile: path(files.personsFile),
    linksFile: path(files.linksFile),
    conflictsFile: path(files.conflictsFile),
  };
}

function personRow(registry: string, { caseNo, row }: PlacedRow, index: number): string {
  const link = typeof row['link'] === 'string' ? row['link'] : 'certain';
  return `(${text(personId(caseNo, row.p))}, ${text(registry)}, ${index}::BIGINT, ${text(`${registry}.csv`)}, ${lineOf(row, index)}::BIGINT, ${text(link)})`;
}

/** `line` may be given: people of one line stand in one row of a family sheet. */
function lineOf(row: FixtureRow, index: number): number {
  return typeof row['line'] === 'number' ? row['line'] : index + 2;
}

/** `conflict: true` says that the record's ID stands under another name elsewhere; which one does not matter here. */
function conflictRow(registry: string, { caseNo, story, row }: PlacedRow, index: number): readonly string[] {
  if (row['conflict'] !== true) return [];
  const id = literal(value(caseNo, story, row, 'id'));
  const name = literal(value(caseNo, story, row, 'name'));
  return [`SELECT ${id} AS id, ${sides(registry, index)}, ${name} AS left_name, ${name} AS right_name`];
}

function sides(registry = '', index = 0): string {
  const file = text(registry === '' ? '' : `${registry}.csv`);
  return ['left', 'right']
    .map(
      (side) =>
        `${text(registry)} AS ${side}_registry, ${file} AS ${side}_file, ${index + 2}::BIGINT AS ${side}_line, ${index}::BIGINT AS ${side}_record_no`,
    )
    .join(', ');
}

interface RegistryParts {
  readonly registry: string;
  readonly asOf: string;
  readonly placed: readonly PlacedRow[];
  readonly departments: readonly Department[];
  readonly folder: string;
}

const SQL_TYPES: Partial<Record<FieldType, string>> = {
  date: 'DATE',
  month: 'DATE',
  amount: 'DECIMAL(14,2)',
  integer: 'INTEGER',
};

async function writeRegistry(engine: Engine, parts: RegistryParts): Promise<Snapshot> {
  const { registry, asOf, placed, departments, folder } = parts;
  const department = departments.find(({ name }) => name === registry);
  // `death_2` is a second registry of kind death.
  const base = registry.replace(/_\d$/, '');
  const kind: RegistryKind = isRegistryKind(base) ? base : 'custom';
  if (kind === 'custom' && department === undefined) throw new Error(`no kind or department ${registry}`);
  const own = KIND_SPECS[kind].fields.map(({ name, type }) => ({ name, type }));
  const further = Object.keys(department?.columns ?? {}).map((name) => ({ name, type: 'text' as const }));
  const fields = [...own, ...further];
  const selects = placed.map((one, index) => rowSelect(one, fields, lineOf(one.row, index)));
  await write(engine, join(folder, `${registry}.parquet`), selects.join('\nUNION ALL\n'));
  return {
    registry,
    kind,
    asOf,
    folder,
    parts: [
      { parquet: `${registry}.parquet`, file: `${registry}.csv`, firstLine: null, records: placed.length },
    ],
    rejects: null,
    exports: [{ columns: fields.map(({ name }) => ({ header: name, field: name, why: 'configured' })) }],
    flags: {},
    unmapped: [],
  } as unknown as Snapshot;
}

/** What ingest writes beside the fields: the note and the other names in a name, the text and kind of a number that is no valid ID, flags. */
const WRITTEN = ['nameNote', 'nameAlias', 'idKind', 'idKey', 'flags'];

function rowSelect(
  { caseNo, story, row }: PlacedRow,
  fields: readonly { name: string; type: FieldType }[],
  line: number,
): string {
  const known = new Set(['p', 'link', 'conflict', 'line', ...fields.map(({ name }) => name), ...WRITTEN]);
  const wrong = Object.keys(row).find((name) => !known.has(name));
  if (wrong !== undefined) throw new Error(`case ${caseNo}: no field ${wrong}`);
  const columns = fields.flatMap(({ name, type }) => {
    const column = columnName(name);
    const given = value(caseNo, story, row, name);
    const unread = type === 'category' && typeof given === 'string' && given.startsWith('?');
    const cell = `CAST(${literal(unread ? null : given)} AS ${SQL_TYPES[type] ?? 'VARCHAR'}) AS ${ident(column)}`;
    const raw = `CAST(${literal(unread ? given.slice(1) : null)} AS VARCHAR) AS ${ident(`${column}_raw`)}`;
    if (type === 'id') return [cell, raw, ...writtenId(column, { caseNo, story, row })];
    if (type === 'name') {
      const beside = (what: 'nameNote' | 'nameAlias'): string =>
        name === 'name' ? literal(row[what] ?? null) : 'NULL';
      return [
        cell,
        raw,
        `CAST(${beside('nameNote')} AS VARCHAR) AS ${ident(`${column}_note`)}`,
        `CAST(${beside('nameAlias')} AS VARCHAR) AS ${ident(`${column}_alias`)}`,
      ];
    }
    return [cell, raw];
  });
  return `SELECT ${columns.join(', ')}, CAST(${literal(row['flags'] ?? null)} AS VARCHAR) AS flags, ${line}::BIGINT AS line`;
}

/** Kind and key of a number; those of the person's own may be given. */
function writtenId(column: string, { caseNo, story, row }: PlacedRow): readonly string[] {
  const own = column === 'id';
  const kind = value(caseNo, story, row, column) === null ? null : 'valid';
  const cells = { kind: (own ? row['idKind'] : undefined) ?? kind, key: own ? row['idKey'] : undefined };
  return Object.entries(cells).map(
    ([name, cell]) => `CAST(${literal(cell ?? null)} AS VARCHAR) AS ${ident(`${column}_${name}`)}`,
  );
}

/** `?word` is a category that nothing maps. Name, ID and county come of themselves; `@a` is the ID of person a; household numbers and accounts are per case. */
function value(caseNo: number, story: RuleCase, row: FixtureRow, name: string): Cell {
  const given = row[name];
  if (typeof given === 'string' && given.startsWith('@')) return idOf(caseNo, story, given.slice(1));
  if (given !== undefined && name === 'householdNo' && given !== null) return `${caseNo}-${given}`;
  if (given !== undefined) return given;
  if (name === 'name') return `${caseNo}${row.p}`;
  if (name === 'id') return idOf(caseNo, story, row.p);
  return name === 'county' ? FIXTURE_COUNTY : null;
}

function idOf(caseNo: number, story: RuleCase, person: string): string {
  const born = story.people[person];
  if (born === undefined) throw new Error(`case ${caseNo}: no person ${person}`);
  return fictitiousId(caseNo, person, born);
}

function literal(cell: Cell): string {
  if (cell === null) return 'NULL';
  return typeof cell === 'string' ? text(cell) : String(cell);
}

async function write(engine: Engine, path: string, query: string): Promise<void> {
  await engine.run(duckdbDialect.writeParquet(query, path));
}

import type { Dialect } from '../engine/dialect.js';
import { recordsQuery } from '../engine/records.js';
import { date, ident } from '../engine/sql.js';
import { RECORD_COLUMNS, type RegistryRecords } from '../linkage/linkage-input.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { subjectRegistry } from '../rules/subject-registry.js';

type RecordColumn = keyof typeof RECORD_COLUMNS;

/** The snapshots as linkage sees them; people whom petitions speak for are a registry of their own. */
export function linkRecords(dialect: Dialect, snapshots: readonly Snapshot[]): readonly RegistryRecords[] {
  const own = snapshots.map((snapshot) => registryRecords(dialect, snapshot));
  const subjects = snapshots
    .filter((snapshot) => snapshot.kind === 'petition')
    .map((snapshot) => subjectRecords(dialect, snapshot));
  return [...own, ...subjects];
}

function registryRecords(dialect: Dialect, snapshot: Snapshot): RegistryRecords {
  return {
    registry: snapshot.registry,
    kind: snapshot.kind,
    manyRowsPerPerson: KIND_SPECS[snapshot.kind].manyRowsPerPerson,
    records: countRecords(snapshot),
    query: selectRecords(dialect, snapshot, {}, null),
  };
}

/** The petitioner's phone, sex and birth date say nothing of the person spoken for; the place does. */
function subjectRecords(dialect: Dialect, snapshot: Snapshot): RegistryRecords {
  const renamed: Partial<Record<RecordColumn, string | null>> = {
    name: 'subject_name',
    name_alias: 'subject_name_alias',
    id: 'subject_id',
    id_kind: 'subject_id_kind',
    id_key: 'subject_id_key',
    sex: null,
    birth_date: null,
    birth_date_raw: null,
    age: null,
    phone: null,
    address: null,
  };
  return {
    registry: subjectRegistry(snapshot.registry),
    kind: snapshot.kind,
    manyRowsPerPerson: true,
    records: countRecords(snapshot),
    query: selectRecords(
      dialect,
      snapshot,
      renamed,
      'subject_name IS NOT NULL OR subject_id IS NOT NULL OR subject_id_key IS NOT NULL',
    ),
  };
}

function selectRecords(
  dialect: Dialect,
  snapshot: Snapshot,
  renamed: Partial<Record<RecordColumn, string | null>>,
  condition: string | null,
): string {
  const present = snapshotColumns(KIND_SPECS[snapshot.kind].fields);
  const columns = (Object.entries(RECORD_COLUMNS) as [RecordColumn, string][]).map(([column, type]) => {
    if (column === 'aged_on') return `  ${agedOn(snapshot, present)} AS aged_on`;
    const from = column in renamed ? renamed[column] : column;
    return typeof from === 'string' && present.has(from)
      ? `  ${ident(from)} AS ${ident(column)}`
      : `  CAST(NULL AS ${type}) AS ${ident(column)}`;
  });
  return [
    'SELECT',
    columns.join(',\n'),
    `FROM (\n${recordsQuery(dialect, snapshot)}\n)`,
    ...(condition === null ? [] : [`WHERE ${condition}`]),
  ].join('\n');
}

/** The day of the event that a row is about, on which somebody was as old as it says; else the day the registry ends. */
const EVENT_DAYS = ['death_date', 'cremation_date', 'petition_date', 'settlement_date'];

function agedOn(snapshot: Snapshot, present: ReadonlySet<string>): string {
  const days = EVENT_DAYS.filter((day) => present.has(day)).map(ident);
  return `coalesce(${[...days, date(snapshot.asOf)].join(', ')})`;
}

/** Canonical columns of a kind, with the ones that ids and names bring along. */
function snapshotColumns(fields: readonly FieldSpec[]): ReadonlySet<string> {
  const columns = fields.flatMap((field) => {
    const column = columnName(field.name);
    if (field.type === 'id') return [column, `${column}_kind`, `${column}_key`];
    if (field.type === 'date') return [column, `${column}_raw`];
    if (field.type === 'name') return [column, `${column}_note`, `${column}_alias`];
    return [column];
  });
  return new Set([...columns, 'record_no', 'file', 'line']);
}

function countRecords(snapshot: Snapshot): number {
  return snapshot.parts.reduce((sum, part) => sum + part.records, 0);
}

import type { Dialect } from '../engine/dialect.js';
import { recordsQuery } from '../engine/records.js';
import { date, ident, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { columnName } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Department, DepartmentColumnType } from './departments.js';

export interface DepartmentViewInput {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
  readonly departments: readonly Department[];
  /** Registries that may be used; the view of another one is empty. */
  readonly authorised: readonly string[];
}

const TYPES: Readonly<Record<DepartmentColumnType, string>> = {
  text: 'VARCHAR',
  date: 'DATE',
  month: 'DATE',
  amount: 'DECIMAL(14, 2)',
  id: 'VARCHAR',
};

/** SQL that reads text as a type; the TypeScript normaliser sees only what the cheap pattern did not accept. */
const READERS: Readonly<Record<DepartmentColumnType, (column: string) => string>> = {
  text: (column) => column,
  date: (column) =>
    `CASE WHEN regexp_full_match(${column}, '\\d{4}-\\d{2}-\\d{2}') THEN TRY_CAST(${column} AS DATE) ELSE TRY_CAST(parse_date(${column}) AS DATE) END`,
  month: (column) =>
    `CASE WHEN regexp_full_match(${column}, '\\d{4}-\\d{2}') THEN TRY_CAST(${column} || '-01' AS DATE) ELSE TRY_CAST(parse_month(${column}) AS DATE) END`,
  amount: (column) =>
    `CASE WHEN regexp_full_match(${column}, '\\d{1,11}(\\.\\d{1,2})?') THEN CAST(${column} AS DECIMAL(14, 2)) ELSE TRY_CAST(parse_amount(${column}) AS DECIMAL(14, 2)) END`,
  id: (column) => `citizen_id(${column})`,
};

/**
 * One view `custom_<registry>` per registry of kind custom, with its further columns (typed where the registry is
 * documented, else text), and an empty one for every documented registry that the project does not have or may not use.
 */
export function departmentViewSteps(input: DepartmentViewInput): readonly Step[] {
  const custom = input.snapshots.filter(
    ({ kind, registry }) => kind === 'custom' && input.authorised.includes(registry),
  );
  const absent = input.departments.filter(({ name }) => !custom.some(({ registry }) => registry === name));
  return [
    ...custom.map((snapshot) => presentView(snapshot, input)),
    ...absent.map((department) =>
      sqlStep(
        `canonical custom_${department.name}`,
        `not delivered or not authorised: ${department.en}`,
        `CREATE VIEW ${ident(`custom_${department.name}`)} AS\n${emptyQuery(department)}`,
      ),
    ),
  ];
}

/** Further fields that a custom snapshot holds, by the columns of its exports. */
export function furtherFields(snapshot: Snapshot): readonly string[] {
  const base = new Set(KIND_SPECS.custom.fields.map(({ name }) => name));
  const mapped = snapshot.exports.flatMap((one) => one.columns.map(({ field }) => field));
  return [...new Set(mapped)].filter((field) => field !== null).filter((field) => !base.has(field));
}

function presentView(snapshot: Snapshot, { dialect, departments }: DepartmentViewInput): Step {
  const department = departments.find(({ name }) => name === snapshot.registry);
  const documented = Object.entries(department?.columns ?? {});
  const present = furtherFields(snapshot);
  const further = present.filter((field) => department?.columns[field] === undefined);
  const columns = [
    ...KIND_SPECS.custom.fields.map(({ name }) => `r.${ident(columnName(name))}`),
    ...documented.map(([field, { type }]) =>
      present.includes(field)
        ? `${READERS[type](`r.${ident(columnName(field))}`)} AS ${ident(columnName(field))}`
        : `CAST(NULL AS ${TYPES[type]}) AS ${ident(columnName(field))}`,
    ),
    ...further.map((field) => `r.${ident(columnName(field))}`),
  ];
  const query = [
    'SELECT',
    `  ${text(snapshot.registry)} AS registry,`,
    `  ${date(snapshot.asOf)} AS as_of,`,
    '  r.record_no, r.file, r.line, r.source,',
    '  coalesce(p.person_id, r.id, r.source) AS person_id,',
    `  ${LINK_CLASS} AS link_class,`,
    `  CASE ${LINK_CLASS} WHEN 'certain' THEN 3 WHEN 'probable' THEN 2 ELSE 1 END AS link_rank,`,
    "  r.id_key, coalesce(r.id_kind, CASE WHEN r.id IS NOT NULL THEN 'valid' END) AS id_kind, r.flags, r.name_note,",
    `  ${columns.join(',\n  ')}`,
    `FROM (\n${recordsQuery(dialect, snapshot)}\n) AS r`,
    'LEFT JOIN person_record AS p',
    `  ON p.registry = ${text(snapshot.registry)}`,
    '  AND p.record_no = r.record_no',
  ].join('\n');
  const view = `custom_${snapshot.registry}`;
  return sqlStep(
    `canonical ${view}`,
    department?.en ?? 'a registry of the project',
    `CREATE VIEW ${ident(view)} AS\n${query}`,
  );
}

const LINK_CLASS = "coalesce(p.class, CASE WHEN r.id IS NULL THEN 'review' ELSE 'certain' END)";

function emptyQuery(department: Department): string {
  const further = Object.entries(department.columns).map(
    ([field, { type }]) => `CAST(NULL AS ${TYPES[type]}) AS ${ident(columnName(field))}`,
  );
  return further.length === 0
    ? 'SELECT *\nFROM custom\nWHERE false'
    : `SELECT *, ${further.join(', ')}\nFROM custom\nWHERE false`;
}

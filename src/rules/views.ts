import { ident } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { columnName, type FieldType } from '../model/kinds/field.js';
import { KIND_SPECS, REGISTRY_KINDS, type RegistryKind } from '../model/registry-kinds.js';
import { extraColumns, recordsWithPersons } from './person-records.js';
import type { ViewSources } from './view-input.js';

/** SQL types of the canonical columns; see FIELD_TYPES for their meaning. */
const SQL_TYPES: Readonly<Record<FieldType, string>> = {
  text: 'VARCHAR',
  name: 'VARCHAR',
  id: 'VARCHAR',
  sex: 'VARCHAR',
  date: 'DATE',
  month: 'DATE',
  amount: 'DECIMAL(14, 2)',
  integer: 'INTEGER',
  phone: 'VARCHAR',
  address: 'VARCHAR',
  place: 'VARCHAR',
  category: 'VARCHAR',
  disabilityNo: 'VARCHAR',
};

/** Large registries stay views and are read column by column; the others become tables, read once. */
export const STREAMED_KINDS: ReadonlySet<RegistryKind> = new Set(['insurance', 'settlement', 'custom']);

/**
 * The canonical views of rules: one per kind (every record with person_id, link_class, link_rank, registry, file,
 * line, source, as_of and the fields of the kind); absent kinds are empty. Inside the engine a person of a very large
 * registry whom linkage does not list stands under the bare ID: hashing forty million of them would cost more than
 * reading them, so `findings` hashes the few that a rule names (findings-query).
 */
export function kindViewSteps(sources: ViewSources): readonly Step[] {
  const persons = sqlStep(
    'persons',
    'who each record belongs to, from the link stage',
    `CREATE TABLE person_record AS\nSELECT person_id, registry, record_no, class FROM ${sources.dialect.readParquet([sources.personsFile])}`,
  );
  const rank = sqlStep(
    'link classes',
    'turns the rank of a link back into its class',
    "CREATE MACRO link_class_of(link_rank) AS CASE link_rank WHEN 3 THEN 'certain' WHEN 2 THEN 'probable' ELSE 'review' END",
  );
  return [persons, rank, ...REGISTRY_KINDS.map((kind) => kindStep(kind, sources))];
}

function kindStep(kind: RegistryKind, sources: ViewSources): Step {
  const snapshots = sources.snapshots.filter(
    (snapshot) =>
      snapshot.kind === kind && (kind !== 'custom' || sources.authorised.includes(snapshot.registry)),
  );
  const name = `canonical ${kind}`;
  if (snapshots.length === 0) {
    return sqlStep(
      name,
      `no registry of this kind: an empty ${kind}`,
      `CREATE VIEW ${ident(kind)} AS\n${emptyQuery(kind)}`,
    );
  }
  const object = STREAMED_KINDS.has(kind) ? 'VIEW' : 'TABLE';
  const query = snapshots
    .map((snapshot) => recordsWithPersons(snapshot, sources))
    .join('\nUNION ALL BY NAME\n');
  return sqlStep(name, KIND_SPECS[kind].purpose, `CREATE ${object} ${ident(kind)} AS\n${query}`);
}

/**
 * Of some kinds those that a registry of the run has, in their order; the roll stays, so that there is always one. An
 * absent kind has no rows, and leaving it out of a union saves planning its fifty columns.
 */
export function presentKinds<Kind extends RegistryKind>(
  kinds: readonly Kind[],
  { snapshots }: Pick<ViewSources, 'snapshots'>,
): readonly Kind[] {
  const present = new Set(snapshots.map(({ kind }) => kind));
  return kinds.filter((kind) => kind === 'assistance' || present.has(kind));
}

/** A step that makes a view; nothing is computed until a rule reads it. */
export function viewStep(name: string, purpose: string, query: string): Step {
  return sqlStep(name, purpose, `CREATE VIEW ${ident(name)} AS\n${query}`);
}

/** A step that makes a table, computed once. */
export function tableStep(name: string, purpose: string, query: string): Step {
  return sqlStep(name, purpose, `CREATE TABLE ${ident(name)} AS\n${query}`);
}

/** An absent kind has the columns of a present one and no rows, so that a rule may mention it. */
function emptyQuery(kind: RegistryKind): string {
  const fields = KIND_SPECS[kind].fields.map(
    (field) => `CAST(NULL AS ${SQL_TYPES[field.type]}) AS ${ident(columnName(field.name))}`,
  );
  const extra = extraColumns(kind).map((column) => {
    const name = column.includes(' AS ')
      ? column.slice(column.lastIndexOf(' AS ') + 4)
      : column.replace(/^r\./, '');
    return `CAST(NULL AS ${name === 'reissue' ? 'INTEGER' : 'VARCHAR'}) AS ${name}`;
  });
  const texts = [
    'registry',
    'file',
    'source',
    'person_id',
    'link_class',
    'id_key',
    'id_kind',
    'flags',
    'name_note',
  ];
  const common = texts.map((name) => `CAST(NULL AS VARCHAR) AS ${name}`);
  const numbers = [
    'CAST(NULL AS DATE) AS as_of',
    'CAST(NULL AS BIGINT) AS record_no',
    'CAST(NULL AS BIGINT) AS line',
    'CAST(NULL AS INTEGER) AS link_rank',
  ];
  return `SELECT\n  ${[...common, ...numbers, ...extra, ...fields].join(',\n  ')}\nWHERE false`;
}

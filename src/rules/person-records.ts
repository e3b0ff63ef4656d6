import { recordsQuery } from '../engine/records.js';
import { date, ident, text } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { VOCABULARIES, type VocabularyName } from '../model/vocabularies.js';
import type { ViewSources } from './view-input.js';

/** Kinds whose absent state means the usual one: no status column says that every row is valid. */
const STATE_DEFAULTS: Readonly<Partial<Record<string, string>>> = {
  'disability.status': 'valid',
  'insurance.member_status': 'normal',
  'settlement.status': 'valid',
  'payment.status': 'paid',
  'assistance.status': 'active',
};

/** Some raw records of a snapshot: those with these numbers (a query of `record_no`), those that meet the condition. */
export interface RecordChoice {
  readonly records?: string;
  readonly where?: string;
  /** True where linkage lists the person of every record of the choice: its ID need not be read. */
  readonly listed?: boolean;
}

/**
 * The records of one snapshot as their kind's view has them. With `choices` only the raw records of one of them (they
 * must exclude each other) are joined and get a `source`: for large registries, of which few records matter.
 */
export function recordsWithPersons(
  snapshot: Snapshot,
  sources: ViewSources,
  choices: readonly RecordChoice[] = [],
): string {
  const { dialect } = sources;
  if (choices.length === 0)
    return withPersons(snapshot, {
      records: recordsQuery(dialect, snapshot),
      source: 'r.source',
      listed: false,
    });
  return choices
    .map(({ records = null, where = 'true', listed = false }) =>
      withPersons(snapshot, {
        records: `SELECT * EXCLUDE (source)\nFROM (\n${recordsQuery(dialect, snapshot, records)}\n)\nWHERE ${where}`,
        source: sourceOfRecord(snapshot.registry),
        listed,
      }),
    )
    .join('\nUNION ALL BY NAME\n');
}

function withPersons(
  snapshot: Snapshot,
  {
    records,
    source,
    listed,
  }: { readonly records: string; readonly source: string; readonly listed: boolean },
): string {
  const columns = KIND_SPECS[snapshot.kind].fields.map(
    (field) => `  ${fieldExpression(snapshot.kind, field)}`,
  );
  const linkClass = listed
    ? 'p.class'
    : "coalesce(p.class, CASE WHEN r.id IS NULL THEN 'review' ELSE 'certain' END)";
  return [
    'SELECT',
    `  ${text(snapshot.registry)} AS registry,`,
    `  ${date(snapshot.asOf)} AS as_of,`,
    '  r.record_no,',
    '  r.file,',
    '  r.line,',
    `  ${source} AS source,`,
    `  ${listed ? 'p.person_id' : `coalesce(p.person_id, r.id, ${source})`} AS person_id,`,
    `  ${linkClass} AS link_class,`,
    `  CASE ${linkClass} WHEN 'certain' THEN 3 WHEN 'probable' THEN 2 ELSE 1 END AS link_rank,`,
    '  r.id_key,',
    // A part of clean records does not hold the column: their numbers are valid.
    "  coalesce(r.id_kind, CASE WHEN r.id IS NOT NULL THEN 'valid' END) AS id_kind,",
    '  r.flags,',
    '  r.name_note,',
    ...extraColumns(snapshot.kind).map((column) => `  ${column},`),
    columns.join(',\n'),
    `FROM (\n${records}\n) AS r`,
    `${listed ? 'JOIN' : 'LEFT JOIN'} person_record AS p`,
    `  ON p.registry = ${text(snapshot.registry)}`,
    '  AND p.record_no = r.record_no',
  ].join('\n');
}

/** Some records of a large kind, each snapshot narrowed before anything is joined to it; the empty view without any. */
export function fromSnapshots(
  input: ViewSources,
  kind: RegistryKind,
  columns: string,
  choices: (registry: string) => readonly RecordChoice[],
): string {
  const own = input.snapshots.filter((snapshot) => snapshot.kind === kind);
  if (own.length === 0) return `SELECT ${columns}\nFROM ${kind}`;
  return own
    .map(
      (snapshot) =>
        `SELECT ${columns}\nFROM (\n${recordsWithPersons(snapshot, input, choices(snapshot.registry))}\n)`,
    )
    .join('\nUNION ALL BY NAME\n');
}

/** The same text as in recordsQuery, built after the narrowing: a string per record of millions would cost most. */
function sourceOfRecord(registry: string): string {
  return `${text(`{"registry":${JSON.stringify(registry)},"file":`)} || to_json(r.file) || ',"line":' || r.line || '}'`;
}

/** The numbers of the records of a registry that belong to the people of a query, as far as linkage lists them. */
export function recordsOfPeople(registry: string, people: string): string {
  return `SELECT record_no FROM person_record WHERE registry = ${text(registry)} AND person_id IN (${people})`;
}

/**
 * The values by which a large list is searched. The engine hands its reader a Bloom filter of them only where their own
 * side is filtered; with it the reader passes over the other cells of all other records. No canonical value is empty.
 */
export function soughtValues(column: string, relation: string): string {
  return `SELECT ${ident(column)} FROM ${ident(relation)} WHERE ${ident(column)} <> ''`;
}

function fieldExpression(kind: RegistryKind, field: FieldSpec): string {
  const column = columnName(field.name);
  const fallback = STATE_DEFAULTS[`${kind}.${column}`];
  if (kind === 'disability' && column === 'disability_type') return digitOr(column, 19);
  if (kind === 'disability' && column === 'disability_level') return digitOr(column, 20);
  // A body is burnt after death: without a day of death the cremation is the latest day it can be.
  if (kind === 'death' && column === 'death_date')
    return 'coalesce(r.death_date, r.cremation_date) AS death_date';
  return fallback === undefined
    ? `r.${ident(column)}`
    : `CASE WHEN r.${ident(column)} IS NULL AND r.${ident(`${column}_raw`)} IS NULL THEN ${text(fallback)} ELSE r.${ident(column)} END AS ${ident(column)}`;
}

/** Type and level stand in the certificate number too (19th and 20th digit); the column decides where both speak. */
function digitOr(column: string, place: number): string {
  return `coalesce(r.${ident(column)}, substr(r.disability_no, ${place}, 1)) AS ${ident(column)}`;
}

export function extraColumns(kind: RegistryKind): readonly string[] {
  switch (kind) {
    case 'disability':
      return [
        `${labelCase('disabilityType', 'coalesce(r.disability_type, substr(r.disability_no, 19, 1))')} AS type_label`,
        `${labelCase('disabilityLevel', 'coalesce(r.disability_level, substr(r.disability_no, 20, 1))')} AS level_label`,
        "coalesce(TRY_CAST(regexp_extract(coalesce(r.disability_no_raw, ''), '[Bb]([0-9]{1,2})$', 1) AS INTEGER), 0) AS reissue",
      ];
    case 'insurance':
      return [`${labelCase('assistedClass', 'r.assisted_class')} AS class_label`];
    case 'assistance':
      return [`${labelCase('scheme', 'r.scheme')} AS scheme_label`, 'r.head_id_key'];
    case 'petition':
      return ['r.subject_id_key'];
    case 'settlement':
    case 'death':
    case 'payment':
    case 'custom':
      return [];
  }
}

/** SQL that shows a code of a vocabulary as its Chinese label. */
export function labelCase(vocabulary: VocabularyName, expression: string): string {
  const cases = Object.entries(VOCABULARIES[vocabulary].codes).map(
    ([code, label]) => `WHEN ${text(code)} THEN ${text(label)}`,
  );
  return `CASE ${expression} ${cases.join(' ')} END`;
}

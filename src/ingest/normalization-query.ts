import { ident, text } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { Named } from './columns/column-sql.js';
import { fieldColumn, mayHoldLineBreaks, missingColumn } from './columns/field-column.js';
import { LINE_BREAK_MARK, readCsvExpression, type CsvSource } from './csv-source.js';
import { MISPLACED, misplacedCells } from './misplaced-cells.js';
import { flagHelpers, flagRules, flagsExpression } from './quality-flags.js';
import type { Mappings } from './scalar-functions.js';

export interface NormalizationRequest {
  readonly kind: RegistryKind;
  readonly fields: readonly FieldSpec[];
  /** Column of each field in the export. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** Fields whose header says that its plain numbers are in units of 10,000 yuan. */
  readonly inTenThousands?: ReadonlySet<string>;
  readonly mappings: Mappings;
  readonly asOf: string;
}

/**
 * The query that turns the lines of a CSV into records: `line`, the columns of each field in the order of the kind, and
 * `flags`. Its stages: raw → placed → shape → verified → canonical → flags.
 */
export function normalizationQuery(source: CsvSource, request: NormalizationRequest): string {
  const present = request.fields.filter(({ name }) => request.indexOf.has(name));
  const columns = present.map((field) => fieldColumn(field, mappingsOf(field, request.mappings)));
  const flagRequest = { kind: request.kind, present, asOf: request.asOf };
  const line = [{ name: 'line', sql: 'line' }];
  const raw = [
    { name: 'line', sql: 'CAST(line AS BIGINT)' },
    ...present.map((field) => rawColumn(field, request)),
  ];
  return [
    'WITH raw AS (',
    select(raw, readCsvExpression(source)),
    '),\nplaced AS (',
    `SELECT\n${misplacedCells(present) ?? '  *'}\nFROM raw`,
    '),\nshape AS (',
    select([{ name: '*', sql: '*' }, ...columns.flatMap(({ shape }) => shape)], 'placed'),
    '),\nverified AS (',
    select([{ name: '*', sql: '*' }, ...columns.flatMap(({ verified }) => verified)], 'shape'),
    '),\ncanonical AS (',
    select(
      [
        ...line,
        ...request.fields.flatMap((field) => outputs(field, request)),
        ...helperInputs(flagRequest.present),
      ],
      'verified',
    ),
    '),\nhelped AS (',
    select([{ name: '*', sql: '*' }, ...flagHelpers(flagRequest)], 'canonical'),
    ')',
    select(
      [...line, ...names(request.fields), { name: 'flags', sql: flagsExpression(flagRules(flagRequest)) }],
      'helped',
    ),
  ].join('\n');
}

function mappingsOf(field: FieldSpec, mappings: Mappings): Readonly<Record<string, string>> {
  return field.vocabulary === undefined ? {} : (mappings[field.vocabulary] ?? {});
}

function rawColumn(field: FieldSpec, { indexOf, inTenThousands }: NormalizationRequest): Named {
  const cell = ident(`c${indexOf.get(field.name) ?? 0}`);
  const sql = mayHoldLineBreaks(field.name) ? `replace(${cell}, ${text(LINE_BREAK_MARK)}, chr(10))` : cell;
  const hasUnit = inTenThousands?.has(field.name) === true;
  return { name: `r_${columnName(field.name)}`, sql: hasUnit ? withUnit(sql) : sql };
}

/** The unit of the header beside each plain number, so that the normaliser sees what a reader would. */
function withUnit(cell: string): string {
  const plain = `regexp_full_match(trim(${cell}), ${text('-?[0-9][0-9,]*([.][0-9]+)?')})`;
  return `CASE WHEN ${plain} THEN concat(trim(${cell}), '万元') ELSE ${cell} END`;
}

function outputs(field: FieldSpec, request: NormalizationRequest): readonly Named[] {
  if (!request.indexOf.has(field.name)) return missingColumn(field);
  return fieldColumn(field, mappingsOf(field, request.mappings)).outputs;
}

/** What the helper columns of the flags need from the stages before. */
function helperInputs(present: readonly FieldSpec[]): readonly Named[] {
  const helpers = [
    ...(present.some(({ name }) => name === 'id') ? ['v_id', 'ok_id'] : []),
    ...(misplacedCells(present) === null ? [] : [MISPLACED]),
  ];
  return helpers.map((name) => ({ name, sql: name }));
}

function names(fields: readonly FieldSpec[]): readonly Named[] {
  return fields.flatMap((field) => missingColumn(field)).map(({ name }) => ({ name, sql: ident(name) }));
}

function select(columns: readonly Named[], from: string): string {
  const list = columns.map(({ name, sql }) => {
    return name === '*' || sql === name || sql === ident(name) ? `  ${sql}` : `  ${sql} AS ${ident(name)}`;
  });
  return `SELECT\n${list.join(',\n')}\nFROM ${from}`;
}

import { ident, text, textList } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import type { SeenForms } from './clean-lines/line-checker.js';
import type { Named } from './columns/column-sql.js';
import { readCsvExpression, type CsvSource } from './csv-source.js';
import type { NormalizationRequest } from './normalization-query.js';

const SEX: ReadonlyMap<string, string> = new Map([
  ['男', 'M'],
  ['女', 'F'],
]);

/**
 * The query that turns clean lines into records: `line` where the source is numbered, then only the columns that can
 * hold something. What is clean needs no raw twin, no note and no flag; empty columns cost as much as full ones, and a
 * reader that takes parts by column name sees NULL in their place.
 */
export function cleanQuery(source: CsvSource, request: NormalizationRequest, seen: SeenForms): string {
  const columns = request.fields.flatMap((field) => {
    const index = request.indexOf.get(field.name);
    return index === undefined ? [] : cleanColumns(field, ident(`c${index}`), seen);
  });
  const line = source.numbered ? ['  CAST(line AS BIGINT) AS line'] : [];
  const list = [...line, ...columns.map(({ name, sql }) => `  ${sql} AS ${ident(name)}`)];
  return `SELECT\n${list.join(',\n')}\nFROM ${readCsvExpression(source)}`;
}

function cleanColumns(field: FieldSpec, cell: string, seen: SeenForms): readonly Named[] {
  const name = columnName(field.name);
  switch (field.type) {
    case 'id':
      return [
        { name, sql: cell },
        {
          name: `${name}_kind`,
          sql: `CASE WHEN ${cell} IS NOT NULL THEN ${constant('valid', ['valid'])} END`,
        },
      ];
    case 'category': {
      const forms = seen.get(field.name) ?? new Map<string, string>();
      return [
        { name, sql: recoded(cell, forms) },
        {
          name: `${name}_raw`,
          sql: forms.size === 0 ? 'CAST(NULL AS VARCHAR)' : asEnum(cell, [...forms.keys()]),
        },
      ];
    }
    case 'sex':
      return [{ name, sql: recoded(cell, SEX) }];
    case 'date':
    case 'month':
      return [{ name, sql: `CAST(${cell} AS DATE)` }];
    case 'amount':
      return [{ name, sql: `CAST(${cell} AS DECIMAL(14,2))` }];
    case 'integer':
      return [{ name, sql: `CAST(${cell} AS INTEGER)` }];
    case 'text':
    case 'name':
    case 'phone':
    case 'address':
    case 'place':
    case 'disabilityNo':
      return [{ name, sql: cell }];
  }
}

/**
 * The codes of what is written. Only the forms that stand in the lines are compared, the frequent ones first; values of
 * few kinds travel as numbers of an ENUM, which Parquet files keep as text.
 */
function recoded(cell: string, forms: ReadonlyMap<string, string>): string {
  if (forms.size === 0) return 'CAST(NULL AS VARCHAR)';
  const written = [...forms.keys()];
  const codes = [...new Set(forms.values())];
  const cases = [...forms].map(([form, code]) => {
    return `WHEN ${constant(form, written)} THEN ${constant(code, codes)}`;
  });
  return `CASE ${asEnum(cell, written)} ${cases.join(' ')} END`;
}

function constant(value: string, values: readonly string[]): string {
  return asEnum(text(value), values);
}

function asEnum(sql: string, values: readonly string[]): string {
  return `CAST(${sql} AS ENUM${textList(values)})`;
}

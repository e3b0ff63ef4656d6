import { columnName, type FieldSpec, type FieldType } from '../../model/kinds/field.js';
import { categoryColumn } from './category-column.js';
import type { ColumnRequest, ColumnSql, Named } from './column-sql.js';
import { idColumn } from './id-column.js';
import {
  addressColumn,
  amountColumn,
  dateColumn,
  disabilityNoColumn,
  integerColumn,
  monthColumn,
  nameColumn,
  phoneColumn,
  placeColumn,
  sexColumn,
  textColumn,
} from './plain-columns.js';

const READERS: Readonly<Record<FieldType, (request: ColumnRequest) => ColumnSql>> = {
  text: textColumn,
  name: nameColumn,
  id: idColumn,
  sex: sexColumn,
  date: dateColumn,
  month: monthColumn,
  amount: amountColumn,
  integer: integerColumn,
  phone: phoneColumn,
  address: addressColumn,
  place: placeColumn,
  category: categoryColumn,
  disabilityNo: disabilityNoColumn,
};

const SQL_TYPES: Partial<Readonly<Record<FieldType, string>>> = {
  date: 'DATE',
  month: 'DATE',
  amount: 'DECIMAL(14,2)',
  integer: 'INTEGER',
};

/** Fields in which a line break is text, not damage. */
const FREE_TEXT: ReadonlySet<string> = new Set(['content', 'remark', 'address', 'hukouAddress', 'disease']);

export function mayHoldLineBreaks(field: string | null): boolean {
  return field === null || FREE_TEXT.has(field);
}

export function fieldColumn(field: FieldSpec, mappings: ColumnRequest['mappings']): ColumnSql {
  return READERS[field.type]({ field, column: columnName(field.name), mappings });
}

/** The same output columns for a field that an export does not have, so that all parts of a kind are alike. */
export function missingColumn(field: FieldSpec): readonly Named[] {
  return fieldColumn(field, {}).outputs.map(({ name }) => {
    const type = name === columnName(field.name) ? (SQL_TYPES[field.type] ?? 'VARCHAR') : 'VARCHAR';
    return { name, sql: `CAST(NULL AS ${type})` };
  });
}

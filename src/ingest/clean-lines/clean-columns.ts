import { columnName, type FieldSpec } from '../../model/kinds/field.js';
import type { Cells } from '../parquet/cells.js';
import { NumberColumn } from '../parquet/number-columns.js';
import type { ParquetColumn } from '../parquet/parquet-file.js';
import { CodeColumn, RepeatingColumn, TextColumn } from '../parquet/text-columns.js';
import { centsAt, daysAt, integerAt } from './clean-values.js';
import type { LineChecker } from './line-checker.js';

/** The columns of a field in a clean part, and what puts cells into them. */
export interface CleanColumns {
  readonly columns: readonly ParquetColumn[];
  takeCells(cells: Cells): void;
}

/** First byte of 男 in UTF-8; 女 begins otherwise. */
const MALE_LEAD = 0xe7;

/**
 * What a clean cell is stored as: what is clean needs no raw twin, no note and no flag, and a reader that takes parts by
 * column name sees NULL in their place.
 */
export function cleanColumns(field: FieldSpec, checker: LineChecker): CleanColumns {
  const name = columnName(field.name);
  switch (field.type) {
    case 'id':
      return idColumns(name);
    case 'category':
      return categoryColumns(name, checker.formsOf(field.name));
    case 'sex':
      return sexColumn(name);
    case 'date':
    case 'month':
      return numberColumn(new NumberColumn(name, 'date'), daysAt);
    case 'amount':
      return numberColumn(new NumberColumn(name, 'money'), centsAt);
    case 'integer':
      return numberColumn(new NumberColumn(name, 'integer'), integerAt);
    case 'text':
    case 'place':
      return textColumn(new RepeatingColumn(name));
    case 'name':
    case 'phone':
    case 'address':
    case 'disabilityNo':
      return textColumn(new TextColumn(name));
  }
}

function textColumn(column: TextColumn): CleanColumns {
  return { columns: [column], takeCells: (cells) => column.takeCells(cells) };
}

function numberColumn(
  column: NumberColumn,
  read: (bytes: DataView, start: number, end: number) => number,
): CleanColumns {
  return { columns: [column], takeCells: (cells) => column.takeCells(cells, read) };
}

function idColumns(name: string): CleanColumns {
  const id = new TextColumn(name);
  const kind = new CodeColumn(`${name}_kind`, ['valid']);
  return {
    columns: [id, kind],
    takeCells: (cells) => {
      id.takeCells(cells);
      kind.takeCells(cells, () => 0);
    },
  };
}

function categoryColumns(name: string, forms: ReturnType<LineChecker['formsOf']>): CleanColumns {
  const codes = [...new Set(forms.map(({ code }) => code))];
  const codeOf = Int32Array.from(forms, ({ code }) => codes.indexOf(code));
  const code = new CodeColumn(name, codes);
  const raw = new CodeColumn(
    `${name}_raw`,
    forms.map(({ written }) => written),
  );
  return {
    columns: [code, raw],
    takeCells: (cells) => {
      code.takeCells(cells, (at) => codeOf[formAt(cells, at)] as number);
      raw.takeCells(cells, (at) => formAt(cells, at));
    },
  };
}

/** The number of the written form that the checker found in a cell. */
function formAt({ places }: Cells, at: number): number {
  return places[at + 2] as number;
}

function sexColumn(name: string): CleanColumns {
  const column = new CodeColumn(name, ['M', 'F']);
  return {
    columns: [column],
    takeCells: (cells) =>
      column.takeCells(cells, (at) =>
        cells.bytes.getUint8(cells.places[at] as number) === MALE_LEAD ? 0 : 1,
      ),
  };
}

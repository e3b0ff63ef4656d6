import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { FieldType } from '../model/kinds/field.js';
import type { ExportWarning } from '../model/snapshot.js';
import { mayHoldLineBreaks } from './columns/field-column.js';
import type { FoundHeader } from './find-header.js';
import type { CutReject, RejectCode } from './record-sink.js';
import { ROLE_CODES, rowRole, type RowShape } from './row-roles.js';
import { rowShape } from './row-shape.js';
import { splitPersons } from './split-cells.js';
import { integerDigits } from './tables/number-text.js';
import { NUMBER_MARK, plainText } from './tables/table-dump.js';
import { ValuelessCells } from './valueless-cells.js';

/** Where rows go that have been looked at cell by cell. */
export interface SortedRows {
  record(line: number, fields: readonly string[]): void;
  reject(reject: CutReject): void;
}

/** Columns whose digits are a name of something: a number cell of more than 15 digits has lost the last ones. */
const NAMED_BY_DIGITS: ReadonlySet<FieldType> = new Set(['id', 'disabilityNo']);
const ACCOUNTS: ReadonlySet<string> = new Set(['account', 'householdNo']);
const MOST_DIGITS = 15;
/** Days between the two ways in which spreadsheets count days. */
const DAYS_TO_1904 = 1462;

interface Column {
  readonly field: string | null;
  readonly type: FieldType | null;
}

/**
 * Looks at rows one by one: sets aside totals, notes, subtitles and repeated headers, makes persons of families and of
 * cells with several persons, and refuses numbers that lost digits. Every row ends as records or as one reject.
 */
export class RowSorter {
  private readonly columns: readonly Column[];
  private readonly name: number;
  private readonly id: number;
  private readonly valueless: ValuelessCells;
  private readonly shape: RowShape;
  /** Rows without a value. */
  blank = 0;

  constructor(
    kind: RegistryKind,
    private readonly header: FoundHeader,
    private readonly sink: SortedRows,
    private readonly from1904 = false,
  ) {
    const types = new Map(KIND_SPECS[kind].fields.map(({ name, type }) => [name, type]));
    this.columns = header.mapping.columns.map(({ field }) => {
      return { field, type: field === null ? null : (types.get(field) ?? 'text') };
    });
    this.valueless = new ValuelessCells(header);
    this.name = header.mapping.indexOf.get('name') ?? -1;
    this.id = header.mapping.indexOf.get('id') ?? -1;
    this.shape = rowShape(kind, header);
  }

  /** What a person should know about cells without a value. */
  get warnings(): readonly ExportWarning[] {
    return this.valueless.warnings();
  }

  row(line: number, cells: readonly string[], lines = 1): void {
    const { sink } = this;
    const role = rowRole(cells.map(plainText), this.shape);
    if (role === 'summary' || role === 'note' || role === 'header')
      return sink.reject({ line, lines, code: ROLE_CODES[role], column: null });
    // A name that nobody computed leaves a row that looks like a subtitle, or like nothing.
    const unread = this.valueless.reject(line, cells);
    if (role === 'blank' && unread?.code !== 'E_FORMULA_UNSAVED') {
      // Formulas that look up nobody are filled down below the last record of many a sheet.
      this.blank += 1;
    } else if (unread !== null) sink.reject({ line, lines, ...unread });
    else if (role === 'group') sink.reject({ line, lines, code: ROLE_CODES.group, column: null });
    else this.records(line, cells.map(withValue), lines);
  }

  private records(line: number, cells: readonly string[], lines: number): void {
    const { sink } = this;
    const persons = this.persons(cells);
    if (persons === null) return sink.reject({ line, lines, code: 'E_MEMBER_LIST', column: null });
    const checked = persons.map((person) => this.values(person));
    const trouble = checked.find((one) => 'code' in one);
    if (trouble !== undefined && 'code' in trouble) return sink.reject({ line, lines, ...trouble });
    for (const one of checked) if ('fields' in one) sink.record(line, one.fields);
  }

  /** The persons of a row, each as the columns that are loaded. */
  private persons(cells: readonly string[]): readonly (readonly string[])[] | null {
    const { members, columns } = this.header;
    if (members !== null) return members.expand(cells);
    const fields = Array.from(columns, (_, index) => cells[index] ?? '');
    const pairs = splitPersons(fields[this.name] ?? '', fields[this.id] ?? '');
    if (pairs === null) return [fields];
    return pairs.map(([name, id], index) =>
      fields.map((field, column) => {
        if (column === this.name) return name;
        if (column === this.id) return id;
        // A sum of several persons stands once.
        return index > 0 && this.columns[column]?.type === 'amount' ? '' : field;
      }),
    );
  }

  private values(
    fields: readonly string[],
  ): { readonly fields: readonly string[] } | { readonly code: RejectCode; readonly column: number } {
    const column = fields.findIndex((field, index) => this.lostDigits(field, index));
    if (column !== -1) return { code: 'E_ID_NUMERIC', column };
    return { fields: fields.map((field, index) => this.value(field, index)) };
  }

  private lostDigits(field: string, index: number): boolean {
    const column = this.columns[index];
    if (column === undefined || !field.startsWith(NUMBER_MARK)) return false;
    const counts =
      (column.type !== null && NAMED_BY_DIGITS.has(column.type)) || ACCOUNTS.has(column.field ?? '');
    return counts && integerDigits(field.slice(1)) > MOST_DIGITS;
  }

  private value(field: string, index: number): string {
    const column = this.columns[index];
    if (field.startsWith(NUMBER_MARK)) return this.number(field.slice(1), column?.type ?? null);
    const free = mayHoldLineBreaks(column?.field ?? null);
    return free ? field : field.replace(/\s*\n\s*/g, ' ').trim();
  }

  /** A day that was not formatted as one is a number; which day depends on where the workbook counts from. */
  private number(text: string, type: FieldType | null): string {
    const isDay = type === 'date' || type === 'month';
    return this.from1904 && isDay && /^[1-5]\d{4}$/.test(text) ? String(Number(text) + DAYS_TO_1904) : text;
  }
}

/** The cell, a number still marked as one; empty where it has no value. */
function withValue(cell: string): string {
  return plainText(cell) === '' ? '' : cell;
}

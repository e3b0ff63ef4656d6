import type { Bilingual } from '../../model/bilingual.js';
import { numberText, serialDateText } from './number-text.js';
import { ERROR_MARK, NUMBER_MARK, UNSAVED_FORMULA, type MergedRange } from './table-dump.js';
import { TableError } from './table-trouble.js';
import { unescapeString, type WorkbookPlan } from './xlsx-parts.js';
import { attribute, type XmlHandler } from './xml-scanner.js';

/** More is damage, not data; Excel itself stops at 16,384 columns and 1,048,576 rows. */
export const SHEET_LIMITS = {
  columns: 1_024,
  rows: 1_048_576,
  merged: 200_000,
  cellCharacters: 65_536,
} as const;

/** Collects the cells of a sheet part and hands over row after row; formulas count by the value that was saved,
 * and where none was, as that. */
export class SheetCells implements XmlHandler {
  readonly merged: MergedRange[] = [];
  private cells: string[] = [];
  private line = 0;
  private column = -1;
  private type: string | null = null;
  private style = 0;
  private value = '';
  private collecting = false;
  private formula = false;
  private saved = false;
  private phonetic = 0;

  constructor(
    private readonly plan: Pick<WorkbookPlan, 'strings' | 'dateStyles' | 'from1904'>,
    private readonly take: (line: number, cells: readonly string[]) => void,
  ) {}

  open(name: string, attributes: string): void {
    switch (name) {
      case 'row':
        this.line = Number(attribute(attributes, 'r') ?? this.line + 1);
        if (!(this.line > 0 && this.line <= SHEET_LIMITS.rows))
          throw tooMuch({ zh: '有行超出第 1,048,576 行', en: 'a row beyond 1,048,576' });
        this.cells = [];
        this.column = -1;
        break;
      case 'c':
        this.column = columnOf(attribute(attributes, 'r')) ?? this.column + 1;
        this.type = attribute(attributes, 't');
        this.style = Number(attribute(attributes, 's') ?? 0);
        this.value = '';
        this.formula = false;
        this.saved = false;
        break;
      case 'f':
        this.formula = true;
        break;
      case 'v':
        this.saved = true;
        this.collecting = true;
        break;
      case 't':
        this.collecting = this.phonetic === 0;
        break;
      case 'rPh':
        this.phonetic += 1;
        break;
      case 'mergeCell':
        this.addMerged(attribute(attributes, 'ref'));
        break;
      default:
        break;
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.collecting = false;
    else if (name === 'rPh') this.phonetic -= 1;
    else if (name === 'c') this.put(this.cellText());
    else if (name === 'row') this.take(this.line, this.cells);
  }

  text(text: string): void {
    if (!this.collecting) return;
    this.value += text;
    if (this.value.length > SHEET_LIMITS.cellCharacters)
      throw tooMuch({ zh: '有单元格超过 64 KiB', en: 'a cell above 64 KiB' });
  }

  private put(text: string): void {
    if (text === '') return;
    if (this.column >= SHEET_LIMITS.columns)
      throw tooMuch({ zh: '有内容超出第 1,024 列', en: 'a value beyond column 1,024' });
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private cellText(): string {
    const { value, plan } = this;
    if (this.formula && value === '' && !this.isEmptyText()) return UNSAVED_FORMULA;
    switch (this.type) {
      case 's':
        return plan.strings.get(Number(value)) ?? missingString();
      case 'str':
      case 'inlineStr':
      case 'd':
        return unescapeString(value);
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return ERROR_MARK + value;
      case null:
      default:
        return this.numberCell(value);
    }
  }

  /** A formula may well come to an empty text; then that was saved. */
  private isEmptyText(): boolean {
    return this.saved && this.type === 'str';
  }

  private numberCell(value: string): string {
    if (value === '') return '';
    const { dateStyles, from1904 } = this.plan;
    const day = dateStyles[this.style] === true ? serialDateText(value, from1904) : null;
    return day ?? NUMBER_MARK + numberText(value);
  }

  private addMerged(ref: string | null): void {
    const range = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref ?? '');
    if (range === null) return;
    if (this.merged.length >= SHEET_LIMITS.merged)
      throw tooMuch({ zh: '合并单元格超过 200,000 处', en: 'more than 200,000 merged ranges' });
    this.merged.push({
      left: columnNumber(range[1] ?? ''),
      top: Number(range[2]),
      right: columnNumber(range[3] ?? ''),
      bottom: Number(range[4]),
    });
  }
}

function columnOf(reference: string | null): number | null {
  const letters = /^[A-Za-z]{1,3}/.exec(reference ?? '');
  return letters === null ? null : columnNumber(letters[0].toUpperCase());
}

function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function missingString(): never {
  throw new TableError('E_WORKBOOK_DAMAGED', {
    zh: '有单元格引用的文字不存在',
    en: 'a cell names a text that is not there',
  });
}

function tooMuch(what: Bilingual): TableError {
  return new TableError('E_WORKBOOK_LIMIT', what);
}

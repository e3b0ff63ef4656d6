import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EncryptedFileError, readXls, readXlsb, type CellValue, type Sheet, type Workbook } from 'hucre';
import { numberText } from './number-text.js';
import { SHEET_LIMITS } from './sheet-cells.js';
import { DumpWriter, ERROR_MARK, NUMBER_MARK, type DumpedSheet } from './table-dump.js';
import { TableError } from './table-trouble.js';
import { readXlsFacts } from './xls-bytes.js';

/** These formats are read as a whole; a sheet of 65,536 rows is far below. */
const MOST_BYTES = 128 << 20;

/**
 * Reads a binary workbook (Excel 97–2003 `.xls`, WPS `.et`, or `.xlsb`) into dumps. The only place that knows the
 * library. A formula's value is the saved one. Throws TableError.
 */
export async function readBinaryWorkbook(
  path: string,
  folder: string,
  format: 'xls' | 'xlsb',
): Promise<readonly DumpedSheet[]> {
  const { size } = await stat(path);
  if (size > MOST_BYTES)
    throw new TableError('E_WORKBOOK_LIMIT', {
      zh: `旧格式工作簿为 ${size} 字节`,
      en: `a binary workbook of ${size} bytes`,
    });
  const bytes = await readFile(path);
  if (readXlsFacts(bytes, []).encrypted)
    throw new TableError('E_WORKBOOK_ENCRYPTED', { zh: '设有密码', en: 'it has a password' });
  const { sheets } = await parse(bytes, format);
  const facts = readXlsFacts(
    bytes,
    sheets.map(({ name }) => name),
  );
  return sheets.map((sheet, index) => {
    const hidden = sheet.hidden === true || sheet.veryHidden === true || facts.hidden.has(sheet.name);
    const target = join(folder, `sheet-${String(index).padStart(3, '0')}.jsonl`);
    const none = { name: sheet.name, hidden, from1904: false };
    return hidden ? { ...none, path: null, rows: 0, merged: [] } : { ...none, ...dumpSheet(sheet, target) };
  });
}

function dumpSheet(sheet: Sheet, target: string): Pick<DumpedSheet, 'path' | 'rows' | 'merged'> {
  const writer = new DumpWriter(target);
  for (const [row, cells] of sheet.rows.entries()) {
    // Rows without a cell are holes in the library's array.
    const texts = Array.from((cells as CellValue[] | undefined) ?? [], cellText);
    if (texts.slice(SHEET_LIMITS.columns).some((text) => text !== ''))
      throw new TableError('E_WORKBOOK_LIMIT', {
        zh: '有内容超出第 1,024 列',
        en: 'a value beyond column 1,024',
      });
    writer.row(row + 1, texts.slice(0, SHEET_LIMITS.columns));
  }
  writer.close();
  const merged = (sheet.merges ?? []).map(({ startRow, endRow, startCol, endCol }) => {
    return { top: startRow + 1, bottom: endRow + 1, left: startCol, right: endCol };
  });
  return { path: target, rows: writer.rows, merged };
}

async function parse(bytes: Buffer, format: 'xls' | 'xlsb'): Promise<Workbook> {
  try {
    return format === 'xls' ? await readXls(bytes) : await readXlsb(bytes);
  } catch (error) {
    if (error instanceof EncryptedFileError)
      throw new TableError('E_WORKBOOK_ENCRYPTED', { zh: '设有密码', en: 'it has a password' });
    throw new TableError('E_WORKBOOK_DAMAGED', {
      zh: '不是可读取的工作簿',
      en: 'it is not a workbook that can be read',
    });
  }
}

const ERROR_VALUE = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|ERR!)$/;

function cellText(value: string | number | boolean | Date | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value);
  if (typeof value === 'number') return NUMBER_MARK + numberText(String(value));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return ERROR_VALUE.test(value) ? ERROR_MARK + value : value.replace(/\r\n?/g, '\n').replaceAll('\0', '');
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return '';
  const text = value.toISOString();
  const time = text.slice(11, 19);
  return time === '00:00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`;
}

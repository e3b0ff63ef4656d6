import { InputError } from '../model/errors.js';
import type { ExportReport, ExportWarning } from '../model/snapshot.js';
import { dumpedRows, firstRows, MergedCells } from './dumped-rows.js';
import type { ExportParts, PartReading } from './export-parts.js';
import { headerWarnings } from './export-warnings.js';
import type { FoundHeader, HeaderRequest } from './find-header.js';
import type { Delivery } from './open-delivery.js';
import { isSetAside } from './row-roles.js';
import type { ReadExport } from './read-result.js';
import { RowLoader } from './row-loader.js';
import { RowSorter } from './row-sorter.js';
import type { ExportFile } from './scan.js';
import { findTableHeader } from './table-header.js';
import type { DumpedSheet } from './tables/table-dump.js';

const ROWS_FOR_HEADER = 20;

type Tables = Extract<Delivery, { readonly form: 'tables' }>;

interface FoundSheet {
  readonly sheet: DumpedSheet;
  readonly path: string;
  readonly header: FoundHeader;
}

/** What loading needs besides the file; `header` and `file` come with the sheet. */
type SheetRequest = Omit<PartReading, 'inspected'>;

/**
 * Reads the visible sheets of a workbook that have a header of the kind, each as an export of its own. Sheets without
 * one (instructions, dictionaries) are named in a warning, as are hidden ones; without any sheet the file is refused.
 * Throws InputError.
 */
export async function readSheets(
  file: ExportFile,
  tables: Tables,
  request: SheetRequest,
): Promise<readonly ReadExport[]> {
  const { found, left } = await chooseSheets(file, tables, request);
  const exports: ReadExport[] = [];
  for (const [index, one] of found.entries()) {
    const shown =
      tables.sheets.length > 1 && one.sheet.name !== '' ? `${file.shown}#${one.sheet.name}` : file.shown;
    const reading = {
      ...request,
      request: { ...request.request, fileIndex: request.request.fileIndex + index },
      inspected: { file: { path: file.path, shown }, header: one.header },
    };
    const parts = await readSheet(one, reading);
    exports.push(finish(tables, one, parts, { shown, warnings: index === 0 ? left : [] }));
  }
  return exports;
}

/** The sheets with a header, and warnings for the others. */
async function chooseSheets(
  file: ExportFile,
  { sheets }: Tables,
  { request }: SheetRequest,
): Promise<{ readonly found: readonly FoundSheet[]; readonly left: readonly ExportWarning[] }> {
  const found: FoundSheet[] = [];
  const left: ExportWarning[] = [];
  const refusals: InputError[] = [];
  for (const sheet of sheets) {
    if (sheet.hidden) left.push({ code: 'W_SHEET_HIDDEN', line: null, detail: sheet.name });
    if (sheet.path === null || sheet.rows === 0) continue;
    const shown = sheets.length > 1 ? `${file.shown}#${sheet.name}` : file.shown;
    const header = await headerOf(sheet, { kind: request.kind, overrides: request.overrides, file: shown });
    if (header instanceof InputError) {
      refusals.push(header);
      left.push({ code: 'W_SHEET_SKIPPED', line: null, detail: `${sheet.name}: ${header.code}` });
    } else found.push({ sheet, path: sheet.path, header });
  }
  if (found.length === 0) throw refusals[0] ?? emptyWorkbook(file);
  return { found, left };
}

/** The header of a sheet, or why the sheet is of something else. Throws InputError where it is of the kind and wrong. */
async function headerOf(sheet: DumpedSheet, request: HeaderRequest): Promise<FoundHeader | InputError> {
  try {
    return findTableHeader(await firstRows(sheet, ROWS_FOR_HEADER), sheet.merged, request);
  } catch (error) {
    if (error instanceof InputError && (error.code === 'E_HEADER_UNKNOWN' || isOtherTable(error)))
      return error;
    throw error;
  }
}

/** A sheet of something else may share a header or two with the kind; the family list stands beside the person list. */
function isOtherTable(error: InputError): boolean {
  return error.code === 'E_HEADER_MISSING' || error.code === 'E_HEADER_FAMILY';
}

function emptyWorkbook(file: ExportFile): InputError {
  return new InputError(`${file.shown}: no visible sheet has a value`, {
    zh: `${file.shown}：没有一个可见的工作表有内容`,
    code: 'E_FILE_EMPTY',
    hint: 'ask for the export again; a department with nothing to report sends the header row',
    file: file.shown,
  });
}

/** The records of a sheet, and what a person should know about its cells. */
type SheetParts = ExportParts & { readonly warnings: readonly ExportWarning[] };

async function readSheet({ sheet, path, header }: FoundSheet, reading: PartReading): Promise<SheetParts> {
  const loader = new RowLoader(reading);
  const sorter = new RowSorter(reading.request.kind, header, loader, sheet.from1904);
  const types = header.mapping.columns.map(({ field }) => field);
  const merged = new MergedCells(
    sheet.merged,
    header.lastLine,
    (column) => header.members === null && types[column] === 'amount',
  );
  for await (const row of dumpedRows(path)) {
    if (row.line <= header.lastLine) continue;
    const { line, cells } = merged.fill(row);
    sorter.row(line, cells);
    await loader.settle();
  }
  return {
    ...(await loader.finish()),
    blank: sorter.blank,
    warnings: sorter.warnings,
    recordEnds: { lf: 0, crlf: 0, cr: 0 },
    takenApart: 0,
  };
}

function finish(
  { format, packed }: Tables,
  { header, path }: FoundSheet,
  read: SheetParts,
  about: { readonly shown: string; readonly warnings: readonly ExportWarning[] },
): ReadExport {
  const loaded = read.parts.reduce((total, { records }) => total + records, 0);
  const rejected = read.rejects.length;
  const report: ExportReport = {
    file: about.shown,
    sha256: packed.sha256,
    bytes: packed.bytes,
    encoding: format,
    lineEndings: { lf: 0, crlf: 0, cr: 0 },
    headerLine: header.line,
    columns: header.mapping.columns,
    blank: read.blank,
    scanned: loaded + rejected,
    loaded,
    rejected,
    setAside: read.rejects.filter(({ code }) => isSetAside(code)).length,
    path: 'careful',
    warnings: [...about.warnings, ...headerWarnings(header, loaded + rejected), ...read.warnings],
  };
  return {
    report,
    parts: read.parts,
    rejects: read.rejects,
    headers: header.columns,
    fromFamilies: header.members !== null,
    original: { from: 'sheet', dump: path },
  };
}

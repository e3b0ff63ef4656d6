import { InputError } from '../model/errors.js';
import { dumpedRows, firstRows } from './dumped-rows.js';
import type { ByteFacts } from './byte-scanner.js';
import { decideEncoding, decodeHead, type ExportEncoding } from './encoding.js';
import { locateHeader, type HeaderLine } from './find-header.js';
import { openDelivery } from './open-delivery.js';
import { RecordCutter } from './record-cutter.js';
import type { RejectCode } from './record-sink.js';
import { readHead, scanExport, type ExportFile } from './scan.js';
import { eachDecodedChunk } from './segments.js';
import { splitFields } from './split-fields.js';
import { locateTableHeader } from './table-header.js';
import { plainText, type DumpedSheet } from './tables/table-dump.js';

/** A list that people filled in, small enough to be held: a grid's, a village's. */
export interface ReadList {
  readonly sha256: string;
  readonly headers: readonly string[];
  readonly rows: readonly ListRow[];
  /** Rows that cannot be taken apart. */
  readonly torn: readonly { readonly line: number; readonly code: RejectCode }[];
  /** Rows without any value. */
  readonly blank: number;
}

/** `line` is the physical line, or the row of the sheet. */
export interface ListRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const HEAD_BYTES = 1 << 18;
const ROWS_FOR_HEADER = 30;

/**
 * Reads a list that came back, as text or as a workbook, by the headers that `known` tells; titles may stand above. Of a
 * workbook the first visible sheet with such a header counts. What is unpacked goes into `folder`, which the caller
 * removes. Throws InputError where the file cannot be read, and E_LIST_HEADER where no row is its header.
 */
export async function readList(
  file: ExportFile,
  folder: string,
  known: (header: string) => boolean,
): Promise<ReadList> {
  const delivery = await openDelivery(file, folder);
  if (delivery.form === 'text') {
    const { sha256, ...list } = await readText(delivery.file, known);
    return { ...list, sha256: delivery.packed?.sha256 ?? sha256 };
  }
  return { ...(await readSheets(file, delivery.sheets, known)), sha256: delivery.packed.sha256 };
}

async function readText(file: ExportFile, known: (header: string) => boolean): Promise<ReadList> {
  const facts = await scanExport(file);
  const head = await readHead(file, HEAD_BYTES);
  const encoding = encodingOf(file, facts, head, known);
  const header = locateHeader(decodeHead(encoding, head), known);
  if (header === null) throw noHeader(file);
  const rows: ListRow[] = [];
  const torn: { readonly line: number; readonly code: RejectCode }[] = [];
  const cutter = new RecordCutter(cutterOptions(header), {
    plain: (line, bytes) =>
      rows.push({ line, cells: splitFields(bytes.toString('utf8'), header.delimiter).fields }),
    fields: (line, cells) => rows.push({ line, cells }),
    reject: ({ line, code }) => torn.push({ line, code }),
  });
  await eachDecodedChunk({ file, encoding }, (bytes) => {
    cutter.push(bytes);
    return Promise.resolve();
  });
  cutter.finish();
  return { sha256: facts.sha256 ?? '', headers: header.headers, rows, torn, blank: cutter.blank };
}

/** The headers of our own list settle what Chinese spreadsheets save; all else is decided as for exports, which costs far more. */
function encodingOf(
  file: ExportFile,
  facts: ByteFacts,
  head: Buffer,
  known: (header: string) => boolean,
): ExportEncoding {
  const isOurs = (header: string): boolean => /\p{Script=Han}/u.test(header) && known(header);
  if (
    facts.bom === null &&
    facts.badByte !== null &&
    locateHeader(decodeHead('gb18030', head), isOurs) !== null
  )
    return 'gb18030';
  return decideEncoding(file.shown, facts, head);
}

/** Every cell of a list that people type into may hold a line break. */
function cutterOptions({
  delimiter,
  headers,
  lastLine,
}: HeaderLine): ConstructorParameters<typeof RecordCutter>[0] {
  return { delimiter, columns: headers.length, freeText: new Set(headers.keys()), headerLine: lastLine };
}

async function readSheets(
  file: ExportFile,
  sheets: readonly DumpedSheet[],
  known: (header: string) => boolean,
): Promise<Omit<ReadList, 'sha256'>> {
  for (const sheet of sheets) {
    if (sheet.hidden || sheet.path === null) continue;
    const header = locateTableHeader(await firstRows(sheet, ROWS_FOR_HEADER), sheet.merged, known);
    if (header === null) continue;
    const rows: ListRow[] = [];
    for await (const { line, cells } of dumpedRows(sheet.path)) {
      if (line > header.lastLine) rows.push({ line, cells: cells.map(plainText) });
    }
    return { headers: header.headers, rows, torn: [], blank: 0 };
  }
  throw noHeader(file);
}

function noHeader(file: ExportFile): InputError {
  return new InputError(`${file.shown}: no row has the headers of a list`, {
    zh: `${file.shown}：没有一行是清单的表头`,
    code: 'E_LIST_HEADER',
    hint: 'fill in the list that yingbao wrote and keep its header row',
    file: file.shown,
    line: 1,
  });
}

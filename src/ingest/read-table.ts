import { mkdir } from 'node:fs/promises';
import { ident, text } from '../engine/sql.js';
import { InputError } from '../model/errors.js';
import { safeText } from '../normalize/text.js';
import { LINE_BREAK_MARK, readCsvExpression } from './csv-source.js';
import { decideEncoding, decodeHead } from './encoding.js';
import { DELIMITERS, type HeaderLine } from './find-header.js';
import type { CutReject } from './record-sink.js';
import { readHead, scanExport, type ExportFile } from './scan.js';
import { writeSegments } from './segments.js';
import type { Segment } from './segment-writer.js';
import { splitFields } from './split-fields.js';

const HEAD_BYTES = 256 * 1024;

/** Any table with a header line, whatever it is about. */
export interface ReadTable {
  /** Headers as they stand in the file. */
  readonly headers: readonly string[];
  readonly records: number;
  readonly rejects: readonly CutReject[];
  /** A query with `line` (BIGINT, physical, 1-based) and the columns asked for, VARCHAR, in file order of nothing. */
  readonly query: (columns: readonly { readonly header: string; readonly as: string }[]) => string;
}

/**
 * Reads a CSV file without knowing its kind: the first line that is not empty is the header. Records are cut by our own
 * cutter into files in `folder`, which the query reads. Throws InputError where the file cannot be read.
 */
export async function readTable(file: ExportFile, folder: string, fileIndex: number): Promise<ReadTable> {
  const facts = await scanExport(file);
  const head = await readHead(file, HEAD_BYTES);
  const encoding = decideEncoding(file.shown, facts, head);
  const header = firstHeader(decodeHead(encoding, head), file.shown);
  const segments: Segment[] = [];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const request = {
    file,
    encoding,
    header,
    freeText: new Set(header.headers.keys()),
    folder,
    fileIndex,
  };
  const read = await writeSegments(request, (segment) => {
    segments.push(segment);
    return Promise.resolve();
  });
  return {
    headers: header.headers,
    records: segments.reduce((sum, { records }) => sum + records, 0),
    rejects: read.rejects,
    query: (columns) =>
      segments.map((segment) => segmentQuery(segment, header, columns)).join('\nUNION ALL\n'),
  };
}

/** The delimiter that cuts the first line into most fields. */
function firstHeader(head: string, shown: string): HeaderLine {
  const lines = head.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const index = lines.findIndex((line) => line.trim() !== '');
  const candidates = DELIMITERS.map((delimiter) => ({
    delimiter,
    headers: splitFields(lines[index] ?? '', delimiter).fields.map((cell) => safeText(cell).trim()),
  })).sort((a, b) => b.headers.length - a.headers.length);
  const best = candidates[0];
  if (index < 0 || best === undefined) {
    throw new InputError(`${shown}: no header line`, {
      zh: `${shown}：没有表头`,
      code: 'E_HEADER_UNKNOWN',
      file: shown,
      line: 1,
    });
  }
  return { ...best, line: index + 1, lastLine: index + 1 };
}

function segmentQuery(
  segment: Segment,
  header: HeaderLine,
  columns: readonly { readonly header: string; readonly as: string }[],
): string {
  const source = readCsvExpression({
    path: segment.path,
    delimiter: header.delimiter,
    columns: header.headers.length,
  });
  const selected = columns.map(({ header: wanted, as }) => {
    const place = header.headers.indexOf(wanted);
    const cell =
      place < 0 ? 'CAST(NULL AS VARCHAR)' : `trim(replace(c${place}, ${text(LINE_BREAK_MARK)}, ' '))`;
    return `  ${cell} AS ${ident(as)}`;
  });
  return `SELECT\n  CAST(line AS BIGINT) AS line,\n${selected.join(',\n')}\nFROM ${source}`;
}

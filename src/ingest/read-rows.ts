import { createTranscoder, undecodable } from './encoding.js';
import type { CleanWay, ExportParts, ExportReading } from './export-parts.js';
import { assertAllLinesSeen, cleanLines, freeTextColumns, PartList } from './export-parts.js';
import type { FoundHeader } from './find-header.js';
import { UndecodableByte } from './gb18030.js';
import { RecordCutter } from './record-cutter.js';
import type { CutReject, RecordSink } from './record-sink.js';
import { RowLoader } from './row-loader.js';
import { ROLE_CODES, type RowRole } from './row-roles.js';
import { RowSorter } from './row-sorter.js';
import { eachChunk } from './scan.js';
import { splitFields } from './split-fields.js';

/** What is known of single lines before the rows are read. */
export interface KnownRows {
  /** Lines that certainly are no records. */
  readonly roles: ReadonlyMap<number, RowRole>;
  /** Lines that have to be looked at cell by cell. */
  readonly doubtful: ReadonlySet<number>;
}

/**
 * Reads an export of text record by record like the careful path, and looks cell by cell at the rows that are doubtful;
 * in a sheet of families at all of them. Throws as readCarefully does.
 */
export async function readRows(reading: ExportReading, known: KnownRows): Promise<ExportParts> {
  const loaded = new PartList(reading);
  const clean = cleanLines(reading, loaded);
  try {
    return await throughRows(reading, known, { loader: new RowLoader(reading, loaded, clean?.parts), clean });
  } finally {
    clean?.parts.abandon();
  }
}

async function throughRows(
  { inspected, request }: ExportReading,
  known: KnownRows,
  { loader, clean }: { readonly loader: RowLoader; readonly clean: CleanWay | null },
): Promise<ExportParts> {
  const { header, file, encoding } = inspected;
  const sorter = new RowSorter(request.kind, header, loader);
  const options = {
    delimiter: header.delimiter,
    columns: header.headers.length,
    freeText: freeTextColumns(inspected),
    headerLine: header.lastLine,
    checker: clean?.checker ?? null,
  };
  const cutter = new RecordCutter(options, {
    ...sortingSink(loader, sorter, header, known),
    // A clean line holds one person with a number, so nothing is known against it.
    clean: (run) => clean?.take(run),
  });
  const transcoder = createTranscoder(encoding);
  try {
    await eachChunk(file, async (chunk) => {
      cutter.push(transcoder.push(chunk));
      await loader.settle();
    });
    transcoder.finish();
  } catch (error) {
    if (error instanceof UndecodableByte) throw undecodable(file.shown, encoding, error.offset);
    throw error;
  }
  cutter.finish();
  assertAllLinesSeen(inspected, cutter.line);
  const blank = cutter.blank + sorter.blank;
  return { ...(await loader.finish()), blank, recordEnds: cutter.recordEnds, takenApart: cutter.takenApart };
}

/** Sends each record where it belongs: set aside, looked at, or loaded as it is. */
function sortingSink(
  loader: RowLoader,
  sorter: RowSorter,
  { members, delimiter }: FoundHeader,
  known: KnownRows,
): RecordSink {
  const isDoubtful = (line: number): boolean => members !== null || known.doubtful.has(line);
  const setAside = (line: number): boolean => {
    const code = noteCode(known.roles.get(line));
    if (code !== null) loader.reject({ line, lines: 1, code, column: null });
    return code !== null;
  };
  return {
    plain: (line, bytes) => {
      if (setAside(line)) return;
      if (isDoubtful(line)) sorter.row(line, splitFields(bytes.toString('utf8'), delimiter).fields);
      else loader.plain(line, bytes);
    },
    fields: (line, fields) => {
      if (setAside(line)) return;
      if (isDoubtful(line)) sorter.row(line, fields);
      else loader.record(line, fields);
    },
    reject: (reject) => {
      if (!setAside(reject.line)) loader.reject(reject);
    },
  };
}

function noteCode(role: RowRole | undefined): CutReject['code'] | null {
  return role === undefined || role === 'record' || role === 'blank' ? null : ROLE_CODES[role];
}

import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Engine } from '../engine/engine.js';
import { text } from '../engine/sql.js';
import { findIssue } from '../model/issue-catalogue.js';
import { dumpedRows } from './dumped-rows.js';
import type { ExportEncoding } from './encoding.js';
import type { CutReject } from './record-sink.js';
import { eachChunk, type ExportFile } from './scan.js';
import { ERROR_MARK, NUMBER_MARK, UNSAVED_FORMULA } from './tables/table-dump.js';

/** Where the original rows of rejects stand: in a file of text, or in the dump of a sheet. */
export type RejectOriginals =
  | { readonly from: 'text'; readonly file: ExportFile; readonly encoding: ExportEncoding }
  | { readonly from: 'sheet'; readonly dump: string };

/** The rejects of one file, in order of line. */
export interface FileRejects {
  /** How contracts name the file. */
  readonly shown: string;
  readonly original: RejectOriginals;
  readonly headers: readonly string[];
  readonly rejects: readonly CutReject[];
}

const LF = 0x0a;
const CR = 0x0d;

export const REJECTS_PARQUET = 'rejects.parquet';
export const REJECTS_BYTES = 'rejects.bin';

/**
 * Writes `rejects.parquet` (file, line, lines, code, column, message, message_zh, byte_offset, byte_length) and beside
 * it `rejects.bin`, the original bytes of the rejected lines in the same order. Returns the Parquet file's name, or
 * null without rejects.
 */
export async function writeRejects(
  engine: Engine,
  folder: string,
  files: readonly FileRejects[],
): Promise<string | null> {
  if (files.every(({ rejects }) => rejects.length === 0)) return null;
  const bytes = await open(join(folder, REJECTS_BYTES), 'wx', 0o600);
  const rows: (string | number | null)[][] = [];
  let offset = 0;
  try {
    for (const file of files) {
      for (const [index, original] of (await originalBytes(file)).entries()) {
        const reject = file.rejects[index];
        if (reject === undefined) continue;
        await bytes.write(original);
        rows.push([...describe(file, reject), offset, original.length]);
        offset += original.length;
      }
    }
  } finally {
    await bytes.close();
  }
  await toParquet(engine, folder, rows);
  return REJECTS_PARQUET;
}

function describe(file: FileRejects, reject: CutReject): (string | number | null)[] {
  const issue = findIssue(reject.code);
  const column = reject.column === null ? null : (file.headers[reject.column] ?? null);
  return [file.shown, reject.line, reject.lines, reject.code, column, issue?.en ?? '', issue?.zh ?? ''];
}

async function toParquet(
  engine: Engine,
  folder: string,
  rows: readonly (string | number | null)[][],
): Promise<void> {
  const csv = join(folder, 'rejects.csv');
  const handle = await open(csv, 'wx', 0o600);
  await handle.writeFile(stringify(rows as unknown[][], { quoted_string: true }));
  await handle.close();
  const query = [
    'SELECT file, line, lines, code, "column", message, message_zh, byte_offset, byte_length',
    `FROM read_csv(${text(csv)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"',`,
    "  columns = {'file': 'VARCHAR', 'line': 'BIGINT', 'lines': 'BIGINT', 'code': 'VARCHAR', 'column': 'VARCHAR',",
    "    'message': 'VARCHAR', 'message_zh': 'VARCHAR', 'byte_offset': 'BIGINT', 'byte_length': 'BIGINT'})",
  ].join('\n');
  await engine.run(engine.dialect.writeParquet(query, join(folder, REJECTS_PARQUET), { keepOrder: true }));
  await rm(csv);
}

/**
 * The bytes of each reject as they stand in the file; of a sheet, its cells as a line of CSV. Lines end at LF bytes in
 * every encoding we read but UTF-16, where LF is two bytes. A file with lone CRs has its lines counted the same way.
 */
async function originalBytes({ original, rejects }: FileRejects): Promise<readonly Buffer[]> {
  if (original.from === 'sheet') return sheetRows(original.dump, rejects);
  const { file, encoding } = original;
  const found: Buffer[] = [];
  const cutter = new LineCutter(encoding, (line, bytes, start, end) => {
    const current = rejects[found.length];
    if (current === undefined || line < current.line) return;
    parts.push(Buffer.from(bytes.subarray(start, end)));
    if (line < current.line + current.lines - 1) return;
    found.push(Buffer.concat(parts));
    parts.length = 0;
  });
  const parts: Buffer[] = [];
  await eachChunk(file, (chunk) => cutter.push(chunk));
  cutter.finish();
  return found;
}

async function sheetRows(dump: string, rejects: readonly CutReject[]): Promise<readonly Buffer[]> {
  const wanted = new Set(rejects.map(({ line }) => line));
  const found = new Map<number, Buffer>();
  if (wanted.size === 0) return [];
  for await (const { line, cells } of dumpedRows(dump)) {
    if (!wanted.has(line)) continue;
    const plain = cells.map(asShown);
    found.set(line, Buffer.from(stringify([plain]), 'utf8'));
  }
  return rejects.map(({ line }) => found.get(line) ?? Buffer.alloc(0));
}

/** A cell as its spreadsheet shows it; what a formula would come to nobody knows. */
function asShown(cell: string): string {
  return cell.replace(UNSAVED_FORMULA, '=').replace(ERROR_MARK, '').replaceAll(NUMBER_MARK, '');
}

/** Cuts raw bytes into physical lines, each with its line end, in the same way as the record cutter. */
class LineCutter {
  /** The chunk behind what the last one left over; used again, because a new one each time keeps the collector busy. */
  private buffer = Buffer.alloc(0);
  private used = 0;
  private line = 0;
  /** The next LF and CR that are known. */
  private lf = -1;
  private cr = -1;
  private readonly width: number;
  private readonly lowByte: number;

  constructor(
    encoding: ExportEncoding,
    /** Gets the place of each line in the bytes: a Buffer of its own for each would cost more than finding it. */
    private readonly take: (line: number, bytes: Buffer, start: number, end: number) => void,
  ) {
    this.width = encoding.startsWith('utf-16') ? 2 : 1;
    this.lowByte = encoding === 'utf-16be' ? 1 : 0;
  }

  push(chunk: Buffer): void {
    const length = this.used + chunk.length;
    if (length > this.buffer.length) this.buffer = Buffer.concat([this.buffer], length * 2);
    chunk.copy(this.buffer, this.used);
    this.used = length;
    // A line of many chunks is looked through once.
    if (this.width === 1 && !chunk.includes(LF) && !chunk.includes(CR)) return;
    const start = this.cut(this.buffer.subarray(0, length), false);
    this.buffer.copyWithin(0, start, length);
    this.used = length - start;
  }

  finish(): void {
    const bytes = this.buffer.subarray(0, this.used);
    const start = this.cut(bytes, true);
    if (start < bytes.length) this.emit(bytes, start, bytes.length);
  }

  /** Returns where the line starts that is not whole. */
  private cut(bytes: Buffer, last: boolean): number {
    this.lf = this.cr = -1;
    let start = 0;
    for (;;) {
      const at = this.nextBreak(bytes, start);
      const after = at + this.width;
      const isCr = this.unit(bytes, at) === CR;
      if (after > bytes.length || (isCr && after + this.width > bytes.length && !last)) break;
      const end = isCr && this.unit(bytes, after) === LF ? after + this.width : after;
      this.emit(bytes, start, end);
      start = end;
    }
    return start;
  }

  /** Where the next LF or CR stands; Infinity without one. */
  private nextBreak(bytes: Buffer, from: number): number {
    if (this.width === 2) {
      for (let at = from; at + 2 <= bytes.length; at += 2) {
        const unit = this.unit(bytes, at);
        if (unit === LF || unit === CR) return at;
      }
      return Infinity;
    }
    if (this.lf < from) this.lf = placeOf(LF, bytes, from);
    if (this.cr < from) this.cr = placeOf(CR, bytes, from);
    return Math.min(this.lf, this.cr);
  }

  private unit(bytes: Buffer, at: number): number {
    if (this.width === 1) return bytes[at] ?? -1;
    return (bytes[at + 1 - this.lowByte] ?? 0) === 0 ? (bytes[at + this.lowByte] ?? -1) : -1;
  }

  private emit(bytes: Buffer, start: number, end: number): void {
    this.line += 1;
    this.take(this.line, bytes, start, end);
  }
}

function placeOf(byte: number, bytes: Buffer, from: number): number {
  const at = bytes.indexOf(byte, from);
  return at === -1 ? Infinity : at;
}

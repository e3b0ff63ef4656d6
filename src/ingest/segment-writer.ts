import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenForms } from './clean-lines/line-checker.js';
import { LINE_BREAK_MARK } from './csv-source.js';
import type { CleanRun } from './clean-lines/clean-runs.js';

const BUFFER_BYTES = 1 << 20;
const CR = 0x0d;

/** A CSV file of ours, in UTF-8, one record a line. */
export interface Segment {
  readonly path: string;
  /** Line of the first record in the export where records follow each other; null where each has its number. */
  readonly firstLine: number | null;
  readonly records: number;
  /** Where all its records are clean: the categories that stand in them. */
  readonly seen?: SeenForms;
}

/** Writes one segment. Files are private: they hold plain names. */
export class SegmentWriter {
  private readonly fd: number;
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;
  private records = 0;
  bytes = 0;

  constructor(
    private readonly path: string,
    private readonly firstLine: number | null,
  ) {
    this.fd = openSync(path, 'wx', 0o600);
  }

  /** A record whose bytes stay as they are, after its line number. */
  numbered(line: number, delimiter: string, bytes: Buffer): void {
    this.slice(line, delimiter.charCodeAt(0), { bytes, start: 0, end: bytes.length });
  }

  /** Clean records: as they stand, or each after its number. */
  run(run: CleanRun, delimiter: string): void {
    if (this.firstLine !== null) {
      this.lines(run.bytes.subarray(run.start, run.ends[run.records - 1]), run.records);
      return;
    }
    const stop = delimiter.charCodeAt(0);
    let start = run.start;
    for (let index = 0; index < run.records; index += 1) {
      const end = run.ends[index] as number;
      const width = run.bytes[end - 2] === CR ? 2 : 1;
      this.slice(run.line + index, stop, { bytes: run.bytes, start, end: end - width });
      start = end;
    }
  }

  /** A record that is written anew: quoted where needed, line breaks marked. */
  fields(line: number, delimiter: string, fields: readonly string[]): void {
    this.text(`${line}${delimiter}${fields.map((field) => writeField(field, delimiter)).join(delimiter)}\n`);
  }

  /** Whole lines, each one record. */
  lines(bytes: Buffer, records: number): void {
    this.flush();
    this.write(bytes);
    this.records += records;
  }

  close(): Segment {
    this.flush();
    closeSync(this.fd);
    return { path: this.path, firstLine: this.firstLine, records: this.records };
  }

  /** A part of `bytes` after its line number; a copy of its own would cost more than the copying. */
  private slice(
    line: number,
    stop: number,
    { bytes, start, end }: { readonly bytes: Buffer; readonly start: number; readonly end: number },
  ): void {
    const length = end - start + 24;
    if (this.used + length > BUFFER_BYTES) this.flush();
    if (length > BUFFER_BYTES) {
      this.text(`${line}${String.fromCharCode(stop)}${bytes.toString('utf8', start, end)}\n`);
      return;
    }
    this.used = putNumber(this.buffer, this.used, line);
    this.buffer[this.used++] = stop;
    this.used += bytes.copy(this.buffer, this.used, start, end);
    this.buffer[this.used++] = 0x0a;
    this.records += 1;
  }

  private text(value: string): void {
    this.flush();
    this.write(Buffer.from(value, 'utf8'));
    this.records += 1;
  }

  private flush(): void {
    if (this.used === 0) return;
    this.write(this.buffer.subarray(0, this.used));
    this.used = 0;
  }

  private write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.fd, bytes, at);
    this.bytes += bytes.length;
  }
}

/** The path of a segment; clean and doubtful ones of one file never meet. */
export function segmentPath(
  folder: string,
  file: number,
  way: 'clean' | 'doubtful',
  segment: number,
): string {
  return join(
    folder,
    `segment-${String(file).padStart(3, '0')}-${way}-${String(segment).padStart(4, '0')}.csv`,
  );
}

function putNumber(buffer: Buffer, at: number, value: number): number {
  let width = 1;
  for (let limit = 10; limit <= value; limit *= 10) width += 1;
  for (let place = at + width - 1, rest = value; place >= at; place -= 1) {
    buffer[place] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return at + width;
}

function writeField(field: string, delimiter: string): string {
  const oneLine = field.replaceAll(LINE_BREAK_MARK, ' ').replace(/\r\n|\n|\r/g, LINE_BREAK_MARK);
  const plain = !oneLine.includes('"') && !oneLine.includes(delimiter) && oneLine.trim() === oneLine;
  return plain ? oneLine : `"${oneLine.replaceAll('"', '""')}"`;
}

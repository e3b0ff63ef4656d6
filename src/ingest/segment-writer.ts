import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LINE_BREAK_MARK } from './csv-source.js';

const BUFFER_BYTES = 1 << 20;

/** Large enough to be one good part, small enough that loading one overlaps with writing the next. */
export const SEGMENT_BYTES = 64 << 20;

/** A CSV file of ours, in UTF-8, one record a line, each behind its line in the export. */
export interface Segment {
  readonly path: string;
  readonly records: number;
}

/** Writes one segment. Files are private: they hold plain names. */
export class SegmentWriter {
  private readonly fd: number;
  private readonly buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  private used = 0;
  private records = 0;
  bytes = 0;

  constructor(private readonly path: string) {
    this.fd = openSync(path, 'wx', 0o600);
  }

  /** A record whose bytes stay as they are, after its line number. */
  numbered(line: number, delimiter: string, bytes: Buffer): void {
    const length = bytes.length + 24;
    if (this.used + length > BUFFER_BYTES) this.flush();
    if (length > BUFFER_BYTES) {
      this.text(`${line}${delimiter}${bytes.toString('utf8')}\n`);
      return;
    }
    this.used = putNumber(this.buffer, this.used, line);
    this.buffer[this.used++] = delimiter.charCodeAt(0);
    this.used += bytes.copy(this.buffer, this.used);
    this.buffer[this.used++] = 0x0a;
    this.records += 1;
  }

  /** A record that is written anew: quoted where needed, line breaks marked. */
  fields(line: number, delimiter: string, fields: readonly string[]): void {
    this.text(`${line}${delimiter}${fields.map((field) => writeField(field, delimiter)).join(delimiter)}\n`);
  }

  close(): Segment {
    this.flush();
    closeSync(this.fd);
    return { path: this.path, records: this.records };
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

export function segmentPath(folder: string, file: number, segment: number): string {
  return join(folder, `segment-${String(file).padStart(3, '0')}-${String(segment).padStart(4, '0')}.csv`);
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

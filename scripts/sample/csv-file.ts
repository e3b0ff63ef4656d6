import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { encodeGb18030 } from './encode-gb18030.js';

export interface CsvLayout {
  readonly encoding: 'utf8' | 'utf8-bom' | 'gb18030';
  readonly eol: '\n' | '\r\n';
  readonly headers: readonly string[];
}

export interface CsvFile {
  /** Writes one record; returns the physical 1-based line on which it starts. */
  write(cells: readonly string[]): number;
  close(): void;
}

const CHUNK = 1 << 20;

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Opens a CSV file, writes its header and streams records in large chunks. */
export function createCsvFile(path: string, layout: CsvLayout): CsvFile {
  mkdirSync(dirname(path), { recursive: true });
  const handle = openSync(path, 'w');
  let pending: string[] = [];
  let size = 0;
  let line = 1;
  const flush = (): void => {
    const text = pending.join('');
    const bytes = layout.encoding === 'gb18030' ? encodeGb18030(text) : Buffer.from(text, 'utf8');
    let written = 0;
    while (written < bytes.length) written += writeSync(handle, bytes, written);
    pending = [];
    size = 0;
  };
  const write = (cells: readonly string[]): number => {
    if (cells.length !== layout.headers.length) throw new RangeError(`${cells.length} cells in ${path}`);
    const record = cells.map(quoted).join(',') + layout.eol;
    const start = line;
    line += lineBreaks(record);
    pending.push(record);
    size += record.length;
    if (size >= CHUNK) flush();
    return start;
  };
  if (layout.encoding === 'utf8-bom') pending.push('\u{feff}');
  write(layout.headers);
  return {
    write,
    close: () => {
      flush();
      closeSync(handle);
    },
  };
}

import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { encodeGb18030 } from '../sample/encode-gb18030.js';
import { INSURANCE_HEADER, insuranceCells, writeLines } from './synthesize.js';

/** The same insured people three times: clean in UTF-8, clean in GB18030, and with every 100th row dirty. */
export interface IngestExports {
  readonly utf8: string;
  readonly gb18030: string;
  readonly dirty: string;
}

export async function writeIngestExports(folder: string, rows: number): Promise<IngestExports> {
  const files = {
    utf8: join(folder, '参保-utf8.csv'),
    gb18030: join(folder, '参保-gb18030.csv'),
    dirty: join(folder, '参保-dirty.csv'),
  };
  await writeLines(files.utf8, INSURANCE_HEADER, rows, (person) => insuranceCells(person).join(','));
  await writeLines(files.dirty, INSURANCE_HEADER, rows, (person) =>
    person % 100 === 50 ? dirtyLine(person) : insuranceCells(person).join(','),
  );
  await toGb18030(files.utf8, files.gb18030);
  return files;
}

type Cells = readonly string[];

function changed(cells: Cells, column: number, change: (cell: string) => string): string {
  return cells.map((cell, index) => (index === column ? change(cell) : cell)).join(',');
}

/** What exports really suffer from: seven in ten dirty rows have a value written oddly, three have a torn line. */
const DIRT: readonly ((cells: Cells) => string)[] = [
  (cells) => changed(cells, 1, (id) => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`),
  (cells) => changed(cells, 1, (id) => `${id.slice(0, 6)}********${id.slice(14)}`),
  (cells) => changed(cells, 1, (id) => `${id.slice(0, 15)}000`),
  (cells) => changed(cells, 0, (name) => `${name.slice(0, 1)} ${name.slice(1)}（已故）`),
  (cells) => changed(cells, 6, (phone) => `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`),
  (cells) => changed(cells, 3, () => '参保缴费中断'),
  (cells) => changed(cells, 9, (village) => `  ${village}\u3000`),
  (cells) => changed(cells, 9, (village) => `"${village}"东侧`),
  (cells) => `\n${cells.join(',')}`,
  (cells) => changed(cells, 5, () => '1,500'),
];

function dirtyLine(person: number): string {
  const dirt = DIRT[Math.floor(person / 100) % DIRT.length];
  return dirt?.(insuranceCells(person)) ?? '';
}

async function toGb18030(from: string, to: string): Promise<void> {
  const out = createWriteStream(to);
  for await (const text of createReadStream(from, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    if (!out.write(encodeGb18030(String(text)))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

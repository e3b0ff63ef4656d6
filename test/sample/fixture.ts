import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { DirtLevel } from '../../scripts/sample/dirt/level.js';
import { generateSample, type SampleRequest } from '../../scripts/sample/generate.js';

export const REQUEST: SampleRequest = { residents: 6000, seed: 11, dirt: 'typical', asOf: '2026-10-31', counties: 1 };

/** Makes a sample in a folder of its own; call `remove` at the end. */
export function makeSample(request: Partial<SampleRequest> = {}): { readonly folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'sample-test-'));
  generateSample(folder, { ...REQUEST, ...request });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export type Cells = Readonly<Record<string, string>>;

export function readTruth(folder: string, name: string): readonly Cells[] {
  return parse(readFileSync(join(folder, 'truth', `${name}.csv`)), { columns: true });
}

/** Text of an export as its department encodes it. */
export function readExport(folder: string, file: string): string {
  const bytes = readFileSync(join(folder, file));
  const utf8 = Buffer.from(bytes.toString('utf8')).equals(bytes);
  return new TextDecoder(utf8 ? 'utf-8' : 'gb18030').decode(bytes);
}

/** Records of an export by the physical line on which they start, read by csv-parse. */
export function recordsByLine(folder: string, file: string): ReadonlyMap<number, Cells> {
  const rows = parse(readExport(folder, file), { info: true, record_delimiter: ['\r\n', '\n'], bom: true }) as unknown as {
    readonly record: readonly string[];
    readonly info: { readonly lines: number };
  }[];
  const [header, ...rest] = rows;
  const records = new Map<number, Cells>();
  let line = 2;
  for (const { record } of rest) {
    records.set(line, Object.fromEntries((header?.record ?? []).map((name, index) => [name, record[index] ?? ''])));
    line += 1 + record.join('').split('\n').length - 1;
  }
  return records;
}

export type { DirtLevel };

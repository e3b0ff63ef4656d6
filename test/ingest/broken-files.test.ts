import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordCutter } from '../../src/ingest/record-cutter.js';
import { splitFields } from '../../src/ingest/split-fields.js';
import { InputError } from '../../src/model/errors.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { openBench, type Bench } from './export-builder.js';

/** Nights have time for all of them; the quick tier takes a tenth. */
const RUNS = process.env['YINGBAO_NIGHT'] === undefined ? 50 : 500;

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const HEADER = '姓名,身份证号,死亡日期,备注';
const ROWS = Array.from(
  { length: 40 },
  (_, index) =>
    `许文${'梅兰竹菊'[index % 4] ?? ''},,2026-03-${String(1 + (index % 28)).padStart(2, '0')},第${index}号`,
);
const TEXT = `${[HEADER, ...ROWS].join('\n')}\n`;
const BYTES = Buffer.from(TEXT);
let count = 0;

async function ingest(bytes: Buffer): Promise<Snapshot | InputError> {
  count += 1;
  try {
    return await bench.ingest({
      kind: 'death',
      files: [bench.file(`broken-${count}.csv`, bytes)],
      onReject: 'keep',
      maxRejectShare: 1,
    });
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

/** Lines of the snapshot's rejects: a reject holds one physical line or several. */
async function rejectedLines(snapshot: Snapshot): Promise<number> {
  if (snapshot.rejects === null) return 0;
  const path = `${snapshot.folder}/${snapshot.rejects}`;
  const rows = await bench.engine.rows(`SELECT sum(lines) AS lines FROM read_parquet('${path}')`);
  return Number(rows[0]?.['lines'] ?? 0);
}

/** Every physical line below the header is a record, part of a reject, or empty: none is lost, none counted twice. */
async function expectNothingLost(snapshot: Snapshot, text: string): Promise<void> {
  const [report] = snapshot.exports;
  if (report === undefined) throw new Error('a snapshot without exports');
  expect(report.scanned).toBe(report.loaded + report.rejected);
  const records = await bench.records(snapshot);
  expect(records.length).toBe(report.loaded);
  const lines = text.split('\n');
  const physical = (text.endsWith('\n') ? lines.length - 1 : lines.length) - 1;
  expect(records.length + (await rejectedLines(snapshot)) + report.blank).toBe(physical);
  const original = new Set(ROWS.map((row) => row.split(',')[3]));
  const unchanged = records.filter((row) => original.has(String(row['remark'])));
  expect(unchanged.length).toBeGreaterThanOrEqual(records.length - 1);
}

describe('a file cut at any byte', () => {
  it('is refused, or loses nothing but the cut line, and says that its end is missing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: Buffer.byteLength(HEADER) + 2, max: BYTES.length - 1 }),
        async (length) => {
          const bytes = BYTES.subarray(0, length);
          const read = await ingest(bytes);
          if (read instanceof InputError) {
            expect(['E_TRUNCATED', 'E_ENCODING']).toContain(read.code);
            return;
          }
          await expectNothingLost(read, bytes.toString('utf8'));
          const [report] = read.exports;
          const says = report?.warnings.some(({ code }) => code === 'W_NO_FINAL_NEWLINE') ?? false;
          expect(says || bytes.at(-1) === 0x0a || report?.scanned === 0).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('a file with a torn quote anywhere', () => {
  it('keeps every line accounted for', async () => {
    const place = fc.integer({ min: Buffer.byteLength(HEADER) + 1, max: TEXT.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.constantFrom('"', '""', '",', ',"'), async (at, quote) => {
        const text = `${TEXT.slice(0, at)}${quote}${TEXT.slice(at)}`;
        const read = await ingest(Buffer.from(text));
        if (read instanceof InputError) throw read;
        await expectNothingLost(read, text);
      }),
      { numRuns: RUNS },
    );
  });
});

/** RFC 4180 as one would write it in an hour: one field after the other. */
function naive(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [whole, field, end] of text.matchAll(/("(?:[^"]|"")*"|[^,\n"]*)(,|\n|$)/gu)) {
    if (whole === '') break;
    records.at(-1)?.push((field ?? '').replace(/^"|"$/gu, '').replaceAll('""', '"'));
    if (end === '\n') records.push([]);
  }
  return records.filter((fields) => fields.length > 0);
}

describe('a CSV made by its grammar', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '张', '1', ',', '"', '\n', ' '), maxLength: 5 });
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 });

  it('is read as csv-parse and a naive reader read it, or the row is rejected', () => {
    fc.assert(
      fc.property(table, (rows) => {
        // A first cell of its own kind keeps rows from being empty or from beginning with a space.
        const named = rows.map((row, index) => [`r${index}`, ...row]);
        const text = `${named.map((row) => row.map((one) => (/^[a张1]*$/.test(one) || one.startsWith('r') ? one : `"${one.replaceAll('"', '""')}"`)).join(',')).join('\n')}\n`;
        const theirs = parse(text);
        expect(naive(text)).toEqual(theirs);
        const ours: (readonly string[])[] = [];
        let rejects = 0;
        const cutter = new RecordCutter(
          { delimiter: ',', columns: 4, freeText: new Set([1, 2, 3]), headerLine: 0 },
          {
            plain: (_line, bytes) => ours.push(splitFields(bytes.toString('utf8'), ',').fields),
            fields: (_line, fields) => ours.push(fields),
            reject: () => (rejects += 1),
          },
        );
        cutter.push(Buffer.from(text));
        cutter.finish();
        if (rejects === 0) expect(ours).toEqual(theirs);
        else expect(theirs.length).toBeGreaterThanOrEqual(ours.length);
      }),
      { numRuns: 2_000 },
    );
  });
});

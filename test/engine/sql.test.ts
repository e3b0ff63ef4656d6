import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { date, ident, number, text, textList, textRows } from '../../src/engine/sql.js';

let room: string;
let engine: Engine;
beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-sql-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 1, memoryLimitMb: 256 });
});
afterAll(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom("'", '"', ';', '-', '\\', '$', '县', '\n', '%', '/', '*'),
      maxLength: 12,
    }),
  )
  .filter((value) => !value.includes('\0'));

describe('quoting', () => {
  it('gives every text back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (values) => {
        const rows = await engine.rows(
          `SELECT ${values.map((value, index) => `${text(value)} AS v${index}`).join(', ')}`,
        );
        expect(Object.values(rows[0] ?? {})).toEqual(values);
      }),
      { numRuns: 80 },
    );
  });

  it('gives every name of a column back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyText.filter((name) => name.length > 0),
        async (name) => {
          const rows = await engine.rows(`SELECT 1 AS ${ident(name)}`);
          expect(Object.keys(rows[0] ?? {})).toEqual([name]);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('finds in a list what is in it and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 6 }), anyText, async (values, value) => {
        const rows = await engine.rows(
          `SELECT coalesce(${text(value)} IN ${textList(values)}, false) AS found`,
        );
        expect(rows[0]?.['found']).toBe(values.includes(value));
      }),
      { numRuns: 80 },
    );
  });

  it('gives every finite number back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (value) => {
        const rows = await engine.rows(`SELECT CAST(${number(value)} AS DOUBLE) AS v`);
        expect(Number(rows[0]?.['v'])).toBe(value === 0 ? Number(rows[0]?.['v']) : value);
      }),
      { numRuns: 60 },
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %s', (value) => {
    expect(() => number(value)).toThrow(RangeError);
  });

  it.each(['', 'a\0b'])('refuses %j as a name', (name) => {
    expect(() => ident(name)).toThrow(RangeError);
  });

  it('refuses NUL in text', () => {
    expect(() => text('a\0b')).toThrow(RangeError);
  });

  it.each(["2026-01-01'", '2026-1-1', '2026-01-01 00:00', ''])('refuses %j as a day', (day) => {
    expect(() => date(day)).toThrow(RangeError);
  });

  it('gives rows of text back, NULL for null, whatever stands in them', async () => {
    const cell = fc.option(
      fc.string({ unit: 'grapheme', maxLength: 12 }).filter((value) => !value.includes('\0')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: cell, 'b"': cell }), { maxLength: 8 }), async (rows) => {
        const read = await engine.rows(`SELECT * FROM (${textRows(['a', 'b"'], rows)})`);
        expect(read.map((row) => ({ a: row['a'], 'b"': row['b"'] }))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
    const [described] = await engine.rows(`DESCRIBE ${textRows(['a'], [])}`);
    expect(described).toMatchObject({ column_name: 'a', column_type: 'VARCHAR' });
  });
});

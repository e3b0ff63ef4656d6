import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { centsAt, daysAt, integerAt } from '../../src/ingest/clean-lines/clean-values.js';
import type { Cells } from '../../src/ingest/parquet/cells.js';
import { NumberColumn } from '../../src/ingest/parquet/number-columns.js';
import { ParquetFile, type ParquetColumn } from '../../src/ingest/parquet/parquet-file.js';
import { ROW_GROUP_ROWS } from '../../src/ingest/parquet/present-rows.js';
import { CodeColumn, RepeatingColumn, TextColumn } from '../../src/ingest/parquet/text-columns.js';
import { MOST_TEXTS } from '../../src/ingest/parquet/text-numbers.js';

type Text = string | null;

/** Texts as they would stand in a line; null is an empty cell. */
function cellsOf(texts: readonly Text[]): Cells {
  const places: number[] = [];
  let at = 0;
  for (const text of texts) {
    const end = at + Buffer.byteLength(text ?? '');
    places.push(at, end, 0);
    at = end;
  }
  const bytes = new TextEncoder().encode(texts.map((text) => text ?? '').join(''));
  return {
    bytes: new DataView(bytes.buffer, bytes.byteOffset, bytes.length),
    places: Int32Array.from(places),
    first: 0,
    last: places.length,
    step: 3,
  };
}

describe('a Parquet file of ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-parquet-'));
  let engine: Engine;
  let count = 0;
  beforeAll(async () => {
    engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Writes row groups; `fill` puts the rows of each into the columns. */
  function write(
    columns: readonly ParquetColumn[],
    groups: readonly number[],
    fill: (group: number) => void,
  ): string {
    const path = join(folder, `${(count += 1)}.parquet`);
    const file = new ParquetFile(path, columns);
    groups.forEach((rows, group) => {
      fill(group);
      file.writeRowGroup(rows);
    });
    file.finish();
    return path;
  }

  async function readTexts(path: string, column: string): Promise<readonly Text[]> {
    const rows = await engine.rows(`SELECT ${column} AS value FROM read_parquet('${path}')`);
    return rows.map((row) => row['value'] as Text);
  }

  /** What a reader that shares no code with the engine finds. */
  async function readElsewhere(path: string): Promise<readonly Record<string, unknown>[]> {
    const bytes = await readFile(path);
    return parquetReadObjects({
      file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    });
  }

  const text = fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }));
  const groupsOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[][]> =>
    fc.array(fc.array(value, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 });

  it('gives back every text, plain or numbered, to two readers', async () => {
    await fc.assert(
      fc.asyncProperty(groupsOf(text), async (groups) => {
        const columns = [new TextColumn('plain'), new RepeatingColumn('repeating')];
        const path = write(
          columns,
          groups.map((rows) => rows.length),
          (group) => {
            for (const column of columns) column.takeCells(cellsOf(groups[group] ?? []));
          },
        );
        const expected = groups.flat();
        expect(await readTexts(path, 'plain')).toEqual(expected);
        expect(await readTexts(path, 'repeating')).toEqual(expected);
        const elsewhere = await readElsewhere(path);
        expect(elsewhere.map((row) => [row['plain'] ?? null, row['repeating'] ?? null])).toEqual(
          expected.map((value) => [value, value]),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('gives back codes by their place in the list', async () => {
    const codes = Array.from({ length: 700 }, (_, index) => `码${index}`);
    await fc.assert(
      fc.asyncProperty(groupsOf(fc.option(fc.nat({ max: 699 }))), async (groups) => {
        const column = new CodeColumn('code', codes);
        const path = write(
          [column],
          groups.map((rows) => rows.length),
          (group) => {
            const rows = groups[group] ?? [];
            column.takeCells(
              cellsOf(rows.map((code) => (code === null ? null : 'x'))),
              (cell) => rows[cell / 3] ?? 0,
            );
          },
        );
        const expected = groups.flat().map((code) => (code === null ? null : (codes[code] ?? '')));
        expect(await readTexts(path, 'code')).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('gives back numbers, cents and days as the engine casts their text', async () => {
    const day = fc
      .date({ min: new Date('1800-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const amount = fc
      .tuple(fc.boolean(), fc.nat({ max: 999_999_999_999 }), fc.constantFrom('', '.5', '.05', '.50', '.99'))
      .map(([minus, yuan, rest]) => `${minus ? '-' : ''}${yuan}${rest}`);
    const row = fc.record({
      day: fc.option(day),
      amount: fc.option(amount),
      integer: fc.option(fc.nat({ max: 999_999_999 }).map(String)),
      line: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    });
    await fc.assert(
      fc.asyncProperty(groupsOf(row), async (groups) => {
        const days = new NumberColumn('day', 'date');
        const amounts = new NumberColumn('amount', 'money');
        const integers = new NumberColumn('integer', 'integer');
        const lines = new NumberColumn('line', 'bigint');
        const path = write(
          [days, amounts, integers, lines],
          groups.map((rows) => rows.length),
          (group) => {
            const rows = groups[group] ?? [];
            days.takeCells(cellsOf(rows.map((one) => one.day)), daysAt);
            amounts.takeCells(cellsOf(rows.map((one) => one.amount)), centsAt);
            integers.takeCells(cellsOf(rows.map((one) => one.integer)), integerAt);
            for (const { line } of rows) lines.append(line);
          },
        );
        const rows = await engine.rows(
          `SELECT CAST(day AS VARCHAR) AS day, CAST(amount AS VARCHAR) AS amount, CAST(integer AS VARCHAR) AS integer,
             CAST(line AS VARCHAR) AS line, typeof(day) || typeof(amount) || typeof(integer) || typeof(line) AS types
           FROM read_parquet('${path}')`,
        );
        const types = 'DATEDECIMAL(14,2)INTEGERBIGINT';
        const cast = async (value: Text): Promise<Text> => {
          if (value === null) return null;
          const [one] = await engine.rows(
            `SELECT CAST(CAST('${value}' AS DECIMAL(14,2)) AS VARCHAR) AS value`,
          );
          return one?.['value'] as Text;
        };
        const expected = await Promise.all(
          groups.flat().map(async (one) => ({
            day: one.day,
            amount: await cast(one.amount),
            integer: one.integer,
            line: String(one.line),
            types,
          })),
        );
        expect(rows).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  it('stops numbering where texts do not repeat, in the middle of a page and after it', async () => {
    const first = Array.from({ length: MOST_TEXTS + 40 }, (_, index) =>
      index % 9 === 4 ? null : `村${index % 7 === 0 ? 1 : index}`,
    );
    const second = [...first, ...first].map((value) => (value === null ? null : `${value}组`));
    const column = new RepeatingColumn('village');
    const path = write([column], [first.length, second.length], (group) => {
      column.takeCells(cellsOf(group === 0 ? first : second));
    });
    expect(await readTexts(path, 'village')).toEqual([...first, ...second]);
  });

  it('takes full row groups, long texts and rows without a value', async () => {
    const many = Array.from({ length: ROW_GROUP_ROWS }, (_, index) =>
      index % 1000 === 7 ? null : `${index % 300}`,
    );
    const columns = [new RepeatingColumn('a'), new TextColumn('b'), new RepeatingColumn('empty')];
    const path = write(columns, [ROW_GROUP_ROWS, 2], (group) => {
      const texts = group === 0 ? many : ['长'.repeat(100_000), null];
      columns[0]?.takeCells(cellsOf(texts));
      columns[1]?.takeCells(cellsOf(texts));
      columns[2]?.takeCells(cellsOf(texts.map(() => null)));
    });
    const expected = [...many, '长'.repeat(100_000), null];
    expect(await readTexts(path, 'a')).toEqual(expected);
    expect(await readTexts(path, 'b')).toEqual(expected);
    expect(await readTexts(path, 'empty')).toEqual(expected.map(() => null));
    const [groups] = await engine.rows(
      `SELECT count(DISTINCT row_group_id) AS n FROM parquet_metadata('${path}')`,
    );
    expect(Number(groups?.['n'])).toBe(2);
  });

  it('is no Parquet file before it is finished', async () => {
    const column = new TextColumn('name');
    const path = join(folder, 'half.parquet');
    const file = new ParquetFile(path, [column]);
    column.takeCells(cellsOf(['许文梅']));
    file.writeRowGroup(1);
    file.close();
    await expect(engine.rows(`SELECT * FROM read_parquet('${path}')`)).rejects.toThrow();
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordCutter } from '../../src/ingest/record-cutter.js';
import type { CutReject } from '../../src/ingest/record-sink.js';

interface Cut {
  readonly records: readonly (readonly [line: number, ...fields: string[]])[];
  readonly rejects: readonly CutReject[];
  readonly blank: number;
  readonly lines: number;
}

function cut(
  text: string,
  options: { columns?: number; freeText?: readonly number[]; chunk?: number } = {},
): Cut {
  const bytes = Buffer.from(text, 'utf8');
  const records: [number, ...string[]][] = [];
  const rejects: CutReject[] = [];
  const cutter = new RecordCutter(
    {
      delimiter: ',',
      columns: options.columns ?? 3,
      freeText: new Set(options.freeText ?? [2]),
      headerLine: 0,
    },
    {
      plain: (line, buffer) => records.push([line, ...buffer.toString('utf8').split(',')]),
      fields: (line, fields) => records.push([line, ...fields]),
      reject: (reject) => rejects.push(reject),
    },
  );
  const chunk = options.chunk ?? Math.max(1, bytes.length);
  for (let at = 0; at < bytes.length; at += chunk) cutter.push(bytes.subarray(at, at + chunk));
  cutter.finish();
  const byLine = (a: { line: number }, b: { line: number }): number => a.line - b.line;
  return {
    records: records.sort((a, b) => a[0] - b[0]),
    rejects: rejects.sort(byLine),
    blank: cutter.blank,
    lines: cutter.line,
  };
}

describe('RecordCutter', () => {
  it('cuts lines with LF, CRLF and CR', () => {
    expect(cut('a,b,c\nd,e,f\r\ng,h,i\rj,k,l').records.map(([line]) => line)).toEqual([1, 2, 3, 4]);
  });

  it('keeps a line break inside free text', () => {
    const { records, rejects } = cut('a,b,"first\nsecond"\nd,e,f\n');
    expect(records).toEqual([
      [1, 'a', 'b', 'first\nsecond'],
      [3, 'd', 'e', 'f'],
    ]);
    expect(rejects).toEqual([]);
  });

  it('rejects a line break in a column that is not free text', () => {
    const { records, rejects } = cut('a,"b\nx",c\nd,e,f\n');
    expect(rejects).toEqual([{ line: 1, lines: 2, code: 'E_LINE_BREAK', column: 1 }]);
    expect(records).toEqual([[3, 'd', 'e', 'f']]);
  });

  it('rejects only the line of a quote that never closes', () => {
    const { records, rejects } = cut('a,b,"c\nd,e,f\ng,h,i\n');
    expect(rejects).toEqual([{ line: 1, lines: 1, code: 'E_QUOTE_UNCLOSED', column: 2 }]);
    expect(records.map(([line]) => line)).toEqual([2, 3]);
  });

  it('does not let a quote that closes late swallow the rows between', () => {
    const { records, rejects } = cut('a,b,"c\nd,e,f\ng,h,i\nj,k,l"\nm,n,o\n');
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[1, 'E_QUOTE_UNCLOSED']]);
    expect(records.map(([line]) => line)).toEqual([2, 3, 4, 5]);
  });

  it('does not let two torn quotes join their rows', () => {
    const { records, rejects } = cut('"a,b,c\nd",e,f\ng,h,i\n', { freeText: [0, 2] });
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[1, 'E_QUOTE_UNCLOSED']]);
    expect(records.map(([line]) => line)).toEqual([2, 3]);
  });

  it('rejects a wrong count of fields, but not empty ones too many at the end', () => {
    const { records, rejects } = cut('a,b\na,b,c,d\na,b,c,,\n');
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([
      [1, 'E_FIELD_COUNT'],
      [2, 'E_FIELD_COUNT'],
    ]);
    expect(records).toEqual([[3, 'a', 'b', 'c']]);
  });

  it('calls an incomplete last line truncated', () => {
    expect(cut('a,b,c\nd,e').rejects).toEqual([{ line: 2, lines: 1, code: 'E_TRUNCATED', column: null }]);
    expect(cut('a,b,c\nd,e,"f').rejects).toEqual([{ line: 2, lines: 1, code: 'E_TRUNCATED', column: 2 }]);
  });

  it('counts empty lines and rows of nothing but delimiters as blank', () => {
    expect(cut('a,b,c\n\n,,\n  \nd,e,f\n')).toMatchObject({ blank: 3, lines: 5 });
  });

  it.each([
    ['E_QUOTE_TORN', 'a,"b"x,c\n', 1],
    ['E_NUL', 'a,b\0,c\n', 1],
    ['E_TOO_LONG', `a,${'x'.repeat(70_000)},c\n`, 1],
  ])('rejects with %s', (code, text, column) => {
    expect(cut(text).rejects).toEqual([{ line: 1, lines: 1, code, column }]);
  });

  const dirty = fc.string({
    unit: fc.constantFrom('a', '张', ',', '"', '\n', '\r\n', '\r', '\0'),
    maxLength: 80,
  });

  it('accounts for every physical line exactly once', () => {
    fc.assert(
      fc.property(dirty, (text) => {
        const { records, rejects, blank, lines } = cut(text);
        const breaks =
          records
            .flat()
            .filter((field) => typeof field === 'string')
            .join('')
            .match(/\r\n|\n|\r/g) ?? [];
        expect(
          records.length + breaks.length + rejects.reduce((sum, reject) => sum + reject.lines, 0) + blank,
        ).toBe(lines);
        expect(lines).toBe(text === '' ? 0 : text.replace(/(?:\r\n|\n|\r)$/, '').split(/\r\n|\n|\r/).length);
      }),
      { numRuns: 3000 },
    );
  });

  it('cuts the same records whatever the chunks', () => {
    fc.assert(
      fc.property(dirty, fc.integer({ min: 1, max: 7 }), (text, chunk) => {
        expect(cut(text, { chunk })).toEqual(cut(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('loses at most the line that a stray quote stands on', () => {
    const row = fc
      .tuple(fc.constantFrom('甲', '乙'), fc.nat(99), fc.constantFrom('x', 'y z', ''))
      .map((cells) => cells.join(','));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        (rows, where, place) => {
          const index = where % rows.length;
          const target = rows[index] ?? '';
          const at = place % (target.length + 1);
          const torn = rows.with(index, `${target.slice(0, at)}"${target.slice(at)}`);
          const { records } = cut(`${torn.join('\n')}\n`);
          const kept = new Set(records.map(([line]) => line));
          for (let line = 1; line <= rows.length; line += 1)
            if (line !== index + 1) expect(kept.has(line)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each(['\n', '\r\n', '\r'])('passes over a line of many megabytes that ends with %j', (end) => {
    const text = `a,b,c${end}d,"${'甲'.repeat(1_500_000)}${end}g,h,i${end}`;
    const { records, rejects, lines } = cut(text, { chunk: 99_991 });
    expect(records).toEqual([
      [1, 'a', 'b', 'c'],
      [3, 'g', 'h', 'i'],
    ]);
    expect(rejects.map(({ line, code }) => [line, code])).toEqual([[2, 'E_TOO_LONG']]);
    expect(lines).toBe(3);
  });

  it('needs time that grows with a long line, not with its square', () => {
    const started = performance.now();
    const { rejects } = cut(`a,b,c\nd,${'x'.repeat(60_000_000)}`, { chunk: 1 << 18 });
    expect(rejects.map(({ code }) => code)).toEqual(['E_TOO_LONG']);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteScanner, type ByteFacts } from '../../src/ingest/byte-scanner.js';

function scan(bytes: Buffer, chunk = bytes.length): ByteFacts {
  const scanner = new ByteScanner();
  for (let at = 0; at < bytes.length; at += Math.max(1, chunk))
    scanner.push(bytes.subarray(at, at + Math.max(1, chunk)));
  return scanner.finish();
}

const text = (value: string): Buffer => Buffer.from(value, 'utf8');

describe('ByteScanner', () => {
  it('counts lines by their ends', () => {
    expect(scan(text('a\nb\r\nc\rd\n'))).toMatchObject({ lines: 3, lineEndings: { lf: 2, crlf: 1, cr: 1 } });
  });

  it('counts a last line without its end, and keeps it', () => {
    const facts = scan(text('a,b\nc,张'));
    expect(facts).toMatchObject({ lines: 2, endsWithNewline: false });
    expect(facts.lastLine.toString('utf8')).toBe('c,张');
  });

  it('tells empty lines inside from those at the end', () => {
    expect(scan(text('a\n\nb\n\n\r\n'))).toMatchObject({ blankInside: 1, blankAtEnd: 2 });
  });

  it('counts lines whose quotes do not pair', () => {
    expect(scan(text('"a",b\n"c,d\n"e""f"\n'))).toMatchObject({ oddQuoteLines: 1, quotes: 7 });
  });

  it('sees NUL', () => {
    expect(scan(text('a\0b\n')).hasNul).toBe(true);
  });

  it.each([
    ['utf8', Buffer.from([0xef, 0xbb, 0xbf, 0x61])],
    ['utf16le', Buffer.from([0xff, 0xfe, 0x61, 0])],
    ['utf16be', Buffer.from([0xfe, 0xff, 0, 0x61])],
    ['gb18030', Buffer.from([0x84, 0x31, 0x95, 0x33, 0x61])],
  ])('knows the byte order mark of %s', (bom, bytes) => {
    expect(scan(bytes, 1).bom).toBe(bom);
  });

  it.each([
    ['overlong', [0x61, 0xc0, 0xaf], 1],
    ['surrogate', [0x61, 0x62, 0xed, 0xa0, 0x80], 2],
    ['above U+10FFFF', [0xf5, 0x80, 0x80, 0x80], 0],
    ['lone lead byte', [0x61, 0xe5, 0x2c, 0x62], 1],
    ['cut at the end', [0x61, 0xe5, 0xbc], 1],
  ])('finds the first byte that is not UTF-8: %s', (_name, bytes, offset) => {
    expect(scan(Buffer.from(bytes)).badByte).toBe(offset);
    expect(scan(Buffer.from(bytes), 1).badByte).toBe(offset);
  });

  it('says the same of any bytes however they are cut into chunks', () => {
    const piece = fc.constantFrom('a', '张', '𠮷', ',', '"', '\n', '\r\n', '\r', '\0', '\uFEFF', '\xff');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (pieces, chunk) => {
        const bytes = Buffer.concat(pieces.map((one) => (one === '\xff' ? Buffer.from([0xff]) : text(one))));
        expect(scan(bytes, chunk)).toEqual(scan(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with a naive reading', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('x', '"', '\n', '\r', '中') }), (value) => {
        const facts = scan(text(value), 3);
        const lines = value === '' ? [] : value.replace(/\n$/, '').split('\n');
        expect(facts.sha256).toBe(createHash('sha256').update(value).digest('hex'));
        expect(facts.lines).toBe(lines.length);
        expect(facts.oddQuoteLines).toBe(
          lines.filter((line) => (line.match(/"/g) ?? []).length % 2 === 1).length,
        );
        expect(facts.lineEndings.cr).toBe((value.match(/\r(?!\n)/g) ?? []).length);
      }),
    );
  });
});

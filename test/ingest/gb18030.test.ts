import { describe, expect, it } from 'vitest';
import { Gb18030Transcoder, UndecodableByte } from '../../src/ingest/gb18030.js';

function transcode(bytes: Buffer, chunk = bytes.length): string {
  const transcoder = new Gb18030Transcoder();
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    parts.push(Buffer.from(transcoder.push(bytes.subarray(at, at + chunk))));
  transcoder.finish();
  return Buffer.concat(parts).toString('utf8');
}

/** Every two-byte sequence that the platform's strict decoder accepts. */
function validPairs(): readonly Buffer[] {
  const pairs: Buffer[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const bytes = Buffer.from([lead, trail]);
      try {
        if (Array.from(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).length === 1)
          pairs.push(bytes);
      } catch {
        continue;
      }
    }
  }
  return pairs;
}

describe('Gb18030Transcoder', () => {
  it('agrees with the strict decoder on every pair outside private use', () => {
    const pairs = validPairs();
    expect(pairs.length).toBeGreaterThan(23_000);
    const wrong = pairs.filter((bytes) => {
      const expected = new TextDecoder('gb18030', { fatal: true }).decode(bytes);
      return !/[\uE000-\uF8FF]/.test(expected) && transcode(bytes) !== expected;
    });
    expect(wrong).toEqual([]);
  });

  it('maps the private-use characters of GBK to the standard ones', () => {
    expect(transcode(Buffer.from([0xfe, 0x51]))).toBe('𠂇');
  });

  it.each([
    [[0x95, 0x32, 0x82, 0x36], '𠀀'],
    [[0x81, 0x30, 0x84, 0x36], '¥'],
    [[0xa1, 0xa4], '·'],
  ])('reads %j', (bytes, expected) => {
    expect(transcode(Buffer.from(bytes))).toBe(expected);
  });

  it('gives the same text however it is cut', () => {
    const bytes = Buffer.concat([
      Buffer.from('a,\n'),
      Buffer.from([0xd5, 0xc5, 0x95, 0x32, 0x82, 0x36, 0xa1, 0xa4, 0x2c, 0xfe, 0x51]),
    ]);
    for (let chunk = 1; chunk <= bytes.length; chunk += 1)
      expect(transcode(bytes, chunk)).toBe(transcode(bytes));
  });

  it.each([
    [[0x61, 0xff, 0x61], 1],
    [[0xd5, 0xc5, 0xd5, 0x2c], 2],
    [[0x61, 0x62, 0xd5], 2],
    [[0x61, 0x81, 0x30, 0x81], 1],
  ])('names the byte that breaks %j', (bytes, offset) => {
    for (const chunk of [1, 2, bytes.length]) {
      try {
        transcode(Buffer.from(bytes), chunk);
        expect.unreachable();
      } catch (error) {
        expect(error).toBeInstanceOf(UndecodableByte);
        expect((error as UndecodableByte).offset).toBe(offset);
      }
    }
  });
});

import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { hmacKey, hmacSql } from '../../src/engine/keyed-hash.js';
import { text } from '../../src/engine/sql.js';

let room: string;
let engine: Engine;
beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-hash-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 1, memoryLimitMb: 256 });
});
afterAll(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

async function sqlHmac(key: Uint8Array, message: string): Promise<unknown> {
  const rows = await engine.rows(`SELECT lower(${hmacSql(hmacKey(key), text(message))}) AS mac`);
  return rows[0]?.['mac'];
}

describe('the keyed hash in SQL', () => {
  // RFC 4231, test cases 1 and 2.
  it.each([
    [Buffer.alloc(20, 0x0b), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      Buffer.from('Jefe'),
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
  ])('is HMAC-SHA-256 on the vectors of RFC 4231', async (key, message, expected) => {
    expect(await sqlHmac(key, message)).toBe(expected);
  });

  it('is what node:crypto computes, on any key and text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0')),
        async (key, message) => {
          expect(await sqlHmac(key, message)).toBe(
            createHmac('sha256', key).update(message, 'utf8').digest('hex'),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives nothing for NULL', async () => {
    const rows = await engine.rows(
      `SELECT ${hmacSql(hmacKey(Buffer.alloc(32)), 'CAST(NULL AS VARCHAR)')} AS mac`,
    );
    expect(rows[0]?.['mac']).toBeNull();
  });

  it('refuses a key longer than a block', () => {
    expect(() => hmacKey(new Uint8Array(65))).toThrow(RangeError);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { text } from '../../src/engine/sql.js';
import { CLEAN_AMOUNT } from '../../src/normalize/amount.js';
import { CLEAN_CITIZEN_ID } from '../../src/normalize/citizen-id.js';
import { CLEAN_DATE, CLEAN_MONTH } from '../../src/normalize/date.js';
import { CLEAN_DISABILITY_NUMBER } from '../../src/normalize/disability-number.js';
import { CLEAN_PERSON_NAME, PLACEHOLDER_NAMES } from '../../src/normalize/person-name.js';
import { CLEAN_PHONE } from '../../src/normalize/phone.js';

let engine: Engine;
const folder = mkdtempSync(join(tmpdir(), 'patterns-'));

beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: join(folder, 'spill'), threads: 1 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const PATTERNS = {
  CLEAN_AMOUNT,
  CLEAN_CITIZEN_ID,
  CLEAN_DATE,
  CLEAN_MONTH,
  CLEAN_DISABILITY_NUMBER,
  CLEAN_PERSON_NAME,
  CLEAN_PHONE,
};

/** Values that match, values one character away from matching, and noise; no NUL, which SQL text cannot hold. */
function samples(pattern: string): readonly string[] {
  const clean = fc.stringMatching(new RegExp(`^(?:${pattern})$`));
  const noise = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789X-.年张三·已故之妻𠮷\u3400\n ')),
    maxLength: 20,
  });
  const spoiled = fc.tuple(clean, noise).map(([value, extra]) => value + extra.slice(0, 1));
  return fc.sample(fc.oneof(clean, spoiled, noise), { numRuns: 400, seed: 7 });
}

async function accepted(expression: string, values: readonly string[]): Promise<readonly boolean[]> {
  const list = values.map((value, i) => `(${i}, ${text(value)})`).join(',\n');
  const rows = await engine.rows(`SELECT ${expression} AS ok\nFROM (VALUES ${list}) AS t(i, v)\nORDER BY i`);
  return rows.map((row) => row['ok'] === true);
}

it.each(Object.entries(PATTERNS))('%s means the same to RE2 and to JavaScript', async (_, pattern) => {
  const values = samples(pattern);
  const own = values.map((value) => new RegExp(`^(?:${pattern})$`).test(value));
  expect(await accepted(`regexp_full_match(v, ${text(pattern)})`, values)).toEqual(own);
});

it('PLACEHOLDER_NAMES means the same as a search and as a full match', async () => {
  const values = [
    ...samples(CLEAN_PERSON_NAME),
    '张三已故',
    '无名氏',
    '不详',
    '陈女士',
    '张某',
    '张三之妻',
    '合计',
    '户主',
  ].filter((value) => !value.includes('\n'));
  const own = values.map((value) => new RegExp(PLACEHOLDER_NAMES).test(value));
  expect(own).toContain(true);
  expect(await accepted(`regexp_matches(v, ${text(PLACEHOLDER_NAMES)})`, values)).toEqual(own);
  expect(await accepted(`regexp_full_match(v, ${text(PLACEHOLDER_NAMES)})`, values)).toEqual(own);
});

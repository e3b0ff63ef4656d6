import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QUICK_CITIZEN_ID, idColumn } from '../../src/ingest/columns/id-column.js';
import { CLEAN_TEXT } from '../../src/ingest/columns/plain-columns.js';
import { isValidCitizenId } from '../../src/normalize/citizen-id.js';
import { normalizeText } from '../../src/normalize/text.js';
import { openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

/** What SQL alone takes for a valid number. */
async function quickIds(values: readonly string[]): Promise<readonly boolean[]> {
  const { shape, verified } = idColumn({
    field: { name: 'id', type: 'id', synonyms: [], purpose: '' },
    column: 'id',
    mappings: {},
  });
  const list = values.map((value) => `('${value.replaceAll("'", "''")}')`).join(', ');
  const rows = await bench.engine.rows(
    `SELECT ${verified[0]?.sql ?? ''} AS ok FROM (SELECT *, ${shape[0]?.sql ?? ''} AS v_id FROM (VALUES ${list}) AS t(r_id))`,
  );
  return rows.map((row) => row['ok'] === true);
}

describe('the quick check of citizen IDs', () => {
  it('accepts just what the normaliser calls valid, numbers beginning with 9 apart', async () => {
    const digit = fc.integer({ min: 0, max: 9 });
    const number = fc
      .tuple(
        fc.integer({ min: 100000, max: 899999 }),
        fc.integer({ min: 1795, max: 2105 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        fc.nat(999),
      )
      .map(
        ([region, year, month, day, serial]) =>
          `${region}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(serial).padStart(3, '0')}`,
      );
    const whole = fc
      .tuple(number, fc.oneof(digit.map(String), fc.constantFrom('X', 'x', ' ', '')))
      .map(([head, last]) => head + last);
    const everyCheck = fc
      .sample(number, { numRuns: 400, seed: 7 })
      .flatMap((head) => ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'].map((last) => head + last));
    const leapDays = [1900, 1904, 1996, 2000, 2004, 2023, 2024].flatMap((year) =>
      ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'].map((last) => `350589${year}0229001${last}`),
    );
    const values = [...everyCheck, ...leapDays, ...fc.sample(whole, { numRuns: 500, seed: 8 })];
    const quick = await quickIds(values);
    const expected = values.map((value) => isValidCitizenId(value));
    expect(expected.filter(Boolean).length).toBeGreaterThan(200);
    expect(values.filter((_value, index) => quick[index] !== expected[index])).toEqual([]);
  });

  it('has a pattern that JavaScript understands alike', () => {
    expect(new RegExp(`^(?:${QUICK_CITIZEN_ID})$`).test('350589200002290010')).toBe(true);
    expect(new RegExp(`^(?:${QUICK_CITIZEN_ID})$`).test('350589190002290010')).toBe(false);
  });
});

describe('the quick check of text', () => {
  it('accepts only text that folding leaves alone', () => {
    const unit = fc.constantFrom(
      ...Array.from('a9-·.,张鿿一、。“”‘’《》（）， \u3000\u00a0⺁～'),
      'e\u0301',
      '\uFEFF',
    );
    const clean = new RegExp(`^(?:${CLEAN_TEXT})$`);
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1 }), (value) => {
        if (clean.test(value)) expect(normalizeText(value)).toBe(value);
      }),
      { numRuns: 5000 },
    );
  });

  it('accepts every character of its own set unchanged', () => {
    const clean = new RegExp(`^(?:${CLEAN_TEXT})$`, 'u');
    for (let point = 0x21; point < 0xfffe; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const character = String.fromCodePoint(point);
      if (clean.test(character)) expect(normalizeText(character)).toBe(character);
    }
  });
});

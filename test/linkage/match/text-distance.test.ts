import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../../src/engine/engine.js';
import { text } from '../../../src/engine/sql.js';
import {
  characterEdits,
  distanceFunctions,
  editsWithin,
  jaroWinkler,
} from '../../../src/linkage/match/text-distance.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'distance-')) });
  for (const fn of distanceFunctions) engine.register(fn);
});
afterAll(() => engine.close());

const few = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 });

describe('characterEdits', () => {
  it.each([
    ['', '', 0],
    ['smith', 'smith', 0],
    ['smith', 'smth', 1],
    ['smith', 'smithe', 1],
    ['smith', 'smxth', 1],
    ['smith', 'simth', 1],
    ['ca', 'abc', 2],
    ['kitten', 'sitting', 3],
    ['张伟', '章伟', 1],
    ['张伟', '伟张', 1],
    ['𠮷田', '吉田', 1],
  ])('%s → %s takes %i', (a, b, edits) => {
    expect(characterEdits(a, b)).toBe(edits);
  });

  it('is what the engine computes for ASCII', async () => {
    await fc.assert(
      fc.asyncProperty(few, few, async (a, b) => {
        const [row] = await engine.rows(`SELECT damerau_levenshtein(${text(a)}, ${text(b)}) AS edits`);
        expect(characterEdits(a, b)).toBe(Number(row?.['edits']));
      }),
      { numRuns: 200 },
    );
  });

  it('is a distance', () => {
    fc.assert(
      fc.property(few, few, few, (a, b, c) => {
        expect(characterEdits(a, b)).toBe(characterEdits(b, a));
        expect(characterEdits(a, b) === 0).toBe(a === b);
        expect(characterEdits(a, c)).toBeLessThanOrEqual(characterEdits(a, b) + characterEdits(b, c));
      }),
    );
  });
});

describe('editsWithin', () => {
  it('agrees with the exact distance for any bound, in ASCII and in Han', async () => {
    const any = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '张', '章', '𠮷'), maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(any, any, fc.integer({ min: 1, max: 3 }), async (a, b, most) => {
        const [row] = await engine.rows(
          `SELECT ${editsWithin('a', 'b', most)} AS within FROM (SELECT ${text(a)} AS a, ${text(b)} AS b)`,
        );
        expect(row?.['within']).toBe(characterEdits(a, b) <= most);
      }),
      { numRuns: 200 },
    );
  });
});

describe('jaroWinkler', () => {
  it.each([
    ['martha', 'marhta', 0.9611],
    ['dwayne', 'duane', 0.84],
    ['dixon', 'dicksonx', 0.8133],
    ['abc', 'xyz', 0],
    ['张伟强', '张伟强', 1],
  ])('%s %s: %f (Winkler 1990)', (a, b, similarity) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 3);
  });

  it('is what the engine computes for ASCII', async () => {
    await fc.assert(
      fc.asyncProperty(few, few, async (a, b) => {
        fc.pre(a !== '' && b !== '');
        const [row] = await engine.rows(
          `SELECT jaro_winkler_similarity(${text(a)}, ${text(b)}) AS similarity`,
        );
        expect(jaroWinkler(a, b)).toBeCloseTo(Number(row?.['similarity']), 9);
      }),
      { numRuns: 200 },
    );
  });
});

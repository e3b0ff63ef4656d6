import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterDistance } from '../../src/normalize/character-distance.js';

/** The textbook recursion over code points, by rows. */
function oracle(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  let row = right.map((_, j) => j + 1);
  left.forEach((x, i) => {
    let diagonal = i;
    let before = i + 1;
    row = right.map((y, j) => {
      const above = row[j] ?? 0;
      const best = Math.min(above + 1, before + 1, diagonal + (x === y ? 0 : 1));
      diagonal = above;
      before = best;
      return best;
    });
  });
  return right.length === 0 ? left.length : (row.at(-1) ?? 0);
}

describe('characterDistance', () => {
  it.each([
    ['张伟', '章伟', 1],
    ['𠮷田', '吉田', 1],
    ['王𬭎', '王𬭊', 1],
    ['𠮷', '', 1],
    ['', '', 0],
    ['陈秀英', '陈英秀', 2],
    ['\uE000𠮷', '\uE000吉', 1],
  ])('%s · %s is %i', (a, b, expected) => {
    expect(characterDistance(a, b)).toBe(expected);
  });

  it('agrees with the definition', () => {
    const text = fc
      .array(fc.constantFrom(...Array.from('陈秀英𠮷𬭎\uE000AB')), { maxLength: 8 })
      .map((c) => c.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(characterDistance(a, b)).toBe(oracle(a, b));
      }),
      { numRuns: 3000 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidedFindings } from '../../src/followup/decided-findings.js';
import { outcomesOf } from '../../src/followup/ledger.js';
import { outcomeFigures, wilson } from '../../src/followup/outcome-figures.js';
import { outcomeLine } from './outcome-builder.js';

const id = (number: number): string => `F${String(number).padStart(24, '0')}`;
const line = (number: number, own: Parameters<typeof outcomeLine>[0]): ReturnType<typeof outcomeLine> =>
  outcomeLine({ finding_id: id(number), rule: 'M01', ...own });

describe('what visits found about a rule', () => {
  it('counts findings, not answers, and clearances whose time is over', () => {
    const lines = [
      line(1, { outcome: 'confirmed' }),
      line(1, { outcome: 'confirmed', who: 'grid-8' }),
      line(2, { outcome: 'not_eligible', until: '2026-01-01' }),
      line(3, { outcome: 'confirmed' }),
      line(3, { outcome: 'not_true', who: 'grid-8' }),
      line(4, { outcome: 'unverifiable' }),
      line(5, { outcome: 'unreachable' }),
      line(6, { outcome: 'confirmed', rule: 'W01' }),
    ];
    expect(outcomeFigures(decidedFindings(outcomesOf(lines)))).toMatchObject([
      { rule: 'M01', confirmed: 1, notConfirmed: 1, unverifiable: 1, disputed: 1, yield: { rate: 0.5 } },
      { rule: 'W01', confirmed: 1, notConfirmed: 0 },
    ]);
  });

  it('says nothing before the first outcome', () => {
    expect(outcomeFigures([])).toEqual([]);
    expect(wilson(0, 0)).toBeNull();
    expect(outcomeFigures(decidedFindings(outcomesOf([line(1, { outcome: 'unreachable' })])))).toMatchObject([
      { yield: null },
    ]);
  });
});

describe('the interval of a share', () => {
  // Newcombe (1998), Statistics in Medicine 17, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %d in %d is that of the literature', (part, all, low, high) => {
    expect(wilson(part, all)).toMatchObject({ low, high });
  });

  it('holds the share and stays between 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(), (all, some) => {
        const part = some % (all + 1);
        const { rate, low, high } = wilson(part, all) ?? { rate: -1, low: 0, high: 0 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(rate);
        expect(high).toBeGreaterThanOrEqual(rate);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecidedFinding } from '../../src/followup/decided-findings.js';
import { expectedYields, SMALLEST_GROUP } from '../../src/followup/expected-yield.js';
import type { FindingGroup, FindingKind } from '../../src/model/finding.js';

const KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['M01', 'missed'],
  ['M02', 'missed'],
  ['M03', 'missed'],
  ['W01', 'wrong'],
  ['D01', 'data'],
]);
const HIGH: FindingGroup = { severity: 'high', confidence: 'high', county: '南屏县' };

function visits(
  rule: string,
  confirmed: number,
  decided: number,
  group: FindingGroup | null = HIGH,
): readonly DecidedFinding[] {
  return Array.from({ length: decided }, (_, index) => ({
    rule,
    group,
    verdict: index < confirmed ? 'confirmed' : 'not_confirmed',
  }));
}

function ofRule(findings: readonly DecidedFinding[], rule: string): unknown {
  return expectedYields(findings, KINDS).find((one) => one.rule === rule && one.severity === null);
}

describe('what is expected of a visit', () => {
  it('is nothing before anything was decided', () => {
    const open: readonly DecidedFinding[] = [
      { rule: 'M01', group: HIGH, verdict: 'unverifiable' },
      { rule: 'M01', group: HIGH, verdict: 'disputed' },
      { rule: 'M01', group: HIGH, verdict: null },
    ];
    expect(expectedYields([], KINDS)).toEqual([]);
    expect(expectedYields(open, KINDS)).toEqual([]);
  });

  // All rules: 24 of 1,000, so the prior is (24 + 0.5) / 1,001 and weighs 5 / 0.024475… = 204.28… visits.
  it('is the share of the rule around that of all rules of its kind', () => {
    const findings = [...visits('M01', 4, 600), ...visits('M02', 20, 400)];
    expect(ofRule(findings, 'M01')).toMatchObject({ confirmed: 4, decided: 600, expected: 0.0112, step: -2 });
    expect(ofRule(findings, 'M02')).toMatchObject({ confirmed: 20, decided: 400, expected: 0.0414, step: 1 });
  });

  it('is that of all rules for a rule that nobody visited', () => {
    const findings = [...visits('M01', 4, 600), ...visits('M02', 20, 400)];
    expect(ofRule(findings, 'M03')).toMatchObject({ confirmed: 0, decided: 0, expected: 0.0245, step: 0 });
  });

  it.each([
    [1, 1],
    [0, 20],
    [1, 20],
  ])('hardly changes by %d of %d', (confirmed, decided) => {
    const findings = [...visits('M01', 24, 1000), ...visits('M02', confirmed, decided)];
    expect(ofRule(findings, 'M02')).toMatchObject({ step: 0 });
  });

  it('is told for no rule about people wrongly included: nobody is ranked by guilt (S24)', () => {
    const findings = [...visits('W01', 90, 100), ...visits('M01', 1, 100), ...visits('D01', 50, 100)];
    expect(new Set(expectedYields(findings, KINDS).map(({ rule }) => rule))).toEqual(
      new Set(['M01', 'M02', 'M03', 'D01']),
    );
    // What other kinds confirm is no prior.
    expect(ofRule(findings, 'M02')).toMatchObject({ expected: 0.0149 });
  });
});

describe('groups of a rule', () => {
  const elsewhere: FindingGroup = { ...HIGH, county: '北屏县' };
  const unsure: FindingGroup = { ...HIGH, confidence: 'medium' };

  it('have a figure of their own once enough was decided there', () => {
    const findings = [
      ...visits('M01', 30, 300),
      ...visits('M01', 60, 200, elsewhere),
      ...visits('M01', 0, 100, unsure),
      ...visits('M02', 10, 400),
    ];
    const own = expectedYields(findings, KINDS).filter(({ rule }) => rule === 'M01');
    expect(own.map(({ severity, confidence, county, step }) => [severity, confidence, county, step])).toEqual(
      [
        [null, null, null, 1],
        ['high', 'high', null, 1],
        ['high', 'high', '北屏县', 2],
        ['high', 'high', '南屏县', 0],
        ['high', 'medium', null, -2],
        ['high', 'medium', '南屏县', -2],
      ],
    );
  });

  it('of a few findings have none: nobody can tell from it what one visit found', () => {
    const few = visits('M01', SMALLEST_GROUP - 1, SMALLEST_GROUP - 1, elsewhere);
    const yields = expectedYields([...visits('M01', 30, 300), ...few], KINDS);
    expect(yields.map(({ county }) => county)).not.toContain('北屏县');
  });

  it('are counted for the rule where the ledger does not tell them apart', () => {
    expect(expectedYields(visits('M01', 30, 300, null), KINDS).map(({ severity }) => severity)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('expectations in general', () => {
  const county = fc.constantFrom('南屏县', '北屏县', null);
  const group = fc.record({
    severity: fc.constantFrom('high' as const, 'low' as const),
    confidence: fc.constantFrom('high' as const, 'medium' as const),
    county,
  });
  const found = fc.record({
    rule: fc.constantFrom('M01', 'M02', 'D01'),
    group,
    verdict: fc.constantFrom('confirmed' as const, 'not_confirmed' as const, 'unverifiable' as const),
  });

  it('lie between never and always, and do not hang on the order of the answers', () => {
    fc.assert(
      fc.property(fc.array(found, { maxLength: 200 }), (findings) => {
        const yields = expectedYields(findings, KINDS);
        expect(expectedYields([...findings].reverse(), KINDS)).toEqual(yields);
        for (const { expected, step, confirmed, decided } of yields) {
          expect(expected).toBeGreaterThan(0);
          expect(expected).toBeLessThan(1);
          expect(Number.isInteger(step)).toBe(true);
          expect(confirmed).toBeLessThanOrEqual(decided);
        }
      }),
    );
  });
});

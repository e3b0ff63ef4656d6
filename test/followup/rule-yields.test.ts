import { describe, expect, it } from 'vitest';
import { outcomesOf, type LedgerLine } from '../../src/followup/ledger.js';
import { readYields } from '../../src/followup/rule-yields.js';
import type { FindingKind } from '../../src/model/finding.js';
import { outcomeLine } from './outcome-builder.js';

const KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['M01', 'missed'],
  ['M02', 'missed'],
  ['W01', 'wrong'],
]);

let next = 0;
function visits(rule: string, confirmed: number, decided: number): readonly LedgerLine[] {
  return Array.from({ length: decided }, (_, index) => {
    next += 1;
    const finding_id = `F${String(next).padStart(24, '0')}`;
    return outcomeLine({ finding_id, rule, outcome: index < confirmed ? 'confirmed' : 'not_true' });
  });
}

function lowRules(lines: readonly LedgerLine[]): readonly string[] {
  const { rules } = readYields(outcomesOf(lines), KINDS, []);
  return rules.flatMap(({ rule, low }) => (low ? [rule] : []));
}

describe('a rule with a low yield', () => {
  it('confirms clearly less than half of what its kind confirms', () => {
    expect(lowRules([...visits('M01', 1, 200), ...visits('M02', 40, 200)])).toEqual(['M01']);
    // Three visits may be bad luck.
    expect(lowRules([...visits('M01', 0, 3), ...visits('M02', 40, 200)])).toEqual([]);
  });

  it('accuses more people than it finds', () => {
    expect(lowRules(visits('W01', 20, 60))).toEqual(['W01']);
    expect(lowRules(visits('W01', 30, 60))).toEqual([]);
    expect(lowRules(visits('W01', 0, 9))).toEqual([]);
    expect(lowRules(visits('W01', 0, 10))).toEqual(['W01']);
  });

  it('is not spoken of where the rule is no longer there', () => {
    expect(readYields(outcomesOf(visits('X01', 0, 100)), KINDS, [])).toMatchObject({
      rules: [{ rule: 'X01', kind: null, expected: null, step: null, low: false }],
      expected: [],
    });
  });

  it('does not come from the lists of a run that was taken back', () => {
    const lines = [
      ...visits('W01', 0, 20).map((line) => ({ ...line, run: '000001-20261031' })),
      ...visits('W01', 12, 15).map((line) => ({ ...line, run: '000002-20261031' })),
    ];
    expect(readYields(outcomesOf(lines), KINDS, ['000001-20261031']).rules).toMatchObject([
      { rule: 'W01', confirmed: 12, notConfirmed: 3, low: false },
    ]);
    expect(readYields(outcomesOf(lines), KINDS, []).rules).toMatchObject([
      { rule: 'W01', confirmed: 12, notConfirmed: 23 },
    ]);
  });
});

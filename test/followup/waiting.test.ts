import { describe, expect, it } from 'vitest';
import { outcomesOf, type LedgerLine } from '../../src/followup/ledger.js';
import { confirmedFindings } from '../../src/followup/waiting.js';
import { FINDING, outcomeLine } from './outcome-builder.js';

function confirmed(lines: readonly LedgerLine[], asOf: string): readonly unknown[] {
  return confirmedFindings(outcomesOf(lines), asOf, 60).map(({ evidence, confirmedOn, waiting }) => [
    evidence,
    confirmedOn,
    waiting,
  ]);
}

describe('a finding that a visit confirmed', () => {
  // The visit was on 10 November; 60 days later it is 9 January.
  it.each([
    ['2026-10-31', 'waits'],
    ['2027-01-09', 'waits'],
    ['2027-01-10', 'overdue'],
  ])('as of %s %s', (asOf, waiting) => {
    expect(confirmed([outcomeLine()], asOf)).toEqual([['new', '2026-11-10', waiting]]);
  });

  it('waits anew after another visit', () => {
    const again = outcomeLine({ who: 'grid-8', visited: '2026-12-20' });
    expect(confirmed([outcomeLine(), again], '2027-01-10')).toEqual([['new', '2026-12-20', 'waits']]);
  });

  it('does not wait while somebody disputes it, objects, or says that it was handled', () => {
    expect(
      confirmed([outcomeLine(), outcomeLine({ who: 'grid-8', outcome: 'not_true' })], '2026-11-30'),
    ).toEqual([]);
    const objection = outcomeLine({ outcome: 'objection', visited: '2026-11-11', until: '2027-01-10' });
    expect(confirmed([outcomeLine(), objection], '2026-11-30')).toEqual([]);
    const handled = outcomeLine({ outcome: 'handled', visited: '2026-11-20', until: '2027-02-18' });
    expect(confirmed([outcomeLine(), handled], '2026-11-30')).toEqual([]);
    // Handled, and the lists say the same long after.
    expect(confirmed([outcomeLine(), handled], '2027-02-19')).toEqual([['new', '2026-11-10', 'overdue']]);
  });

  it('is no other finding, and what nobody confirmed is none', () => {
    expect(confirmed([outcomeLine({ outcome: 'unreachable' })], '2026-11-30')).toEqual([]);
    const [one] = confirmedFindings(outcomesOf([outcomeLine()]), '2026-11-30', 60);
    expect(one?.findingId).toBe(FINDING);
  });
});

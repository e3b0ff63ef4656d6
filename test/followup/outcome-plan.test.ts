import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOutcomes, type OutcomePlan } from '../../src/followup/outcome-plan.js';
import type { FilledRow } from '../../src/followup/filled-list.js';
import { buildRow, FINDING, OTHER, rowContext } from './outcome-builder.js';

function plan(
  rows: readonly FilledRow[],
  ledger: OutcomePlan['taken'] = [],
  { kind = 'missed', correct = false }: { kind?: 'missed' | 'wrong'; correct?: boolean } = {},
): OutcomePlan {
  return planOutcomes(rows, ledger, rowContext(kind), correct);
}

function countsOf({ counts }: OutcomePlan): unknown {
  return counts.get('list.csv');
}

describe('an import', () => {
  it('adds nothing the second time', () => {
    const rows = [buildRow({ note: '甲' }), buildRow({ finding: OTHER }, 3)];
    const first = plan(rows);
    expect(first.taken).toHaveLength(2);
    const second = plan(rows, first.taken);
    expect(second.taken).toEqual([]);
    expect(countsOf(second)).toEqual({ taken: 0, unchanged: 2, blank: 0 });
  });

  it('takes a row that stands in the list twice once', () => {
    expect(countsOf(plan([buildRow(), buildRow({}, 3)]))).toEqual({ taken: 1, unchanged: 1, blank: 0 });
  });

  it('does not change an answer quietly, and does when it is told to', () => {
    const first = plan([buildRow()]);
    const edited = [buildRow({ outcome: '不属实' }, 5)];
    expect(plan(edited, first.taken).rejected).toEqual([
      { file: 'list.csv', line: 5, code: 'E_OUTCOME_CONFLICT', column: 'outcome' },
    ]);
    expect(plan(edited, first.taken, { correct: true }).taken).toMatchObject([{ outcome: 'not_true' }]);
  });

  it('takes what the same person finds at another visit', () => {
    const first = plan([buildRow()]);
    expect(plan([buildRow({ outcome: '不属实', visited: '2026-11-12' })], first.taken).taken).toHaveLength(1);
  });

  it('lists a finding about which two people say the opposite', () => {
    const first = plan([buildRow()]);
    const second = plan([buildRow({ worker: 'grid-8', outcome: '不属实' })], first.taken);
    expect(second.taken).toHaveLength(1);
    expect(second.disputes).toEqual([{ findingId: FINDING, workers: ['grid-7', 'grid-8'] }]);
    const third = plan(
      [buildRow({ worker: 'grid-7', outcome: '不属实', visited: '2026-11-13' })],
      [...first.taken, ...second.taken],
    );
    expect(third.disputes).toEqual([]);
  });

  it('says which findings of people wrongly included wait for a second person', () => {
    expect(plan([buildRow()], [], { kind: 'wrong' }).toApprove).toEqual([FINDING]);
    expect(plan([buildRow()]).toApprove).toEqual([]);
  });

  it('takes "handled" for a settled finding only', () => {
    const handled = buildRow({ outcome: '已办理' }, 3);
    expect(plan([handled]).rejected).toMatchObject([{ code: 'E_OUTCOME_STATE' }]);
    expect(plan([buildRow(), handled]).taken).toHaveLength(2);
    expect(plan([buildRow(), handled], [], { kind: 'wrong' }).rejected).toMatchObject([
      { code: 'E_OUTCOME_STATE' },
    ]);
  });

  it('counts every row once, whatever was written', () => {
    const cell = fc.constantFrom(
      '',
      '属实',
      '不属实',
      '停发',
      '否',
      '入户',
      'grid-7',
      'grid-8',
      '2026-11-10',
      '2027-01-01',
      FINDING,
    );
    const row = fc.record({
      finding: cell,
      met: cell,
      outcome: cell,
      seen: cell,
      worker: cell,
      visited: cell,
      note: cell,
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (cells) => {
        const rows = cells.map((own, index) => buildRow({ ...own, run: '' }, index + 2));
        const first = plan(rows);
        const { taken, unchanged, blank } = first.counts.get('list.csv') ?? {
          taken: 0,
          unchanged: 0,
          blank: 0,
        };
        expect(taken + unchanged + blank + first.rejected.length).toBe(rows.length);
        expect(plan(rows, first.taken).taken).toEqual([]);
      }),
    );
  });
});

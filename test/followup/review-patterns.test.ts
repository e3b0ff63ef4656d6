import { describe, expect, it } from 'vitest';
import {
  newReviewLines,
  reviewAnswers,
  reviewApprovals,
  type Review,
} from '../../src/followup/review-patterns.js';
import type { LedgerLine } from '../../src/followup/ledger.js';
import type { Outcome, RecordedOutcome } from '../../src/model/outcome.js';

const LIMITS = { perHour: 12, alike: 20 };
const MIXED: readonly Outcome[] = ['confirmed', 'not_eligible', 'data_stale'];

/** A worker who visits: one door every twenty minutes, findings that differ, notes of their own. */
function visits(
  count: number,
  own: (index: number) => Partial<RecordedOutcome> = () => ({}),
): readonly RecordedOutcome[] {
  return Array.from({ length: count }, (_, index) => {
    const minutes = (index % 24) * 20;
    return {
      findingId: `F${String(index).padStart(24, '0')}`,
      outcome: MIXED[index % 3] ?? 'confirmed',
      evidence: 'e',
      until: null,
      who: 'grid-7',
      when: '2026-11-20T08:00:00.000Z',
      visited: `2026-11-${String(2 + Math.floor(index / 24)).padStart(2, '0')}`,
      time: `${String(9 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      seen: index % 2 === 0 ? ['home'] : ['document'],
      run: '000001-20261031',
      rule: 'M01',
      group: null,
      note: `note ${index}`,
      ...own(index),
    };
  });
}

function patterns(outcomes: readonly RecordedOutcome[]): readonly [string, number, number][] {
  return reviewAnswers(outcomes, ['grid-7'], LIMITS).map(({ pattern, count, of }) => [pattern, count, of]);
}

describe('answers that hardly come from visits (S8)', () => {
  it('are not seen in the work of somebody who visits', () => {
    expect(patterns(visits(60))).toEqual([]);
    expect(patterns([])).toEqual([]);
  });

  it('are too many in an hour', () => {
    const time = (index: number): string => `10:${String(index * 4).padStart(2, '0')}`;
    expect(patterns(visits(12, (index) => ({ time: time(index) })))).toEqual([]);
    expect(patterns(visits(13, (index) => ({ time: time(index) })))).toEqual([['fast', 13, 13]]);
  });

  it('are too many in a day, where lists give no time', () => {
    const sameDay = { time: null, visited: '2026-11-02' };
    expect(patterns(visits(96, () => sameDay))).toEqual([]);
    expect(patterns(visits(97, () => sameDay))).toEqual([['fast', 13, 97]]);
  });

  it('stand in one minute', () => {
    expect(patterns(visits(4, () => ({ time: '10:00' })))).toEqual([]);
    expect(patterns(visits(5, () => ({ time: '10:00' })))).toEqual([['same_minute', 5, 5]]);
  });

  it('are all the same, for or against the person', () => {
    for (const outcome of ['confirmed', 'not_eligible'] as const) {
      expect(patterns(visits(19, () => ({ outcome })))).toEqual([]);
      expect(patterns(visits(20, () => ({ outcome })))).toEqual([['all_alike', 20, 20]]);
      expect(patterns(visits(21, (index) => ({ outcome: index === 7 ? 'not_true' : outcome })))).toEqual([]);
    }
  });

  it('have one note', () => {
    const note = (index: number): Partial<RecordedOutcome> => ({ note: index < 20 ? 'same' : null });
    expect(patterns(visits(25, note))).toEqual([['same_note', 20, 25]]);
    expect(patterns(visits(25, () => ({ note: null })))).toEqual([]);
  });

  it('were all seen in the same way', () => {
    expect(patterns(visits(20, () => ({ seen: ['phone'] })))).toEqual([['same_evidence', 20, 20]]);
  });

  it('are told of each person alone, and however many lists they are spread over', () => {
    const two = visits(30, (index) => ({ outcome: 'confirmed', who: index % 2 === 0 ? 'grid-7' : 'grid-8' }));
    expect(reviewAnswers(two, ['grid-7', 'grid-8'], LIMITS)).toEqual([]);
  });

  it('do not count people who were not met, nor a correction twice', () => {
    expect(patterns(visits(30, () => ({ outcome: 'unreachable', time: '10:00' })))).toEqual([]);
    const corrected = visits(12, () => ({ outcome: 'confirmed' }));
    expect(patterns([...corrected, ...corrected])).toEqual([]);
  });

  it('are written down once', () => {
    const reviews: readonly Review[] = reviewAnswers(
      visits(5, () => ({ time: '10:00' })),
      ['grid-7'],
      LIMITS,
    );
    const lines = newReviewLines(reviews, [], '2026-11-20T08:00:00.000Z');
    expect(lines).toMatchObject([
      { type: 'review', who: 'grid-7', pattern: 'same_minute', from: '2026-11-02' },
    ]);
    expect(newReviewLines(reviews, lines, '2026-11-21T08:00:00.000Z')).toEqual([]);
  });
});

describe('approvals that nobody has read (S8)', () => {
  const approvals = (count: number, minutes: number): readonly LedgerLine[] =>
    Array.from({ length: count }, (_, index) => ({
      type: 'approval' as const,
      finding_id: `F${String(index).padStart(24, '0')}`,
      evidence: 'e',
      who: 'desk-1',
      when: new Date(Date.UTC(2026, 10, 20, 8, index * minutes)).toISOString(),
    }));

  it('are more in an hour than the project believes', () => {
    expect(reviewApprovals(approvals(12, 1), 'desk-1', LIMITS)).toBeNull();
    expect(reviewApprovals(approvals(40, 5), 'desk-1', LIMITS)).toBeNull();
    expect(reviewApprovals(approvals(13, 1), 'desk-2', LIMITS)).toBeNull();
    expect(reviewApprovals(approvals(13, 1), 'desk-1', LIMITS)).toEqual({
      who: 'desk-1',
      pattern: 'fast_approvals',
      count: 13,
      of: 13,
      from: '2026-11-20',
      to: '2026-11-20',
    });
  });
});

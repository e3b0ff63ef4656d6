import { describe, expect, it } from 'vitest';
import { findingCase, type FindingCase } from '../../src/followup/finding-state.js';
import type { LedgerLine } from '../../src/followup/ledger.js';
import { FINDING_STATES } from '../../src/model/outcome.js';
import { FINDING, outcomeLine, TODAY } from './outcome-builder.js';

const WHEN = '2026-11-12T08:00:00.000Z';
const APPROVAL: LedgerLine = {
  type: 'approval',
  finding_id: FINDING,
  evidence: 'new',
  who: 'desk-1',
  when: WHEN,
};
const NOTICE: LedgerLine = {
  type: 'notice',
  finding_id: FINDING,
  evidence: 'new',
  run: '000002-20261031',
  told: '2026-11-12',
  object_by: '2026-12-12',
  who: 'desk-1',
  when: WHEN,
};
const CLOSED: LedgerLine = {
  type: 'closed',
  finding_id: FINDING,
  evidence: 'new',
  who: 'desk-2',
  when: WHEN,
};
const OBJECTION = outcomeLine({
  outcome: 'objection',
  visited: '2026-11-15',
  until: '2027-01-14',
  who: 'desk-3',
});

function caseOf(
  lines: readonly LedgerLine[],
  kind: 'missed' | 'wrong' = 'missed',
  asOf = TODAY,
): FindingCase {
  return findingCase(lines, { kind, evidence: 'new' }, asOf);
}

describe('the state of a finding', () => {
  it('is one of six, and none ends a benefit (S1)', () => {
    expect(FINDING_STATES).toEqual([
      'to_verify',
      'verifying',
      'confirmed',
      'not_confirmed',
      'unverifiable',
      'handled_elsewhere',
    ]);
    for (const state of FINDING_STATES)
      expect(state).not.toMatch(/stop|cut|deny|exclude|terminat|recover|pay/);
  });

  it.each<[string, readonly LedgerLine[], 'missed' | 'wrong', string]>([
    ['nothing came back', [], 'missed', 'to_verify'],
    ['nobody was reached', [outcomeLine({ outcome: 'unreachable' })], 'missed', 'verifying'],
    ['a missed person is confirmed', [outcomeLine()], 'missed', 'confirmed'],
    ['somebody wrongly included is confirmed by one person', [outcomeLine()], 'wrong', 'verifying'],
    ['… and approved', [outcomeLine(), APPROVAL], 'wrong', 'verifying'],
    ['… and told', [outcomeLine(), APPROVAL, NOTICE], 'wrong', 'verifying'],
    ['… and closed', [outcomeLine(), APPROVAL, NOTICE, CLOSED], 'wrong', 'confirmed'],
    [
      'the person objects after all that',
      [outcomeLine(), APPROVAL, NOTICE, CLOSED, OBJECTION],
      'wrong',
      'verifying',
    ],
    ['the facts do not hold', [outcomeLine({ outcome: 'not_true' })], 'wrong', 'not_confirmed'],
    ['nobody can tell', [outcomeLine({ outcome: 'unverifiable' })], 'wrong', 'unverifiable'],
    ['it was handled', [outcomeLine(), outcomeLine({ outcome: 'handled' })], 'missed', 'handled_elsewhere'],
    [
      'two people say the opposite',
      [outcomeLine(), outcomeLine({ who: 'grid-8', outcome: 'not_true' })],
      'missed',
      'verifying',
    ],
    ['the evidence was another', [outcomeLine({ evidence: 'old' })], 'missed', 'verifying'],
  ])('%s', (_, lines, kind, state) => {
    expect(caseOf(lines, kind).state).toBe(state);
  });

  it('pauses on an objection until its day, or until a later visit decides', () => {
    expect(caseOf([outcomeLine(), OBJECTION], 'wrong')).toMatchObject({
      paused: true,
      pausedUntil: '2027-01-14',
    });
    expect(caseOf([outcomeLine(), OBJECTION], 'wrong', '2027-01-15').paused).toBe(false);
    const later = outcomeLine({ visited: '2026-11-18' });
    expect(caseOf([OBJECTION, later], 'wrong')).toMatchObject({ paused: false, verdict: 'confirmed' });
  });

  it('does not let a visit before the objection decide it, in whatever order lists come back', () => {
    expect(caseOf([OBJECTION, outcomeLine({ visited: '2026-11-14' })], 'wrong')).toMatchObject({
      paused: true,
      verdict: null,
    });
  });

  it('keeps what cleared a person when they object', () => {
    expect(caseOf([outcomeLine({ outcome: 'not_true' }), OBJECTION], 'wrong').verdict).toBe('not_confirmed');
  });

  it('goes by the day of the visit, not by the day on which the list came in', () => {
    const late = outcomeLine({
      outcome: 'not_true',
      visited: '2026-11-08',
      when: '2026-11-19T08:00:00.000Z',
    });
    expect(caseOf([outcomeLine(), late]).verdict).toBe('confirmed');
  });

  it('does not count a clearance that has ended', () => {
    const ended = outcomeLine({ outcome: 'not_eligible', until: '2026-11-19' });
    expect(caseOf([ended]).state).toBe('verifying');
  });
});

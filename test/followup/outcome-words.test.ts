import { describe, expect, it } from 'vitest';
import {
  isNotSeen,
  OUTCOME_LABELS,
  readOutcome,
  readSeen,
  SEEN_LABELS,
} from '../../src/followup/outcome-words.js';
import { FINDING_KINDS } from '../../src/model/finding.js';
import { EVIDENCE_SEEN, OUTCOMES } from '../../src/model/outcome.js';

describe('the words of outcomes', () => {
  it.each([
    ['属实', 'missed', 'confirmed'],
    [' 情况 属实 ', 'wrong', 'confirmed'],
    ['情况属实且符合条件', 'missed', 'confirmed'],
    ['情况属实且符合条件', 'wrong', 'still_eligible'],
    ['符合条件', 'data', 'other_kind'],
    ['情况属实但不符合', 'missed', 'not_eligible'],
    ['情况属实但不符合', 'wrong', 'other_kind'],
    ['信息有误（非本人）', 'wrong', 'wrong_person'],
    ['已死亡', 'missed', 'data_stale'],
    ['已死亡', 'wrong', 'other_kind'],
    ['已享受', 'missed', 'already_covered'],
    ['已享受', 'wrong', 'other_kind'],
    ['不属实', 'wrong', 'not_true'],
    ['无法联系', 'wrong', 'unreachable'],
    ['长期外出', 'missed', 'unreachable'],
    ['本人有异议', 'wrong', 'objection'],
    ['WRONG_PERSON', 'missed', 'wrong_person'],
    ['wrong person', 'missed', 'wrong_person'],
    ['confirmed', 'data', 'confirmed'],
    ['停发', 'wrong', 'unknown'],
    ['属实吧', 'wrong', 'unknown'],
  ] as const)('%j means on a finding %s: %s', (word, kind, outcome) => {
    expect(readOutcome(word, kind)).toBe(outcome);
  });

  it('that we print ourselves are understood for every kind that knows them', () => {
    for (const outcome of OUTCOMES) {
      for (const kind of FINDING_KINDS) {
        const byCode = readOutcome(outcome, kind);
        expect(readOutcome(OUTCOME_LABELS[outcome], kind), `${outcome} ${kind}`).toBe(byCode);
        expect(['other_kind', outcome]).toContain(byCode);
      }
    }
  });

  it('of what was seen may stand together, each counts once', () => {
    expect(readSeen('证件、入户，证件')).toEqual(['home', 'document']);
    expect(readSeen('Document + phone')).toEqual(['document', 'phone']);
    expect(readSeen('')).toEqual([]);
    expect(readSeen('入户、看了一眼')).toBeNull();
    for (const code of EVIDENCE_SEEN) expect(readSeen(SEEN_LABELS[code])).toEqual([code]);
  });

  it('that say the person was not met leave the finding open', () => {
    expect(['否', '未见到', 'No'].every(isNotSeen)).toBe(true);
    expect(['是', '', '见到'].some(isNotSeen)).toBe(false);
  });
});

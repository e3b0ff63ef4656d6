import { describe, expect, it } from 'vitest';
import { isWorkerId, judgeRow } from '../../src/followup/outcome-rows.js';
import { buildRow, FINDING, rowContext, RUN } from './outcome-builder.js';

type Own = Parameters<typeof buildRow>[0];

function judge(own: Own, kind: Parameters<typeof rowContext>[0] = 'missed'): ReturnType<typeof judgeRow> {
  return judgeRow(buildRow(own), rowContext(kind));
}

describe('a row of a list that came back', () => {
  it('becomes an outcome on the evidence that the list showed', () => {
    expect(judge({ visited: '2026年11月10日 9:05', note: '家中卧床' })).toMatchObject({
      as: 'outcome',
      outcome: {
        findingId: FINDING,
        outcome: 'confirmed',
        evidence: 'new',
        until: null,
        who: 'grid-7',
        visited: '2026-11-10',
        time: '09:05',
        seen: ['home'],
        run: RUN,
        rule: 'M01',
        note: 'hash of 4',
      },
    });
  });

  it('without a run belongs to the newest run of the day of the visit', () => {
    expect(judge({ run: '' })).toMatchObject({ outcome: { evidence: 'new' } });
    expect(judge({ run: '', visited: '2026-10-20' })).toMatchObject({ outcome: { evidence: 'old' } });
    expect(judge({ run: '000001-20260930' })).toMatchObject({ outcome: { evidence: 'old' } });
  });

  it('is blank where nothing was answered, whoever signed it', () => {
    expect(judge({ outcome: '', met: '' })).toEqual({ as: 'blank' });
    expect(judge({ outcome: '', met: '是', seen: '' })).toEqual({ as: 'blank' });
  });

  it('leaves the finding open where nobody was met, and asks for no evidence then', () => {
    expect(judge({ outcome: '', met: '否', seen: '' })).toMatchObject({
      outcome: { outcome: 'unreachable' },
    });
    expect(judge({ outcome: '无法联系', seen: '' })).toMatchObject({ outcome: { outcome: 'unreachable' } });
  });

  it.each<[string, Own, 'missed' | 'wrong' | 'data', string | null]>([
    [
      'missed and not eligible ends, for hardship may come',
      { outcome: '不符合条件' },
      'missed',
      '2027-11-10',
    ],
    ['wrong and cleared does not end', { outcome: '不属实' }, 'wrong', null],
    ['an objection pauses', { outcome: '异议', seen: '' }, 'wrong', '2027-01-09'],
    ['handled elsewhere comes back', { outcome: '已办理' }, 'missed', '2027-02-08'],
  ])('%s', (_, own, kind, until) => {
    expect(judge(own, kind)).toMatchObject({ outcome: { until } });
  });

  it.each<[string, Own, string, string]>([
    ['an unknown finding', { finding: `F${'0C'.repeat(12)}` }, 'E_OUTCOME_FINDING', 'finding'],
    ['no finding', { finding: '' }, 'E_OUTCOME_FINDING', 'finding'],
    ['an unknown run', { run: '000009-20261031' }, 'E_OUTCOME_RUN', 'run'],
    ['a word that is none', { outcome: '停发' }, 'E_OUTCOME_WORD', 'outcome'],
    ['a word of another kind', { outcome: 'still_eligible' }, 'E_OUTCOME_KIND', 'outcome'],
    ['nobody who says so', { worker: '' }, 'E_OUTCOME_WORKER', 'worker'],
    ['a name for an id', { worker: '张德福' }, 'E_OUTCOME_WORKER', 'worker'],
    ['nothing that was seen', { seen: '' }, 'E_OUTCOME_EVIDENCE', 'seen'],
    ['something seen that is no word', { seen: '入户、听说' }, 'E_OUTCOME_EVIDENCE', 'seen'],
    ['no day', { visited: '' }, 'E_OUTCOME_DATE', 'visited'],
    ['half a day', { visited: '2026-11' }, 'E_OUTCOME_DATE', 'visited'],
    ['tomorrow', { visited: '2026-11-21' }, 'E_OUTCOME_FUTURE', 'visited'],
    ['the day before the list was issued', { visited: '2026-11-04' }, 'E_OUTCOME_EARLY', 'visited'],
    ['before any list', { run: '', visited: '2026-09-01' }, 'E_OUTCOME_EARLY', 'visited'],
  ])('is rejected for %s', (_, own, code, column) => {
    expect(judge(own)).toEqual({ as: 'rejected', reject: { code, column } });
  });

  it('takes ids that are ids, and neither names nor numbers of persons', () => {
    expect(['g7', 'grid-7', 'A_01', '1001'].filter((id) => !isWorkerId(id))).toEqual([]);
    for (const id of [
      'x',
      '陈秀英',
      '13900010001',
      '350589195205091647',
      'a b',
      '-1',
      'a'.repeat(33),
      '0595-22345678',
    ])
      expect(isWorkerId(id), id).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closeJudgements,
  judgementLine,
  judgementsInForce,
  parseJudgements,
  type Judgement,
  type JudgementVerdict,
} from '../../src/linkage/judgements.js';

const judged = (
  left: string,
  right: string,
  verdict: JudgementVerdict,
  at = '2026-11-01T08:00:00+08:00',
): Judgement => ({
  left,
  right,
  verdict,
  by: 'officer',
  at,
});

describe('judgements', () => {
  it('come back from their file as they were made', () => {
    const made = [judged('a', 'b', 'same'), judged('c', 'd', 'unsure')];
    expect(parseJudgements(made.map(judgementLine).join(''), 'judgements.jsonl')).toEqual([
      { ...made[0], no: 1 },
      { ...made[1], no: 2 },
    ]);
  });

  it('name the line that is none, without its text', () => {
    const text = `${judgementLine(judged('a', 'b', 'same'))}{"left":"secret"}\n`;
    expect(() => parseJudgements(text, 'judgements.jsonl')).toThrow(
      /^judgements\.jsonl: line 2 is not a judgement$/,
    );
  });

  it('are taken back by a later one, whichever side stands first', () => {
    const later = judged('b', 'a', 'unsure');
    expect(judgementsInForce([judged('a', 'b', 'same'), later])).toEqual([later]);
    expect(closeJudgements([judged('a', 'b', 'same'), later]).verdict('a', 'b')).toBeNull();
  });

  it('hold for the same as the same', () => {
    const { verdict, groups } = closeJudgements([judged('a', 'b', 'same'), judged('c', 'b', 'same')]);
    expect(verdict('a', 'c')).toBe('same');
    expect(groups.get('c')).toBe('a');
  });

  it('keep apart all of two groups when one of each is different', () => {
    const { verdict } = closeJudgements([
      judged('a', 'b', 'same'),
      judged('c', 'd', 'same'),
      judged('b', 'c', 'different'),
    ]);
    expect(verdict('a', 'd')).toBe('different');
    expect(verdict('a', 'e')).toBeNull();
  });

  it('report a contradiction with the way on which it came about', () => {
    const against = judged('a', 'c', 'different');
    const { contradictions } = closeJudgements([judged('a', 'b', 'same'), judged('b', 'c', 'same'), against]);
    expect(contradictions).toEqual([{ judgement: against, path: ['a', 'b', 'c'] }]);
  });

  it('group like a naive closure (oracle: repeated merging)', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, key)), (pairs) => {
        const same = pairs.filter(([a, b]) => a !== b).map(([a, b]) => judged(a, b, 'same'));
        const label = new Map(['a', 'b', 'c', 'd', 'e', 'f'].map((k) => [k, k]));
        for (let round = 0; round < 6; round += 1)
          for (const { left, right } of same) {
            const least = [label.get(left) ?? '', label.get(right) ?? ''].sort()[0] ?? '';
            label.set(left, least).set(right, least);
          }
        const { verdict } = closeJudgements(same);
        for (const [x, lx] of label)
          for (const [y, ly] of label) expect(verdict(x, y) === 'same').toBe(lx === ly);
      }),
    );
  });
});

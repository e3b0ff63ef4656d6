import { describe, expect, it } from 'vitest';
import { findingVerdicts, median, type FindingNumbers } from '../../../src/ingest/gates/finding-gates.js';

const USUAL: FindingNumbers = { missed: 1_000, newWrong: 10, roll: 20_000 };
const PAST = Array.from({ length: 14 }, () => USUAL);

function held(changes: Partial<FindingNumbers>, past: readonly FindingNumbers[] = PAST): string[] {
  return findingVerdicts({ ...USUAL, ...changes }, past).map(({ gate, number }) => `${gate} ${number}`);
}

describe('D6 suspected missed', () => {
  it.each([
    [1_700, ['D6 1700']],
    [1_100, []],
    [1_499, []],
  ])('%s where 1,000 are usual', (missed, expected) => {
    expect(held({ missed })).toEqual(expected);
  });

  it('needs 500 more, so small counties are left alone', () => {
    expect(held({ missed: 80 }, [{ ...USUAL, missed: 20 }])).toEqual([]);
  });
});

describe('D7 new suspected wrongly included', () => {
  it.each([
    [600, ['D7 600']],
    [101, ['D7 101']],
    [35, ['D7 35']],
    [29, []],
    [12, []],
  ])('%s where 10 are usual and the roll is 20,000', (newWrong, expected) => {
    expect(held({ newWrong })).toEqual(expected);
  });

  it('says how many would have been too many', () => {
    const [verdict] = findingVerdicts({ missed: 0, newWrong: 30, roll: 503 }, [
      { missed: 0, newWrong: 72, roll: 503 },
    ]);
    expect(verdict?.zh).toBe('新增疑似错保 30 条，超过上限 20 条（在册 503 人，近期通常新增 72 条）');
  });

  it('takes the findings of the first run, all of them new, for no measure', () => {
    expect(held({ newWrong: 60 }, [{ ...USUAL, newWrong: 5_000 }, USUAL, USUAL, USUAL])).toEqual(['D7 60']);
  });
});

it('a first run is the baseline', () => {
  expect(held({ missed: 100_000, newWrong: 100_000 }, [])).toEqual([]);
});

it('the median of an even count is the mean of the middle', () => {
  expect([median([3, 1]), median([5, 1, 3]), median([])]).toEqual([2, 3, 0]);
});

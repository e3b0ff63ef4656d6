import { describe, expect, it } from 'vitest';
import { FEBRL_SETS, matchFebrl, measureFebrl, outcomeDigest } from '../../../scripts/quality/febrl.js';

const set = (name: string): (typeof FEBRL_SETS)[number] => {
  const found = FEBRL_SETS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new RangeError(name);
  return found;
};

describe('FEBRL, without labels', () => {
  it.each(['febrl1', 'febrl2', 'febrl3', 'febrl4'])(
    '%s with the shipped model: F1 of .9995 or more',
    async (name) => {
      expect((await measureFebrl(set(name), { estimateAgain: false })).f1).toBeGreaterThanOrEqual(0.9995);
    },
  );

  it('febrl3 with parameters estimated on the spot: F1 of .9995 or more', async () => {
    expect((await measureFebrl(set('febrl3'), { estimateAgain: true })).f1).toBeGreaterThanOrEqual(0.9995);
  });

  it('gives the same bytes on one thread and on three', async () => {
    const one = await matchFebrl(set('febrl4'), { estimateAgain: false, threads: 1 });
    const three = await matchFebrl(set('febrl4'), { estimateAgain: false, threads: 3 });
    expect(outcomeDigest(one)).toBe(outcomeDigest(three));
  });
});

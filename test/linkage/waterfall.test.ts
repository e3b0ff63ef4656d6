import { describe, expect, it } from 'vitest';
import { pairWaterfall } from '../../src/linkage/waterfall.js';
import { citizenId } from './citizens.js';
import { link, registry } from './linking.js';

describe('pairWaterfall', () => {
  it('adds up from the prior to the match weight', () => {
    const bars = pairWaterfall({
      prior_weight: -10,
      name_level: 'exact',
      name_weight: 8.5,
      birth_level: 'equal',
      birth_weight: '14.5',
      phone_level: 'missing',
      phone_weight: '0.0000',
      match_weight: 11.25,
    });
    expect(bars.map(({ name, weight, sum }) => [name, weight, sum])).toEqual([
      ['prior', -10, -10],
      ['name', 8.5, -1.5],
      ['birth', 14.5, 13],
      ['phone', 0, 13],
      ['relatives', -1.75, 11.25],
    ]);
    expect(bars[1]?.words.zh).toBe('姓名一致');
  });

  it('ends at the match weight of every pair that linkage writes', async () => {
    const id = citizenId('19560302', 124);
    const { pairs } = await link([
      registry('insurance', [
        { name: '陈秀英', idText: id, town: '码头镇', phone: '13800001234' },
        { name: '陈小明', idText: citizenId('19820710', 35), town: '码头镇' },
      ]),
      registry('assistance', [
        { name: '陈绣英', birth_date: '1956-03-02', town: '码头镇', phone: '13800001234' },
      ]),
    ]);
    expect(pairs.length).toBeGreaterThan(0);
    for (const pair of pairs)
      expect(pairWaterfall(pair).at(-1)?.sum).toBeCloseTo(Number(pair['match_weight']), 3);
  });
});

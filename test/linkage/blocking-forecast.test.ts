import { describe, expect, it } from 'vitest';
import { forecastBlocking, type BlockingForecast } from '../../src/linkage/blocking-forecast.js';
import type { LinkageModel } from '../../src/linkage/model-file.js';
import { citizenId } from './citizens.js';
import { link, registry, shippedModel, type TestRecord } from './linking.js';

const insured: readonly TestRecord[] = Array.from({ length: 30 }, (_, i) => ({
  name: `王${String.fromCodePoint(0x4e00 + i)}`,
  idText: citizenId('19560101', i * 2 + 1),
  phone: i < 20 ? '11111111111' : `1390000${String(1000 + i)}`,
}));
const seekers: readonly TestRecord[] = [
  { name: '王大海', birth_date: '1956-01-01', phone: '11111111111' },
  { name: '王大山', birth_date: '1956-01-01' },
];
/** A cap that one block breaks. */
const MODEL: LinkageModel = {
  ...shippedModel(),
  blocking: [
    { name: 'birth date and surname', left: ['birth', 'surname'], seekers: 'without_id', cap: 500 },
    { name: 'phone', left: ['phone'], seekers: 'without_id', cap: 10 },
    { name: 'rare name', left: ['name'], seekers: 'without_id', cap: 20 },
  ],
};

async function forecast(): Promise<{
  readonly told: readonly BlockingForecast[];
  readonly cost: (figure: string, rule: string) => number;
}> {
  let told: readonly BlockingForecast[] = [];
  const { summary } = await link([registry('assistance', seekers), registry('insurance', insured)], {
    model: MODEL,
    inspect: async (engine, input) => {
      told = await forecastBlocking(engine, input);
    },
  });
  const cost = (figure: string, rule: string): number =>
    Number(summary.find((row) => row['figure'] === figure && row['detail'] === rule)?.['value']);
  return { told, cost };
}

describe('the forecast of blocking', async () => {
  const { told, cost } = await forecast();

  it('is what the run then counts', () => {
    for (const one of told) {
      expect(one.pairs, one.rule).toBe(cost('blocking_forecast', one.rule));
      expect(one.largest[0]?.size ?? 0, one.rule).toBe(cost('blocking_largest', one.rule));
      expect(one.blocksCapped, one.rule).toBe(cost('blocks_capped', one.rule));
      expect(one.pairsCapped, one.rule).toBe(cost('pairs_capped', one.rule));
    }
  });

  it('says which blocks the caps will drop', () => {
    expect(told.map(({ rule, blocksCapped, pairsCapped }) => [rule, blocksCapped, pairsCapped])).toEqual([
      ['birth date and surname', 0, 0],
      ['phone', 1, 21],
      ['rare name', 0, 0],
    ]);
  });

  it('names the largest blocks by how their keys are made up, and by no value of a person', () => {
    expect(told[0]).toMatchObject({
      key: ['birth', 'surname'],
      oneIn: 1,
      largest: [{ size: 32, form: 'birth 9999-01-01 + surname #' }],
    });
    expect(told[1]?.largest).toEqual([{ size: 21, form: 'phone one character × 11' }]);
    expect(JSON.stringify(told)).not.toMatch(/1956|王|1111/);
  });
});

describe('a forecast from a sample', () => {
  it('counts one in so many of those who seek, and all whom they may find', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      name: `王${String.fromCodePoint(0x5e00 + i)}`,
      birth_date: '1956-01-01',
    }));
    let told: readonly BlockingForecast[] = [];
    await link([registry('assistance', many), registry('insurance', insured)], {
      model: MODEL,
      inspect: async (engine, input) => {
        told = await forecastBlocking(engine, input, 10);
      },
    });
    expect(told[0]).toMatchObject({ oneIn: 4, blocks: 1, pairs: 40 * 70, largest: [{ size: 70 }] });
  });
});

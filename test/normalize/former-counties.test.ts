import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formerCounties } from '../../src/normalize/former-counties.js';
import { buildGazetteer } from '../../src/normalize/gazetteer.js';

const gazetteer = buildGazetteer(readFileSync('data/reference/areacodes.csv', 'utf8'));
const former = (...counties: string[]): string[] =>
  formerCounties(gazetteer, counties).map((one) => `${one.former} → ${one.county}`);

describe('former names of counties', () => {
  it('knows what was merged and what was renamed', () => {
    expect(former('三元区')).toEqual(['梅列区 → 三元区']);
    expect(former('福建省漳州市龙海区', '长泰区')).toContain('龙海市 → 福建省漳州市龙海区');
    expect(former('长泰区')).toEqual(['长泰县 → 长泰区']);
  });

  it('leaves a name alone that several counties bear, and one that lives on elsewhere', () => {
    expect(former('鼓楼区')).toEqual([]);
    expect(former('集美区')).not.toContain('郊区 → 集美区');
  });

  it('makes nothing of a county that nobody knows', () => {
    expect(former('南屏县')).toEqual([]);
  });
});

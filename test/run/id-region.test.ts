import { describe, expect, it } from 'vitest';
import { issuedIn } from '../../src/run/id-region.js';
import { shippedGazetteer } from '../../src/run/shipped-data.js';

/** Check characters do not matter here, and are wrong. */
const issued = (region: string): string | null => issuedIn(shippedGazetteer(), `${region}194910010000`);

describe('where a number was first issued', () => {
  it('is the county of its first six digits, in any year', () => {
    expect(issued('350583')).toBe('福建省泉州市南安市');
    expect(issued('350681')).toBe('福建省漳州市龙海市');
  });

  it('is `?` for a region that no list has', () => {
    expect(issued('350599')).toBe('?');
  });

  it('is not asked of other numbers', () => {
    expect(issuedIn(shippedGazetteer(), 'H12345678')).toBeNull();
    expect(issuedIn(shippedGazetteer(), '')).toBeNull();
  });
});

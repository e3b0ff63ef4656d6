import { describe, expect, it } from 'vitest';
import { citizenIdLevel } from '../../../src/linkage/match/citizen-id-nearness.js';

const FOUR = '440524188001010014';
const X = '11010519491231002X';

describe('the level of two numbers of persons', () => {
  it.each([
    ['equal', FOUR, FOUR],
    ['equal', 'E12345678', 'E12345678'],
    ['cut', FOUR, '440524188001010***'],
    ['cut', FOUR, '44052418800101****'],
    ['cut', FOUR, '440524188001010264'],
    ['slip', FOUR, '440524188001010015'],
    ['slip', FOUR, '440524188001100014'],
    ['slip', FOUR, '44052418800101014'],
    ['masked', FOUR, '4405**********0014'],
    ['masked', '4405**********0014', '440524********0014'],
    ['different', FOUR, X],
    ['different', FOUR, '4405**********0015'],
    // Neighbouring numbers that both check: twins.
    ['different', '350589196707030128', '350589196707030144'],
    ['different', 'E12345678', 'E12345679'],
    // A passport and an ID are two documents that one person may have; six digits are a county.
    [null, FOUR, 'E12345678'],
    [null, FOUR, '440524************'],
  ])('is %s for %s and %s', (level, l, r) => {
    expect(citizenIdLevel(l, r)).toBe(level);
    expect(citizenIdLevel(r, l)).toBe(level);
  });
});

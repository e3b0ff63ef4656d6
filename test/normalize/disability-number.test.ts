import { describe, expect, it } from 'vitest';
import { normalizeDisabilityNumber, parseDisabilityNumber } from '../../src/normalize/disability-number.js';

describe('parseDisabilityNumber', () => {
  it('takes a number apart', () => {
    expect(parseDisabilityNumber('44052418800101001443B1')).toEqual({
      number: '44052418800101001443',
      id: '440524188001010014',
      type: '4',
      level: '3',
      reissue: 1,
    });
  });

  it('keeps a number whose ID does not check, without an ID', () => {
    expect(parseDisabilityNumber('44052418800101001543')).toMatchObject({
      id: null,
      type: '4',
      level: '3',
      reissue: 0,
    });
  });

  it.each([
    ['440524188001010014 43 b2', '44052418800101001443'],
    ['11010519491231002x11', '11010519491231002X11'],
    ['１１０１０５１９４９１２３１００２Ｘ１１', '11010519491231002X11'],
    ["'11010519491231002X11", '11010519491231002X11'],
    ['残疾证号：44052418800101001443', '44052418800101001443'],
    ['110105-19491231-002X-1-1', '11010519491231002X11'],
    ['44052418800101001443（补）', '44052418800101001443'],
  ])('%j → %s', (raw, number) => {
    expect(normalizeDisabilityNumber(raw)).toBe(number);
  });

  it.each([
    '',
    '无',
    '440524188001010014',
    '44052418800101001483',
    '44052418800101001445',
    '4.40524E+19',
    '4405241880010100144',
  ])('%j is none', (raw) => {
    expect(parseDisabilityNumber(raw)).toBeNull();
  });
});

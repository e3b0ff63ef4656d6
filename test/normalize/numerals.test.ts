import { expect, it } from 'vitest';
import { chineseNumber, numeralsBefore } from '../../src/normalize/numerals.js';

/** Writes a number below 10¹² the usual way; it shares nothing with the reader. */
function written(value: number): string {
  const digits = '零一二三四五六七八九';
  const section = (n: number): string => {
    let text = '';
    let zero = false;
    for (const [unit, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(n / unit) % 10;
      if (digit === 0) zero ||= text !== '';
      else {
        text += (zero ? '零' : '') + digits.charAt(digit) + name;
        zero = false;
      }
    }
    return text;
  };
  const parts: string[] = [];
  for (const [unit, name] of [
    [1e8, '亿'],
    [1e4, '万'],
    [1, ''],
  ] as const) {
    const n = Math.floor(value / unit) % 1e4;
    if (n > 0) parts.push((parts.length > 0 && n < 1000 ? '零' : '') + section(n) + name);
  }
  return parts.join('') || '零';
}

it('reads every number as it is written', () => {
  for (const value of [
    0, 1, 10, 12, 20, 99, 100, 101, 110, 305, 1000, 1001, 1010, 2345, 10_000, 10_001, 20_300, 105_000,
    12_345_678, 100_000_001, 987_654_321_012,
  ]) {
    expect(chineseNumber(written(value)), written(value)).toBe(value);
  }
});

it.each([
  ['十二', 12],
  ['廿三', 23],
  ['卅', 30],
  ['二〇二六', 2026],
  ['壹万贰仟叁佰', 12_300],
  ['两百', 200],
])('%s is %i', (text, value) => {
  expect(chineseNumber(text)).toBe(value);
});

it.each(['', '百', '三三百', '十百', '三组', '3百', '千万里'])('%j is no number', (text) => {
  expect(chineseNumber(text)).toBeNull();
});

it('turns numerals into digits only before the words asked for', () => {
  expect(numeralsBefore('三村三组十二号', '组|号')).toBe('三村3组12号');
});

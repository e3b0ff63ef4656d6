/** Chinese numerals: plain, financial and positional. */

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...Array.from('〇一二三四五六七八九', (c, i) => [c, i] as const),
  ...Array.from('零壹贰叁肆伍陆柒捌玖', (c, i) => [c, i] as const),
  ...Array.from('○壹貳參肆伍陸柒捌玖', (c, i) => [c, i] as const),
  ['Ｏ', 0],
  ['两', 2],
  ['兩', 2],
  ['叄', 3],
  ['弌', 1],
  ['幺', 1],
]);

/** Short forms: 廿 is twenty, 卅 thirty. */
function spelled(text: string): string {
  return text.replaceAll('廿', '二十').replaceAll('卅', '三十');
}

/** A run of digits read one by one: 二〇二六 → 2026. Null when a character is no digit. */
function positional(text: string): number | null {
  let value = 0;
  for (const character of text) {
    const digit = DIGITS.get(character);
    if (digit === undefined) return null;
    value = value * 10 + digit;
  }
  return value;
}

/** Below ten thousand, with units that fall: 三百零五 → 305; only ten may begin without a digit: 十二 → 12. */
const SECTION =
  /^(?:(?<k>.)[千仟])?零?(?:(?<h>.)[百佰])?零?(?:(?<t>.?)(?<ten>[十拾]))?零?(?<one>[^千仟百佰十拾])?$/u;

/** A digit of a group, 0 where nothing is written, null where it is none. */
function digit(text: string | undefined): number | null {
  return text === undefined || text === '' ? 0 : (DIGITS.get(text) ?? null);
}

function section(text: string): number | null {
  const groups = SECTION.exec(text)?.groups;
  if (groups === undefined) return null;
  const bareTen = groups['ten'] !== undefined && groups['t'] === '';
  if (bareTen && !/^[十拾]/.test(text)) return null;
  const digits = [groups['k'], groups['h'], bareTen ? '一' : groups['t'], groups['one']].map(digit);
  return digits.reduce((total, value) => (total === null || value === null ? null : total * 10 + value), 0);
}

/** A whole number below 10¹² in Chinese numerals; null for anything else, mixed digits included. */
export function chineseNumber(written: string): number | null {
  const text = spelled(written);
  if (text === '') return null;
  if (!/[十拾百佰千仟万萬亿億]/.test(text)) return Array.from(text).length > 12 ? null : positional(text);
  const parts = /^(?:(.+)[亿億])?(?:(.+)[万萬])?(.*)$/.exec(text);
  if (parts === null) return null;
  const [, hundredMillions, tenThousands, rest = ''] = parts;
  let total = 0;
  for (const [part, factor] of [
    [hundredMillions, 100_000_000],
    [tenThousands, 10_000],
    [rest === '' ? undefined : rest, 1],
  ] as const) {
    if (part === undefined) continue;
    const value = section(part);
    if (value === null) return null;
    total += value * factor;
  }
  return total;
}

/** 三组 → 3组: Chinese numerals below a thousand before one of the given words become digits. */
export function numeralsBefore(text: string, words: string): string {
  const pattern = new RegExp(`([〇零一二三四五六七八九十百廿卅两]{1,6})(?=(?:${words}))`, 'g');
  return text.replace(pattern, (run) => String(chineseNumber(run) ?? run));
}

import { isRealDay } from './citizen-id-checks.js';
import { chineseNumber } from './numerals.js';
import { normalizeText } from './text.js';

/** A day, or the first day of the month or year that is known. */
export interface ParsedDate {
  readonly date: string;
  readonly precision: 'day' | 'month' | 'year';
}

const YEAR = '(1[89][0-9][0-9]|2[0-9][0-9][0-9])';

/** `YYYY-MM-DD` that certainly is a day (29 February goes to the normaliser); for RE2, Java and JavaScript alike. */
export const CLEAN_DATE = `${YEAR}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))`;

/** A month as its first day, `YYYY-MM-01`. */
export const CLEAN_MONTH = `${YEAR}-(0[1-9]|1[0-2])-01`;

const TIME =
  /(?:T| |(?<=日|号))(?:(?:上午|下午)? ?\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:[.,]\d+)?秒?|分)?(?: ?[AP]M)?(?:Z| ?[+-]\d{2}:?\d{2})?|\d{1,2}时)$/;
const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC';

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

function build(year: number, month: number | null, day: number | null): ParsedDate | null {
  if ((year < 1800 || year > 2999) && year !== 9999) return null;
  if (month === null) return { date: `${year}-01-01`, precision: 'year' };
  if (!isRealDay(year, month, day ?? 1)) return null;
  return { date: `${year}-${pad(month)}-${pad(day ?? 1)}`, precision: day === null ? 'month' : 'day' };
}

/** A month or day; 00 is how systems write that they do not know it. */
function part(text: string | undefined): number | null {
  return text === undefined || /^0*$/.test(text) ? null : Number(text);
}

/** Days of a spreadsheet since 1899-12-30, from 1954 to 2064; below 20000 it could be anything else. */
function fromSerial(text: string): ParsedDate | null {
  const serial = /^([2-5]\d{4}|60000)(?:\.\d+)?$/.exec(text);
  if (serial === null) return null;
  const day = new Date(Date.UTC(1899, 11, 30) + Number(serial[1]) * 86_400_000);
  return { date: day.toISOString().slice(0, 10), precision: 'day' };
}

function fromDigits(text: string): ParsedDate | null {
  const parts = /^(\d{4})(\d{2})(?:(\d{2})(?:\d{4}|\d{6}|\d{9})?)?$/.exec(text);
  return parts === null ? null : build(Number(parts[1]), part(parts[2]), part(parts[3]));
}

function fromSeparated(text: string): ParsedDate | null {
  const parts =
    /^(\d{4})([-/.、])(\d{1,2})(?:\2(\d{1,2}))?$/.exec(text) ??
    /^(\d{4})( )(\d{1,2})(?: (\d{1,2}))?$/.exec(text);
  return parts === null ? null : build(Number(parts[1]), part(parts[3]), part(parts[4]));
}

function fromWords(text: string): ParsedDate | null {
  const parts = /^(\d{4})年(?:度|(\d{1,2})月(?:份|(?:(\d{1,2})[日号]?))?)?$/.exec(text);
  return parts === null ? null : build(Number(parts[1]), part(parts[2]), part(parts[3]));
}

/** 二〇二六年七月三十一日 as digits. */
function digitsForNumerals(text: string): string {
  if (!/^(?:\d{4}|[〇○零一二三四五六七八九]{4})年/.test(text)) return text;
  return text.replace(/[〇○零一二三四五六七八九十廿卅]+(?=[年月日号])/g, (run) =>
    String(chineseNumber(run) ?? run),
  );
}

const REPUBLIC = /^民国(元|\d{1,3}|[一二三四五六七八九十廿卅百]+)年/;

/** 民国三十五年 is 1946: the first year, 元年, was 1912. */
function commonEra(text: string): string {
  return text.replace(REPUBLIC, (written, count: string) => {
    const years = count === '元' ? 1 : /^\d/.test(count) ? Number(count) : chineseNumber(count);
    return years === null || years < 1 ? written : `${String(1911 + years)}年`;
  });
}

/** 31-Jul-2026 and Jul 31, 2026; a month in words is the only thing that makes a year at the end unambiguous. */
function fromEnglish(text: string): ParsedDate | null {
  const dayFirst = /^(?<day>\d{1,2})[- /](?<month>[A-Z]{3})[A-Z]*\.?[-, /]+(?<year>\d{4})$/.exec(text);
  const monthFirst = /^(?<month>[A-Z]{3})[A-Z]*\.? (?<day>\d{1,2}),? (?<year>\d{4})$/.exec(text);
  const groups = (dayFirst ?? monthFirst)?.groups;
  if (groups === undefined) return null;
  const index = MONTHS.indexOf(groups['month'] ?? '');
  return index % 3 === 0 ? build(Number(groups['year']), index / 3 + 1, Number(groups['day'])) : null;
}

/**
 * A date in any form that departments write, with what is known of it. Two-digit years, a numeric year at the end,
 * days that do not exist, days of the lunar calendar and years outside 1800–2999 (9999 is "no end") give null: a date is
 * never guessed.
 */
export function parseDate(raw: string): ParsedDate | null {
  const folded = (normalizeText(raw) ?? '')
    .toUpperCase()
    .replace(/^="?(.*?)"?$/, '$1')
    .replace(/^['"]+|['"]+$/g, '')
    .replace(/[‐‑‒–—−]/g, '-')
    .trim();
  const whole = folded
    .replace(TIME, '')
    .replace(/ ?(?<=[-/.、年月]) ?| ?(?=[-/.、年月日号])/g, '')
    .trim();
  const text = digitsForNumerals(commonEra(whole.replace(/(?<=\d)[.。、]$/, '')));
  if (/^\d{4}$/.test(text)) return /^(?:1[89]|20)/.test(text) ? build(Number(text), null, null) : null;
  return fromSerial(text) ?? fromDigits(text) ?? fromSeparated(text) ?? fromWords(text) ?? fromEnglish(text);
}

/** A day as YYYY-MM-DD; null unless the day itself is known. */
export function normalizeDate(raw: string): string | null {
  const parsed = parseDate(raw);
  return parsed?.precision === 'day' ? parsed.date : null;
}

/** A month as its first day, YYYY-MM-01, from a month or a full date; null where only the year is known. */
export function normalizeMonth(raw: string): string | null {
  const parsed = parseDate(raw);
  return parsed === null || parsed.precision === 'year' ? null : `${parsed.date.slice(0, 7)}-01`;
}

import { normalizeText } from './text.js';

/** A canonical number: a mobile, or area code, number and extension; understood alike by RE2, Java and JavaScript. */
export const CLEAN_PHONE =
  '1[3-9][0-9]{9}|0(10|2[0-9])-[2-8][0-9]{7}(-[0-9]{1,5})?|0[3-9][0-9]{2}-[2-8][0-9]{6,7}(-[0-9]{1,5})?';

/** One number in running text; the separators inside it are spaces, dashes and brackets. */
const PHONE =
  /(?<!\d)(?:\(?(?:\+|00)?86\)?[- ]?)?(?:(?<mobile>1[3-9]\d(?:[- ]?\d{4}){2})(?:\.0)?|\(?(?<area>0?(?:10|2\d)|0?[3-9]\d{2})\)?[- ]?(?<local>[2-8]\d{2,3}[- ]?\d{4})(?: ?(?:-|转|分机|EXT\.?|X)[:：]? ?(?<extension>\d{1,5}))?)(?!\d)/g;

/** A mobile number as a program prints a 64-bit float, with all its digits: `1.3812345678E10`. */
const FLOAT = /(?<![\d.])1\.([3-9]\d{9})E\+?10(?!\d)/g;
/** Two mobile numbers without anything between them. */
const TWO_MOBILES = /(?<!\d)(1[3-9]\d{9})(?=1[3-9]\d{9}(?!\d))/g;

function canonical(groups: Readonly<Record<string, string | undefined>>, written: string): string | null {
  const { mobile, area, local, extension } = groups;
  if (mobile !== undefined) return mobile.replace(/[- ]/g, '');
  if (area === undefined || local === undefined) return null;
  // Without its zero an area code is believed only after +86, where the zero is dropped by rule.
  if (!area.startsWith('0') && !/(?:\+|00)86/.test(written)) return null;
  const code = area.startsWith('0') ? area : `0${area}`;
  const number = local.replace(/[- ]/g, '');
  if (code.length === 3 && number.length !== 8) return null;
  return `${code}-${number}${extension === undefined ? '' : `-${extension}`}`;
}

/** Every number in a cell, canonical, in the order written, each once. */
export function phones(raw: string): readonly string[] {
  const folded = (normalizeText(raw) ?? '')
    .toUpperCase()
    .replace(/[‐‑‒–—―~]/g, '-')
    .replace(FLOAT, '1$1')
    .replace(TWO_MOBILES, '$1 ');
  const found = Array.from(folded.matchAll(PHONE), (match) => canonical(match.groups ?? {}, match[0]));
  return [...new Set(found.filter((phone) => phone !== null))];
}

/** The first number in a cell: an 11-digit mobile, or `area-number[-extension]`; null without one. */
export function normalizePhone(raw: string): string | null {
  return phones(raw)[0] ?? null;
}

/** How a number may be shown: `138****1234`, `0595-****3456`. */
export function maskPhone(phone: string): string {
  if (/^1\d{10}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`;
  const landline = /^(0\d{2,3})-\d{3,4}(\d{4})/.exec(phone);
  if (landline !== null) return `${landline[1] ?? ''}-****${landline[2] ?? ''}`;
  return '*'.repeat(Array.from(phone).length);
}

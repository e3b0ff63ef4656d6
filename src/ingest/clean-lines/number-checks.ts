import { FEMALE, MALE, type FieldCheck, type RowFacts } from './row-facts.js';

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;
/** GB 11643-1999 (ISO 7064 MOD 11-2): weights of the 17 digits, and the check characters by remainder. */
const WEIGHTS = Uint8Array.of(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
const CHECK_CHARACTERS = Buffer.from('10X98765432', 'latin1');
const DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** The digit at a place as a number; above 9 where there is none. */
function digit(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) - ZERO) >>> 0;
}

/** The digits from `at` on as a number, or -1 where one of them is none. */
function digits(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let place = at; place < at + count; place += 1) {
    const read = digit(bytes, place);
    if (read > 9) return -1;
    value = value * 10 + read;
  }
  return value;
}

/** Days of a month in a year of QUICK_CITIZEN_ID: from 1800 to 2099, where 1800 and 1900 have no 29 February. */
function daysOf(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year === 2000);
  return (DAYS[month] as number) + (leap ? 1 : 0);
}

/** Birth date of an ID number that begins at `at` as YYYYMMDD, or -1 where it is not valid; as QUICK_CITIZEN_ID. */
function citizenIdBirth(bytes: Uint8Array, at: number): number {
  const first = digit(bytes, at);
  if (first < 1 || first > 8) return -1;
  let sum = 0;
  let birth = 0;
  for (let place = 0; place < 17; place += 1) {
    const read = digit(bytes, at + place);
    if (read > 9) return -1;
    sum += (WEIGHTS[place] as number) * read;
    if (place >= 6 && place < 14) birth = birth * 10 + read;
  }
  return bytes[at + 17] === CHECK_CHARACTERS[sum % 11] && isBirth(birth) ? birth : -1;
}

function isBirth(birth: number): boolean {
  const year = (birth / 10_000) | 0;
  const day = birth % 100;
  return year >= 1800 && year <= 2099 && day >= 1 && day <= daysOf(year, ((birth / 100) | 0) % 100);
}

/** An ID number of somebody else than the record's own person. */
export const otherIdCheck: FieldCheck = (bytes, at) => (citizenIdBirth(bytes, at) === -1 ? -1 : at + 18);

/** The record's own ID number; births outside `oldest` to `newest` (YYYYMMDD) are doubtful, as in D09. */
export function ownIdCheck(oldest: number, newest: number): FieldCheck {
  return (bytes, at, row) => {
    const birth = citizenIdBirth(bytes, at);
    if (birth < oldest || birth > newest) return -1;
    row.idAt = at;
    row.idBirth = birth;
    row.idSex = digit(bytes, at + 16) % 2 === 1 ? MALE : FEMALE;
    return at + 18;
  };
}

/** YYYY-MM-DD as CLEAN_DATE has it, as a number; -1 for anything else. */
function dayNumber(bytes: Uint8Array, at: number): number {
  const year = digits(bytes, at, 4);
  if (year < 1800 || year > 2999 || bytes[at + 4] !== MINUS) return -1;
  const month = digits(bytes, at + 5, 2);
  if (month < 1 || month > 12 || bytes[at + 7] !== MINUS) return -1;
  const day = digits(bytes, at + 8, 2);
  return day < 1 || day > (DAYS[month] as number) ? -1 : year * 10_000 + month * 100 + day;
}

/** A day; `keep` remembers it for the checks across fields. */
export function dateCheck(keep: (row: RowFacts, day: number) => void = () => undefined): FieldCheck {
  return (bytes, at, row) => {
    const day = dayNumber(bytes, at);
    if (day === -1) return -1;
    keep(row, day);
    return at + 10;
  };
}

/** A month as its first day. */
export const monthCheck: FieldCheck = (bytes, at) => {
  const day = dayNumber(bytes, at);
  return day === -1 || day % 100 !== 1 ? -1 : at + 10;
};

/** Yuan as CLEAN_AMOUNT has them; a minus is doubtful unless the kind knows reversals. */
export function amountCheck(mayBeNegative: boolean): FieldCheck {
  return (bytes, start) => {
    let at = mayBeNegative && bytes[start] === MINUS ? start + 1 : start;
    const first = at;
    while (digit(bytes, at) <= 9) at += 1;
    const width = at - first;
    if (width === 0 || width > 12 || (width > 1 && bytes[first] === ZERO)) return -1;
    return bytes[at] === POINT ? cents(bytes, at + 1) : at;
  };
}

/** Where one or two digits after the point end. */
function cents(bytes: Uint8Array, at: number): number {
  if (digit(bytes, at) > 9) return -1;
  return digit(bytes, at + 1) > 9 ? at + 1 : at + 2;
}

export const integerCheck: FieldCheck = (bytes, start) => {
  let at = start;
  while (digit(bytes, at) <= 9) at += 1;
  return at === start || at - start > 9 ? -1 : at;
};

/** A mobile number; others go to the normaliser. */
export const phoneCheck: FieldCheck = (bytes, at) => {
  if (digit(bytes, at) !== 1) return -1;
  const second = digit(bytes, at + 1);
  if (second < 3 || second > 9) return -1;
  for (let place = at + 2; place < at + 11; place += 1) if (digit(bytes, place) > 9) return -1;
  return at + 11;
};

/** A certificate number as CLEAN_DISABILITY_NUMBER has it: 17 digits, digit or X, type 1–7, level 1–4. */
export const disabilityNoCheck: FieldCheck = (bytes, at, row) => {
  for (let place = at; place < at + 17; place += 1) if (digit(bytes, place) > 9) return -1;
  if (digit(bytes, at + 17) > 9 && bytes[at + 17] !== 0x58) return -1;
  const type = digit(bytes, at + 18);
  if (type < 1 || type > 7) return -1;
  const level = digit(bytes, at + 19);
  if (level < 1 || level > 4) return -1;
  row.certificateAt = at;
  return at + 20;
};

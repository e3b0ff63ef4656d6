/** Arithmetic of GB 11643-1999: shape, real birth date, check character, century of the old numbers. */

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** Region, date and sequence with the check character; the date is real and from 1800 to 2099. */
const SHAPE = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;

/**
 * What a canonical number looks like, in the regular-expression subset that RE2, Java and JavaScript share. Check
 * character and calendar are verified apart. Numbers that begin with 9 (permanent residence cards of foreigners) are
 * left to the normaliser, because social credit codes begin with 9 too.
 */
export const CLEAN_CITIZEN_ID =
  '[1-8][0-9]{5}(18|19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]';

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** True for a day of the Gregorian calendar. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const days = DAYS[month - 1];
  if (days === undefined || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= days + (leap ? 1 : 0);
}

/** ISO 7064 MOD 11-2 over 17 digits; null when they are not 17 digits. Source: GB 11643-1999. */
export function checkCharacter(first17: string): string | null {
  if (!/^\d{17}$/.test(first17)) return null;
  let sum = 0;
  for (let i = 0; i < WEIGHTS.length; i += 1) sum += (first17.charCodeAt(i) - 48) * (WEIGHTS[i] ?? 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** True when the 8 digits YYYYMMDD are a real day from 1800 to 2099. */
export function isBirthDate(digits: string): boolean {
  if (!/^(?:18|19|20)\d{6}$/.test(digits)) return false;
  return isRealDay(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6)));
}

/** True for a canonical 18-character number: shape, real date, check character. The region is not looked at. */
export function isValidCitizenId(value: string): boolean {
  return (
    SHAPE.test(value) && isBirthDate(value.slice(6, 14)) && checkCharacter(value.slice(0, 17)) === value[17]
  );
}

/** Birth date of an 18-character number as YYYY-MM-DD. */
export function birthDateOf(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
}

/** Sex of an 18-character number: the 17th digit is odd for men. */
export function sexOf(id: string): 'M' | 'F' {
  return id.charCodeAt(16) % 2 === 1 ? 'M' : 'F';
}

/**
 * A 15-digit number of GB 11643-1989 as 18 characters, or null when its date is not real. The century is 19, but 18
 * for the sequence numbers 996–999 of centenarians. It is never 20: the old numbers ended in 1999.
 */
export function upgrade15(value: string): string | null {
  if (!/^[1-9]\d{14}$/.test(value)) return null;
  const century = Number(value.slice(12)) >= 996 ? '18' : '19';
  const first17 = value.slice(0, 6) + century + value.slice(6);
  return isBirthDate(first17.slice(6, 14)) ? first17 + (checkCharacter(first17) ?? '') : null;
}

const CREDIT_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;

/** True for a unified social credit code of an organisation (GB 32100-2015, MOD 31). */
export function isSocialCreditCode(value: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(value)) return false;
  const sum = CREDIT_WEIGHTS.reduce(
    (total, weight, i) => total + CREDIT_CHARACTERS.indexOf(value.charAt(i)) * weight,
    0,
  );
  return CREDIT_CHARACTERS.charAt((31 - (sum % 31)) % 31) === value[17];
}

import type { ColumnRequest, ColumnSql } from './column-sql.js';
import { quickOr, rawUnless } from './column-sql.js';
import { text } from '../../engine/sql.js';

/** Month and day of any year, without 29 February. */
const COMMON_DAY = '((0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])(29|30)|(0[13578]|1[02])31)';
const LEAP_YEAR = '((18|19|20)(0[48]|[2468][048]|[13579][26])|2000)';

/**
 * Shape of a canonical number with a real date; the check character is verified apart. Numbers that begin with 9 go to
 * the normaliser, because social credit codes begin with 9 too.
 */
export const QUICK_CITIZEN_ID = `[1-8][0-9]{5}((18|19|20)[0-9]{2}${COMMON_DAY}|${LEAP_YEAR}0229)[0-9]{3}[0-9X]`;

/**
 * The number whose 17 digits are `v` has a right check character when this is 1 modulo 11. GB 11643 weighs the digit k
 * places from the right of the 17 with 2^(k+1) mod 11; with q(k) = v // 10^k a digit is q(k) − 10 q(k+1), which gives
 * the coefficients 2 for q(0) and 3·2^k mod 11 for q(k): half the divisions.
 */
function weightedSum(v: string, last: string): string {
  const terms = [`2 * ${v}`];
  for (let k = 1, coefficient = 6; k <= 16; k += 1, coefficient = (coefficient * 2) % 11) {
    terms.push(`${coefficient} * (${v} // ${10n ** BigInt(k)})`);
  }
  // '0'–'9' are 0–9; 'X' is 88 − 48 = 40, and 40 modulo 30 is 10.
  return `(${terms.join(' + ')} + (ascii(${last}) - 48) % 30) % 11`;
}

/** `<column>` (18 valid characters), `_raw`, `_kind` and `_key` as normalize/citizen-id has them. */
export function idColumn({ column }: ColumnRequest): ColumnSql {
  const raw = `r_${column}`;
  const digits = `v_${column}`;
  const ok = `ok_${column}`;
  return {
    shape: [
      {
        name: digits,
        sql: `CASE WHEN regexp_full_match(${raw}, ${text(QUICK_CITIZEN_ID)}) THEN CAST(left(${raw}, 17) AS BIGINT) END`,
      },
    ],
    verified: [
      {
        name: ok,
        sql: `CASE WHEN ${digits} IS NULL THEN false ELSE ${weightedSum(digits, `right(${raw}, 1)`)} = 1 END`,
      },
    ],
    outputs: [
      { name: column, sql: quickOr(raw, ok, raw, `citizen_id(${raw})`) },
      { name: `${column}_raw`, sql: rawUnless(raw, ok) },
      { name: `${column}_kind`, sql: quickOr(raw, ok, text('valid'), `citizen_id_kind(${raw})`) },
      { name: `${column}_key`, sql: quickOr(raw, ok, 'NULL', `citizen_id_key(${raw})`) },
    ],
  };
}

/** The 17 digits of a valid number as BIGINT, whichever way it was read; for comparisons with other columns. */
export function idDigits(column: string): string {
  return `CASE WHEN ok_${column} THEN v_${column} ELSE try_cast(left(${column}, 17) AS BIGINT) END`;
}

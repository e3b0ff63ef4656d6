import { text } from '../../engine/sql.js';
import { CLEAN_AMOUNT } from '../../normalize/amount.js';
import { CLEAN_DATE, CLEAN_MONTH } from '../../normalize/date.js';
import { CLEAN_DISABILITY_NUMBER } from '../../normalize/disability-number.js';
import { CLEAN_PERSON_NAME, PLACEHOLDER_NAMES } from '../../normalize/person-name.js';
import { CLEAN_PHONE } from '../../normalize/phone.js';
import { quickOr, rawUnless, type ColumnRequest, type ColumnSql } from './column-sql.js';

const CLEAN_WORD = '[!-~一-鿿、。“”‘’《》]+';
/** Text on which normalizeText is the identity: no wide forms, nothing invisible, single spaces inside. */
export const CLEAN_TEXT = `${CLEAN_WORD}( ${CLEAN_WORD})*`;

interface Quick {
  readonly pattern: string;
  readonly quick: (raw: string) => string;
  readonly slow: (raw: string) => string;
}

function byPattern({ column }: ColumnRequest, { pattern, quick, slow }: Quick): ColumnSql {
  const raw = `r_${column}`;
  const ok = `ok_${column}`;
  return {
    shape: [{ name: ok, sql: `coalesce(regexp_full_match(${raw}, ${text(pattern)}), false)` }],
    verified: [],
    outputs: [
      { name: column, sql: quickOr(raw, ok, quick(raw), slow(raw)) },
      { name: `${column}_raw`, sql: rawUnless(raw, ok) },
    ],
  };
}

const same = (raw: string): string => raw;
const cast =
  (type: string) =>
  (raw: string): string =>
    `CAST(${raw} AS ${type})`;
const tryCast =
  (fn: string, type: string) =>
  (raw: string): string =>
    `try_cast(${fn}(${raw}) AS ${type})`;

export const dateColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, { pattern: CLEAN_DATE, quick: cast('DATE'), slow: tryCast('parse_date', 'DATE') });

export const monthColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, { pattern: CLEAN_MONTH, quick: cast('DATE'), slow: tryCast('parse_month', 'DATE') });

export const amountColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, {
    pattern: CLEAN_AMOUNT,
    quick: cast('DECIMAL(14,2)'),
    slow: tryCast('parse_amount', 'DECIMAL(14,2)'),
  });

export const integerColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, {
    pattern: '[0-9]{1,9}',
    quick: cast('INTEGER'),
    slow: tryCast('parse_integer', 'INTEGER'),
  });

export const phoneColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, { pattern: CLEAN_PHONE, quick: same, slow: (raw) => `parse_phone(${raw})` });

export const disabilityNoColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, {
    pattern: CLEAN_DISABILITY_NUMBER,
    quick: same,
    slow: (raw) => `parse_disability_no(${raw})`,
  });

export const addressColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, { pattern: CLEAN_TEXT, quick: same, slow: (raw) => `fold_text(${raw})` });

/** Names of places and grids: spaces inside are the work of a form's layout (南 屏 县). */
export const placeColumn = (request: ColumnRequest): ColumnSql =>
  byPattern(request, { pattern: CLEAN_WORD, quick: same, slow: (raw) => `fold_place(${raw})` });

/** Text keeps no raw twin: folding takes nothing away that a reader would miss. */
export function textColumn(request: ColumnRequest): ColumnSql {
  const { shape, verified, outputs } = addressColumn(request);
  return { shape, verified, outputs: outputs.slice(0, 1) };
}

export function nameColumn({ column }: ColumnRequest): ColumnSql {
  const raw = `r_${column}`;
  const ok = `ok_${column}`;
  const clean = `regexp_full_match(${raw}, ${text(CLEAN_PERSON_NAME)}) AND NOT regexp_matches(${raw}, ${text(PLACEHOLDER_NAMES)})`;
  return {
    shape: [{ name: ok, sql: `coalesce(${clean}, false)` }],
    verified: [],
    outputs: [
      { name: column, sql: quickOr(raw, ok, raw, `person_name(${raw})`) },
      { name: `${column}_raw`, sql: rawUnless(raw, ok) },
      { name: `${column}_note`, sql: quickOr(raw, ok, 'NULL', `person_name_note(${raw})`) },
      { name: `${column}_alias`, sql: quickOr(raw, ok, 'NULL', `person_name_alias(${raw})`) },
    ],
  };
}

export function sexColumn({ column }: ColumnRequest): ColumnSql {
  const raw = `r_${column}`;
  const quick = `CASE ${raw} WHEN '男' THEN 'M' WHEN '女' THEN 'F' END`;
  return {
    shape: [{ name: `ok_${column}`, sql: `coalesce(${raw} IN ('男', '女'), false)` }],
    verified: [],
    outputs: [
      { name: column, sql: quickOr(raw, `ok_${column}`, quick, `parse_sex(${raw})`) },
      { name: `${column}_raw`, sql: rawUnless(raw, `ok_${column}`) },
    ],
  };
}

import { date, number, text } from '../engine/sql.js';
import { columnName, type FieldSpec } from '../model/kinds/field.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import { isPlaceholder, type Named } from './columns/column-sql.js';
import { idDigits } from './columns/id-column.js';
import { MISPLACED, misplacedCells } from './misplaced-cells.js';

/** A quality code and the SQL condition under which a record carries it. */
export interface FlagRule {
  readonly code: string;
  readonly sql: string;
}

export interface FlagRequest {
  readonly kind: RegistryKind;
  /** Fields that have a column in this export. */
  readonly present: readonly FieldSpec[];
  /** Day to which the registry is complete, YYYY-MM-DD. */
  readonly asOf: string;
}

/** Ages above this are doubtful. */
export const OLDEST_AGE = 110;

/**
 * The quality rules that one record alone can break (domain §1.5; D05, D06, D10, D14 and D15 need more than a record).
 * Conditions stand over the columns of the snapshot and the helper columns of `flagHelpers`.
 */
export function flagRules(request: FlagRequest): readonly FlagRule[] {
  const rules = [...idRules(request), ...personRules(request), ...valueRules(request)];
  return rules.filter((rule) => rule.sql !== '');
}

/** Columns that conditions share: the 17 digits and the birth date of the record's own ID. */
export function flagHelpers(request: FlagRequest): readonly Named[] {
  if (!has(request, 'id')) return [];
  return [{ name: 'n_id', sql: idDigits('id') }];
}

/** The text of all codes of a record, space-separated, or NULL; clean records cost one OR. */
export function flagsExpression(rules: readonly FlagRule[]): string {
  if (rules.length === 0) return 'CAST(NULL AS VARCHAR)';
  const codes = [...new Set(rules.map((rule) => rule.code))].sort();
  const conditionOf = (code: string): string =>
    rules
      .filter((rule) => rule.code === code)
      .map((rule) => `(${rule.sql})`)
      .join(' OR ');
  const any = rules.map((rule) => `(${rule.sql})`).join('\n    OR ');
  const cases = codes.map((code) => `CASE WHEN ${conditionOf(code)} THEN ${text(code)} END`);
  return `CASE\n    WHEN ${any}\n    THEN concat_ws(' ', ${cases.join(',\n      ')}) END`;
}

function has(request: FlagRequest, field: string): boolean {
  return request.present.some(({ name }) => name === field);
}

function idRules(request: FlagRequest): readonly FlagRule[] {
  return request.present
    .filter(({ type }) => type === 'id')
    .flatMap(({ name }) => {
      const kind = `${columnName(name)}_kind`;
      return [
        { code: 'D01', sql: `${kind} = 'invalid'` },
        { code: 'D02', sql: `${kind} = 'upgraded'` },
        { code: 'D03', sql: `${kind} IN ('truncated', 'scientific')` },
        { code: 'D04', sql: `${kind} = 'masked'` },
      ];
    });
}

function personRules(request: FlagRequest): readonly FlagRule[] {
  const withId = has(request, 'id');
  const born = '(n_id // 1000) % 100000000';
  const today = Number(request.asOf.replaceAll('-', ''));
  const oldest = today - OLDEST_AGE * 10_000;
  const rule = (code: string, when: boolean, sql: string): FlagRule => ({ code, sql: when ? sql : '' });
  return [
    rule('D07', withId && has(request, 'sex'), `(n_id % 2 = 1) <> (sex = 'M')`),
    rule('D07', withId && has(request, 'birthDate'), `${born} <> ${dayNumber('birth_date')}`),
    rule('D08', withId && has(request, 'disabilityNo'), `left(disability_no, 18) <> id`),
    rule(
      'D08',
      has(request, 'disabilityNo') && has(request, 'disabilityType'),
      `substr(disability_no, 19, 1) <> disability_type`,
    ),
    rule(
      'D08',
      has(request, 'disabilityNo') && has(request, 'disabilityLevel'),
      `substr(disability_no, 20, 1) <> disability_level`,
    ),
    rule('D09', withId, `${born} < ${number(oldest)} OR ${born} > ${number(today)}`),
    rule(
      'D09',
      !withId && has(request, 'birthDate'),
      `${dayNumber('birth_date')} < ${number(oldest)} OR birth_date > ${date(request.asOf)}`,
    ),
    rule('D13', has(request, 'deathDate'), `death_date > ${date(request.asOf)}`),
    rule('D13', withId && has(request, 'deathDate'), `${dayNumber('death_date')} < ${born}`),
    rule('D13', has(request, 'deathDate') && has(request, 'birthDate'), 'death_date < birth_date'),
    rule('D20', misplacedCells(request.present) !== null, MISPLACED),
  ];
}

function valueRules(request: FlagRequest): readonly FlagRule[] {
  return request.present.flatMap((field): FlagRule[] => {
    const column = columnName(field.name);
    const unread = `${column} IS NULL AND ${column}_raw IS NOT NULL AND NOT ${isPlaceholder(`${column}_raw`)}`;
    switch (field.type) {
      case 'category':
        return [{ code: 'D11', sql: unread }];
      case 'amount':
        return [
          { code: 'D12', sql: unread },
          { code: 'D12', sql: request.kind === 'settlement' ? '' : `${column} < 0` },
          { code: 'D12', sql: `${column}_raw IS NOT NULL AND regexp_matches(${column}_raw, '[一-鿿]')` },
        ];
      case 'name':
        return field.name === 'name' ? [{ code: 'D16', sql: 'name IS NULL' }] : [];
      case 'date':
      case 'month':
      case 'integer':
      case 'sex':
        return [{ code: 'D17', sql: unread }];
      case 'text':
      case 'id':
      case 'phone':
      case 'address':
      case 'place':
      case 'disabilityNo':
        return [];
    }
  });
}

function dayNumber(column: string): string {
  return `year(${column}) * 10000 + month(${column}) * 100 + day(${column})`;
}

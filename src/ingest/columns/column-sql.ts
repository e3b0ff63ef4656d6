import { text } from '../../engine/sql.js';
import type { FieldSpec } from '../../model/kinds/field.js';
import type { VocabularyName } from '../../model/vocabularies.js';

/** Project mappings: vocabulary → written form → code. */
export type Mappings = Readonly<Partial<Record<VocabularyName, Readonly<Record<string, string>>>>>;

/** A named SQL expression. */
export interface Named {
  readonly name: string;
  readonly sql: string;
}

/**
 * How one field is read, in the stages of one SELECT: `shape` looks at the raw text with cheap patterns, `verified`
 * may use it, `outputs` are the columns of the snapshot. Raw text is the column `r_<column>`.
 */
export interface ColumnSql {
  readonly shape: readonly Named[];
  readonly verified: readonly Named[];
  readonly outputs: readonly Named[];
}

export interface ColumnRequest {
  readonly field: FieldSpec;
  /** Column name in the snapshot. */
  readonly column: string;
  /** Project mappings of the field's vocabulary, written form → code. */
  readonly mappings: Readonly<Record<string, string>>;
}

/** What departments write where there is nothing. */
const PLACEHOLDERS = [
  '',
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '.',
  '无',
  '空',
  '不详',
  '未知',
  '暂无',
  'NULL',
  'null',
  'None',
  'N/A',
  '#N/A',
  '0000-00-00',
  '00000000',
];

/** True for text that only says that there is nothing. */
export function isPlaceholder(raw: string): string {
  return `trim(${raw}) IN (${PLACEHOLDERS.map(text).join(', ')})`;
}

/** The quick value where the pattern held, else the TypeScript function; NULL never reaches JavaScript. */
export function quickOr(raw: string, ok: string, quick: string, slow: string): string {
  return `CASE WHEN ${raw} IS NULL THEN NULL WHEN ${ok} THEN ${quick} ELSE ${slow} END`;
}

/** The raw text where it is not the canonical form itself. */
export function rawUnless(raw: string, ok: string): string {
  return `CASE WHEN ${ok} THEN NULL ELSE ${raw} END`;
}

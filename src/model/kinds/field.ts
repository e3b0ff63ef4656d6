import type { VocabularyName } from '../vocabularies.js';

/**
 * How a field is read and stored. Canonical forms in Parquet:
 * name, text, address, phone, place (text without spaces) → VARCHAR; id → VARCHAR (18 characters) beside `<column>_kind` and `<column>_key`;
 * sex → 'M' | 'F'; date → DATE; month → DATE on the first of the month; amount → DECIMAL(14,2) in yuan;
 * integer → INTEGER; category → a code of its vocabulary; disabilityNo → VARCHAR (20 characters, no reissue suffix).
 */
export const FIELD_TYPES = [
  'text',
  'name',
  'id',
  'sex',
  'date',
  'month',
  'amount',
  'integer',
  'phone',
  'address',
  'place',
  'category',
  'disabilityNo',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface FieldSpec {
  /** Name in the project file and in `yingbao schema`, camelCase. */
  readonly name: string;
  readonly type: FieldType;
  readonly vocabulary?: VocabularyName;
  readonly required?: boolean;
  /** Headers that mean this field, most usual first, as departments write them; the first is the Chinese label. */
  readonly synonyms: readonly string[];
  /** What it is for, in English. */
  readonly purpose: string;
}

export interface KindSpec {
  readonly title: { readonly zh: string; readonly en: string };
  readonly purpose: string;
  /** Words in a file's name that speak for this kind. */
  readonly fileNameWords: readonly string[];
  /** True where a person normally has many rows (payments, settlements, petitions). */
  readonly manyRowsPerPerson: boolean;
  readonly fields: readonly FieldSpec[];
  /** Fields of which a file must have at least one; without any it is no list of this kind. */
  readonly oneOf?: readonly string[];
}

/** The column of a field in Parquet and SQL: `headId` → `head_id`. */
export function columnName(fieldName: string): string {
  return fieldName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

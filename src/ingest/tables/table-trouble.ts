import type { Bilingual } from '../../model/bilingual.js';

/** What the reading child may say about a file; each code stands in the issue catalogue. */
export const TABLE_TROUBLES = [
  'E_ARCHIVE_DAMAGED',
  'E_ARCHIVE_ENTRIES',
  'E_ARCHIVE_LIMIT',
  'E_WORKBOOK_DAMAGED',
  'E_WORKBOOK_ENCRYPTED',
  'E_WORKBOOK_LIMIT',
  'E_PARQUET_DAMAGED',
] as const;
export type TableTrouble = (typeof TABLE_TROUBLES)[number];

/** Thrown inside the child process; the parent turns it into an InputError. `what` never holds a value of a cell. */
export class TableError extends Error {
  constructor(
    readonly code: TableTrouble,
    readonly what: Bilingual,
  ) {
    super(`${code}: ${what.en}`);
  }
}

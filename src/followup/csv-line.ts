import { stringify } from 'csv-stringify/sync';

/** Nothing to quote, and nothing that a spreadsheet would take for a formula. */
const PLAIN = /^(?![=+\-@\t\uFF1D\uFF0B\uFF0D\uFF20])[^",\r\n]*$/;

/**
 * The cell as it stands in a CSV that spreadsheets open: quoted where it must be, formulas disarmed. A cheap pattern
 * lets plain cells through as they are, which almost all are; only the others go through csv-stringify.
 */
export function csvCell(value: string): string {
  return PLAIN.test(value) ? value : stringify([[value]], { escape_formulas: true, eof: false });
}

/** One record with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

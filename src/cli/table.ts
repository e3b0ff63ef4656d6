import { stringify } from 'csv-stringify/sync';
import Table from 'cli-table3';
import { safeText } from '../normalize/text.js';
import type { Terminal } from './terminal.js';

export type Cell = string | number | null;

/**
 * Prints rows as the reader asked: a table for people, with heads in their language and nothing that moves the cursor;
 * JSON or CSV for programs, whose names are the same in every language.
 */
export function printRows(
  terminal: Terminal,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  headZh: readonly string[] = head,
): void {
  const { format } = terminal.options;
  if (format === 'json') {
    terminal.out(
      JSON.stringify(
        rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? null]))),
        null,
        2,
      ),
    );
    return;
  }
  if (format === 'csv') {
    terminal.out(
      stringify(
        rows.map((row) => [...row]),
        { header: true, columns: head.map((name) => ({ key: name })), cast: { string: disarmed } },
      ),
    );
    return;
  }
  const shown = rows.map((row) => row.map((value) => (typeof value === 'string' ? safeText(value) : value)));
  terminal.out(drawTable(terminal.options.lang === 'zh' ? headZh : head, shown));
}

/** Text that a spreadsheet would take for a formula is disarmed; a negative number is none. */
export function disarmed(value: string): { readonly value: string; readonly escape_formulas: boolean } {
  return { value, escape_formulas: !/^-\d+(?:\.\d+)?$/.test(value) };
}

/** A table with lines between head and rows only; CJK characters take two columns. */
export function drawTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const numeric = head.map(
    (_, index) => rows.length > 0 && rows.every((row) => typeof row[index] === 'number'),
  );
  const table = new Table({
    head: [...head],
    colAligns: numeric.map((isNumber) => (isNumber ? 'right' : 'left')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
    chars: {
      top: '',
      'top-mid': '',
      'top-left': '',
      'top-right': '',
      bottom: '',
      'bottom-mid': '',
      'bottom-left': '',
      'bottom-right': '',
      left: '',
      'left-mid': '',
      mid: '',
      'mid-mid': '',
      right: '',
      'right-mid': '',
      middle: '',
    },
  });
  for (const row of rows)
    table.push(
      row.map((value) =>
        value === null ? '' : typeof value === 'number' ? value.toLocaleString('en-US') : value,
      ),
    );
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

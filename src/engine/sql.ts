/** The only place that quotes. Every identifier and literal in SQL text goes through here. */

export function ident(name: string): string {
  if (name.length === 0 || name.includes('\0'))
    throw new RangeError('an SQL identifier must not be empty or hold NUL');
  return `"${name.replaceAll('"', '""')}"`;
}

export function text(value: string): string {
  if (value.includes('\0')) throw new RangeError('an SQL text literal must not hold NUL');
  return `'${value.replaceAll("'", "''")}'`;
}

export function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('an SQL number must be finite');
  return String(value);
}

/** A calendar day `YYYY-MM-DD` as a DATE literal. */
export function date(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError('an SQL date is YYYY-MM-DD');
  return `DATE '${day}'`;
}

/** `('a', 'b')` for IN; an empty list matches nothing. */
export function textList(values: readonly string[]): string {
  return values.length === 0 ? '(NULL)' : `(${values.map(text).join(', ')})`;
}

/**
 * Rows of text as a query with the columns given, NULL for null. They go as one JSON text: the engine takes four times as
 * long to read 300,000 rows of literals.
 */
export function textRows<Column extends string>(
  columns: readonly Column[],
  rows: readonly Readonly<Record<Column, string | null>>[],
): string {
  const shape = JSON.stringify([Object.fromEntries(columns.map((column) => [column, 'VARCHAR']))]);
  const values = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  return `SELECT unnest(from_json(${text(JSON.stringify(values))}, ${text(shape)}), recursive := true)`;
}

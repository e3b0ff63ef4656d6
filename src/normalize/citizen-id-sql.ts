/**
 * SQL for the birth date of a record, the one inside its valid `id` before its own `birth_date`; NULL where neither says
 * one. `alias` is the record's in the statement, none where the columns stand bare.
 */
export function bornSql(alias?: string): string {
  const of = alias === undefined ? '' : `${alias}.`;
  return `coalesce(${bornByNumberSql(`${of}id`)}, ${of}birth_date)`;
}

/** SQL for the birth date inside a valid number; NULL where the number is or where it holds no day. */
export function bornByNumberSql(id: string): string {
  const part = (from: number, length: number): string => `substr(${id}, ${from}, ${length})`;
  return `TRY_CAST(${part(7, 4)} || '-' || ${part(11, 2)} || '-' || ${part(13, 2)} AS DATE)`;
}

/** SQL for full years from one day to another, two expressions of DATE. */
export function ageSql(born: string, day: string): string {
  return `CAST(date_diff('year', ${born}, ${day}) - CASE WHEN strftime(${born}, '%m%d') > strftime(${day}, '%m%d') THEN 1 ELSE 0 END AS INTEGER)`;
}

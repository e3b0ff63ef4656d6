/**
 * SQL for the birth date of a record, the one inside its valid `id` before its own `birth_date`; NULL where neither says
 * one. `alias` is the record's in the statement, none where the columns stand bare.
 */
export function bornSql(alias?: string): string {
  const of = alias === undefined ? '' : `${alias}.`;
  const part = (from: number, length: number): string => `substr(${of}id, ${from}, ${length})`;
  return `coalesce(TRY_CAST(${part(7, 4)} || '-' || ${part(11, 2)} || '-' || ${part(13, 2)} AS DATE), ${of}birth_date)`;
}

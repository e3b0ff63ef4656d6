/** Columns that later versions added to what follow-up writes; the runs of earlier ones lack them. */
const LATER_COLUMNS = 'SELECT CAST(NULL AS INTEGER) AS yield_step WHERE false';

/** The findings of a run of whatever version with every column of this one; `relation` is their file as SQL reads it. */
export function publishedFindings(relation: string): string {
  return `(\nSELECT * FROM ${relation}\nUNION ALL BY NAME\n${LATER_COLUMNS}\n)`;
}

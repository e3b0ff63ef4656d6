/** Columns that later versions added to what follow-up writes, empty; the runs of earlier ones lack them. */
export const NOTHING_LATER =
  'CAST(NULL AS INTEGER) AS yield_step, CAST(NULL AS VARCHAR) AS confirmed_on, CAST(NULL AS VARCHAR) AS waiting';

/** The findings of a run of whatever version with every column of this one; `relation` is their file as SQL reads it. */
export function publishedFindings(relation: string): string {
  return `(\nSELECT * FROM ${relation}\nUNION ALL BY NAME\nSELECT ${NOTHING_LATER} WHERE false\n)`;
}

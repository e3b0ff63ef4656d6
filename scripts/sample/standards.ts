import { yearOf } from './calendar.js';
import { COUNTIES } from './places.js';

export interface StandardRow {
  readonly county: string;
  readonly scheme: 'dibao' | 'tekun';
  readonly effectiveFrom: string;
  /** Hundredths of a yuan per person and month. */
  readonly monthly: number;
}

/**
 * Standards of the counties: raised once a year on 1 July; two dates, so that the newer one must be found.
 * The counties differ, so that taking another county's standard shows.
 */
export function buildStandards(asOf: string): readonly StandardRow[] {
  const year = asOf.slice(5) >= '07-01' ? yearOf(asOf) : yearOf(asOf) - 1;
  return COUNTIES.flatMap(({ name }, index) => [
    { county: name, scheme: 'dibao', effectiveFrom: `${year - 1}-07-01`, monthly: 82_600 + index * 2_000 } as const,
    { county: name, scheme: 'dibao', effectiveFrom: `${year}-07-01`, monthly: 85_500 + index * 2_500 } as const,
    { county: name, scheme: 'tekun', effectiveFrom: `${year - 1}-07-01`, monthly: 207_600 + index * 3_000 } as const,
    { county: name, scheme: 'tekun', effectiveFrom: `${year}-07-01`, monthly: 214_900 + index * 3_500 } as const,
  ]);
}

/** The dibao standard of each county on a day. */
export function dibaoOn(rows: readonly StandardRow[], day: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const row of rows) if (row.scheme === 'dibao' && row.effectiveFrom <= day) found.set(row.county, row.monthly);
  return found;
}

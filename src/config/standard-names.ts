import type { Standard } from './standard.js';

/** Counties of one bare name, e.g. 南屏县 and 南屏市 for 南屏. */
export interface AlikeCounties {
  readonly bare: string;
  readonly counties: readonly string[];
}

/** The name as records may write it, without what says which kind of place it is. */
function bareCounty(county: string): string {
  return county.replace(/[县区市旗]$/, '');
}

/**
 * Counties whose standards are in force and whose names differ by the last character only: a city and the county of its
 * name. Nobody can tell which of them a record means that writes the bare name. A name in `former` is no second county:
 * whoever writes it means its successor.
 */
export function ambiguousCounties(
  standards: readonly Standard[],
  asOf: string,
  former: readonly string[],
): readonly AlikeCounties[] {
  const inForce = standards.filter(
    ({ county, effectiveFrom }) => effectiveFrom <= asOf && !former.includes(county),
  );
  const counties = [...new Set(inForce.map(({ county }) => county))].sort();
  const bares = [...new Set(counties.map(bareCounty))];
  return bares
    .map((bare) => ({ bare, counties: counties.filter((county) => bareCounty(county) === bare) }))
    .filter((alike) => alike.counties.length > 1);
}

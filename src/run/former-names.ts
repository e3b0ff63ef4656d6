import type { Standard } from '../config/standard.js';
import { formerCounties, type FormerCounty } from '../normalize/former-counties.js';
import { shippedGazetteer } from './shipped-data.js';

/** What a run asks for several times over, by the standards it has read; each answer looks through every region since 1981. */
const found = new WeakMap<readonly Standard[], readonly FormerCounty[]>();

/** Former names of the counties that have a standard. */
export function formerNamesOf(standards: readonly Standard[]): readonly FormerCounty[] {
  const known = found.get(standards);
  if (known !== undefined) return known;
  const counties = [...new Set(standards.map(({ county }) => county))];
  const names = counties.length === 0 ? [] : formerCounties(shippedGazetteer(), counties);
  found.set(standards, names);
  return names;
}

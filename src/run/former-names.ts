import type { Standard } from '../config/standard.js';
import { formerCounties, type FormerCounty } from '../normalize/former-counties.js';
import { shippedGazetteer } from './shipped-data.js';

/** Former names of the counties that have a standard. */
export function formerNamesOf(standards: readonly Standard[]): readonly FormerCounty[] {
  const counties = [...new Set(standards.map(({ county }) => county))];
  if (counties.length === 0) return [];
  return formerCounties(shippedGazetteer(), counties);
}

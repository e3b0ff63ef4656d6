import { readFileSync } from 'node:fs';
import { assetPath } from '../config/package-root.js';
import type { Standard } from '../config/standard.js';
import { formerCounties, type FormerCounty } from '../normalize/former-counties.js';
import { buildGazetteer } from '../normalize/gazetteer.js';

/** Former names of the counties that have a standard. */
export function formerNamesOf(standards: readonly Standard[]): readonly FormerCounty[] {
  const counties = [...new Set(standards.map(({ county }) => county))];
  if (counties.length === 0) return [];
  const codes = readFileSync(assetPath('data', 'reference', 'areacodes.csv'), 'utf8');
  return formerCounties(buildGazetteer(codes), counties);
}

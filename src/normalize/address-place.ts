import { normalizeAddress, parseAddress } from './address.js';
import type { Gazetteer } from './gazetteer.js';

export interface AddressPlace {
  readonly county: string | null;
  readonly town: string | null;
  readonly village: string | null;
}

const NOWHERE: AddressPlace = { county: null, town: null, village: null };

/**
 * Where an address lies, for a record that has no columns of its own for it. With a county, written or known, only what
 * stands behind it counts; an address in another county says nothing.
 */
export function placeInAddress(gazetteer: Gazetteer, county: string | null, address: string): AddressPlace {
  const whole = normalizeAddress(address) ?? '';
  const behind =
    county === null || !whole.includes(county) ? null : whole.slice(whole.indexOf(county) + county.length);
  const parsed = parseAddress(behind ?? whole, gazetteer);
  if (parsed === null) return NOWHERE;
  const { town, village } = parsed;
  if (county === null) return { county: parsed.county, town, village };
  const elsewhere =
    behind === null && parsed.county !== null && parsed.county !== todayName(gazetteer, county);
  return elsewhere ? NOWHERE : { county, town, village };
}

function todayName(gazetteer: Gazetteer, county: string): string | null {
  return parseAddress(county, gazetteer)?.county ?? null;
}

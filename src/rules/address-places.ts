import type { ScalarFunction } from '../engine/engine.js';
import { text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { placeInAddress, type AddressPlace } from '../normalize/address-place.js';
import type { Gazetteer } from '../normalize/gazetteer.js';
import { viewStep } from './views.js';

/**
 * The place of a person whose lists have no columns for it, from the address: else a finding would be on no village's
 * list. Columns go first, the county of the project last.
 */
export function placedProfileStep(defaultCounty: string | null): Step {
  const part = (name: string): string => `address_place(${text(name)}, coalesce(p.county, ''), p.address)`;
  const village = `CASE WHEN p.town IS NULL OR coalesce(${part('town')}, p.town) = p.town THEN ${part('village')} END`;
  return viewStep(
    'placed_profile',
    'who the findings are about, with the place that their address names',
    [
      'SELECT * REPLACE (',
      `  coalesce(county, ${part('county')}, ${defaultCounty === null ? 'NULL' : text(defaultCounty)}) AS county,`,
      `  coalesce(town, ${part('town')}) AS town,`,
      `  coalesce(village, ${village}) AS village`,
      ')',
      'FROM person_profile AS p',
    ].join('\n'),
  );
}

const MOST_REMEMBERED = 20_000;

/** `address_place(part, county, address)`; the regions are asked for with the first address. */
export function addressFunction(gazetteer: () => Gazetteer): ScalarFunction {
  // Each part of an address is asked for apart, a few thousand addresses at a time.
  const lately = new Map<string, AddressPlace>();
  const placeOf = (county: string, address: string): AddressPlace => {
    const asked = `${county}|${address}`;
    const known = lately.get(asked);
    if (known !== undefined) return known;
    const place = placeInAddress(gazetteer(), county === '' ? null : county, address);
    if (lately.size >= MOST_REMEMBERED) lately.clear();
    lately.set(asked, place);
    return place;
  };
  return {
    name: 'address_place',
    parameters: 3,
    returns: 'VARCHAR',
    call: (part = '', county = '', address = '') => {
      const place = placeOf(county, address);
      return part === 'county' ? place.county : part === 'town' ? place.town : place.village;
    },
  };
}

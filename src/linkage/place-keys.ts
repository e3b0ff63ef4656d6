import { countyKey, townKey, villageKey } from '../normalize/place-keys.js';

/** A number for each name, NULL for none: equal numbers are cheaper to find than equal names. */
function numbered(part: 'county' | 'town' | 'village'): string {
  return `CASE WHEN ${part} IS NOT NULL THEN (dense_rank() OVER (ORDER BY ${part}))::INTEGER END AS ${part}_no`;
}

/** Every way in which a place is written, once, with the keys under which places are compared. */
export const PLACES = `CREATE OR REPLACE TABLE link_places AS
SELECT
  *,
  ${numbered('county')},
  ${numbered('town')},
  ${numbered('village')}
FROM (
  SELECT
    *,
    ${countyKey('raw_county')} AS county,
    ${townKey('raw_town', 'raw_county')} AS town,
    ${villageKey('raw_village', 'raw_town')} AS village
  FROM (
    SELECT DISTINCT raw_county, raw_town, raw_village
    FROM link_source
  )
)`;

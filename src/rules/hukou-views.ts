import { date, text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { CommonViewInput } from './view-input.js';
import { viewStep } from './views.js';

/**
 * The household register as rules ask it. A household is a number in a county, however the county is written; a damaged
 * number does not hide the age where the birth date is stated; the dead stay in the register until they are struck off,
 * and nobody lives with them.
 */
export function hukouHomeStep({ asOf, defaultCounty }: CommonViewInput): Step {
  const county = `coalesce(h.county, ${defaultCounty === null ? 'NULL' : text(defaultCounty)})`;
  return viewStep(
    'hukou_home',
    'people of the household register by household, with their age and whether they are still there',
    [
      'SELECT',
      '  h.person_id, h.link_rank, h.source, h.file, h.line, h.relation,',
      `  coalesce(m.county, ${county}, '') || '|' || h.household_no AS household_key,`,
      "  coalesce(TRY_CAST(substr(h.id, 7, 4) || '-' || substr(h.id, 11, 2) || '-' || substr(h.id, 13, 2) AS DATE), h.birth_date) AS born,",
      `  (h.move_out_date IS NULL OR h.move_out_date > ${date(asOf)})`,
      '    AND h.person_id NOT IN (SELECT person_id FROM dead_person) AS present',
      'FROM custom_hukou AS h',
      `LEFT JOIN county_map AS m ON m.written = ${county}`,
      'WHERE h.household_no IS NOT NULL',
    ].join('\n'),
  );
}

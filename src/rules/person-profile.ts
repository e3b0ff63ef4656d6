import { date } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import { tableStep } from './views.js';

/**
 * `person_profile`: one row per person in `person_detail`: name, masked ID and phone, sex, age on the as-of date, place (the
 * county under one name, however it was written).
 * For each detail the first registry that knows it decides, the first line breaking ties.
 */
export function personProfileStep(asOf: string): Step {
  return tableStep('person_profile', 'who the findings are about', personProfile(asOf));
}

const DETAILS = ['name', 'id', 'sex', 'birth_date', 'phone', 'county', 'town', 'village', 'grid', 'address'];

/** The household of an active benefit goes before that of an ended one; of two the order of rows decides nothing. */
const HOUSEHOLD =
  '  coalesce(min(household_key) FILTER (household_order = 0), min(household_key)) AS household_key';

function personProfile(asOf: string): string {
  const pick = (column: string): string =>
    `  min_by(${column}, place_in_order) FILTER (${column} IS NOT NULL) AS ${column}`;
  return [
    'WITH best AS (',
    'SELECT',
    '  person_id,',
    [...DETAILS.map(pick), HOUSEHOLD].join(',\n'),
    'FROM person_detail',
    'GROUP BY person_id',
    ')',
    'SELECT',
    '  person_id,',
    '  name,',
    "  left(id, 6) || '********' || right(id, 4) AS masked_id,",
    "  coalesce(sex, CASE CAST(substr(id, 17, 1) AS INTEGER) % 2 WHEN 1 THEN 'M' WHEN 0 THEN 'F' END) AS sex,",
    `  CAST(date_diff('year', born, ${date(asOf)}) - CASE WHEN strftime(born, '%m%d') > strftime(${date(asOf)}, '%m%d') THEN 1 ELSE 0 END AS INTEGER) AS age,`,
    "  CASE WHEN length(phone) = 11 THEN left(phone, 3) || '****' || right(phone, 4) END AS masked_phone,",
    '  born, coalesce(m.county, best.county) AS county, town, village, grid, address, household_key',
    `FROM (SELECT *, ${bornSql()} AS born FROM best) AS best`,
    'LEFT JOIN county_map AS m ON m.written = best.county',
  ].join('\n');
}

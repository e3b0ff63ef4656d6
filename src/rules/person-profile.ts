import { date } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { ageSql, bornSql } from '../normalize/citizen-id-sql.js';
import { tableStep } from './views.js';

/**
 * `person_profile`: one row per person in `person_detail`: name, masked ID and phone, sex, age on the as-of date, place (the
 * county under one name, however it was written).
 * For each detail the first registry that knows it decides, the first line breaking ties; a town, village or address of
 * another county than that of the person, or of another town, is of a place that was left, and decides nothing.
 */
export function personProfileStep(asOf: string): Step {
  return tableStep('person_profile', 'who the findings are about', personProfile(asOf));
}

const DETAILS = ['name', 'id', 'sex', 'birth_date', 'phone'];
const PLACES = ['village', 'grid', 'address'];

/** The household of an active benefit goes before that of an ended one; of two the order of rows decides nothing. */
const HOUSEHOLD =
  '  coalesce(min(household_key) FILTER (household_order = 0), min(household_key)) AS household_key';

function personProfile(asOf: string): string {
  const first = (column: string, condition = 'true'): string =>
    `min_by(${column}, place_in_order) FILTER (${column} IS NOT NULL AND ${condition})`;
  const pick = (columns: readonly string[], condition?: string): string =>
    columns.map((column) => `  ${first(column, condition)} AS ${column},`).join('\n');
  return [
    'WITH detail AS (',
    'SELECT d.* EXCLUDE (county), coalesce(m.county, d.county) AS county',
    'FROM person_detail AS d',
    'LEFT JOIN county_map AS m ON m.written = d.county',
    '),',
    `counties AS (SELECT person_id, ${first('county')} AS own_county FROM detail GROUP BY person_id),`,
    'in_county AS (',
    'SELECT d.*, c.own_county, coalesce(d.county = c.own_county, true) AS here',
    'FROM detail AS d',
    'JOIN counties AS c ON c.person_id = d.person_id',
    '),',
    `towns AS (SELECT person_id, ${first('town', 'here')} AS own_town FROM in_county GROUP BY person_id),`,
    'best AS (',
    'SELECT',
    '  d.person_id, any_value(d.own_county) AS county, any_value(t.own_town) AS town,',
    pick(DETAILS),
    pick(PLACES, 'here AND coalesce(d.town = t.own_town, true)'),
    HOUSEHOLD,
    'FROM in_county AS d',
    'JOIN towns AS t ON t.person_id = d.person_id',
    'GROUP BY d.person_id',
    ')',
    'SELECT',
    '  person_id,',
    '  name,',
    "  left(id, 6) || '********' || right(id, 4) AS masked_id,",
    "  coalesce(sex, CASE CAST(substr(id, 17, 1) AS INTEGER) % 2 WHEN 1 THEN 'M' WHEN 0 THEN 'F' END) AS sex,",
    `  ${ageSql('born', date(asOf))} AS age,`,
    "  CASE WHEN length(phone) = 11 THEN left(phone, 3) || '****' || right(phone, 4) END AS masked_phone,",
    '  born, county, town, village, grid, address, household_key',
    `FROM (SELECT *, ${bornSql()} AS born FROM best) AS best`,
  ].join('\n');
}

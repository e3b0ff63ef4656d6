import { date, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { countyKey, townKey, villageKey } from '../normalize/place-keys.js';
import { ALLOWANCES, recentPayMonth } from './coverage-views.js';
import { DEATH } from './near-keys.js';
import { tableStep } from './views.js';

/**
 * `near_target`: the records among which near ones are searched, as the search sees them: benefits in force and allowances
 * paid of the schemes in `explaining`, and deaths up to the as-of date (scheme `death`).
 */
export function nearTargetSteps(asOf: string): readonly Step[] {
  return [
    tableStep(
      'contested_source',
      'records whose number stands under two names',
      'SELECT DISTINCT source FROM identity_conflict',
    ),
    tableStep('near_target', 'records that would explain somebody, as the search sees them', targets(asOf)),
  ];
}

const CONTESTED = 'r.source IN (SELECT source FROM contested_source)';
const BORN =
  "coalesce(TRY_CAST(substr(r.id, 7, 4) || '-' || substr(r.id, 11, 2) || '-' || substr(r.id, 13, 2) AS DATE), r.birth_date)";

/** A number that stands under two names contradicts nobody: the record may bear it by mistake, as a child the head's. */
function target(relation: string, scheme: string, ownCounty: boolean): string {
  const county = ownCounty ? "nullif(r.county_key, '')" : 'coalesce(m.county, r.county)';
  return [
    `SELECT r.person_id, r.source, ${scheme} AS scheme, r.name,`,
    `  CASE WHEN ${CONTESTED} THEN NULL ELSE r.id END AS id,`,
    '  CASE WHEN r.id IS NULL THEN r.id_key END AS id_key,',
    `  CASE WHEN ${CONTESTED} THEN r.birth_date ELSE ${BORN} END AS born,`,
    `  r.phone, ${placeColumns('r', county)},`,
    ownCounty ? '  r.household_key, r.head_id, r.head_name' : `  ${NO_HOUSEHOLD}`,
    `FROM ${relation} AS r`,
    ...(ownCounty ? [] : ['LEFT JOIN county_map AS m ON m.written = r.county']),
  ].join('\n');
}

/** Places under the keys by which linkage compares them: departments write 村 and 村委会 or not. */
export function placeColumns(row: string, county: string): string {
  const columns = {
    county: countyKey(county),
    town: townKey(`${row}.town`, county),
    village: villageKey(`${row}.village`, `${row}.town`),
  };
  return Object.entries(columns)
    .map(([column, key]) => `${key} AS ${column}`)
    .join(', ');
}

const NO_HOUSEHOLD = 'NULL AS household_key, NULL AS head_id, NULL AS head_name';

function targets(asOf: string): string {
  const wanted = 'scheme IN (SELECT scheme FROM explaining)';
  const paid = [
    '(',
    '  SELECT *',
    '  FROM payment',
    `  WHERE scheme IN ${textList(ALLOWANCES)}`,
    `    AND ${wanted}`,
    "    AND status = 'paid'",
    '    AND amount > 0',
    `    AND pay_month >= ${recentPayMonth(asOf)}`,
    '  QUALIFY row_number() OVER (PARTITION BY person_id, scheme ORDER BY pay_month DESC, registry, file, line) = 1',
    ')',
  ].join('\n');
  const dead = `(SELECT * FROM death WHERE death_date <= ${date(asOf)})`;
  return [
    target(`(SELECT * FROM coverage WHERE active AND ${wanted})`, 'r.scheme', true),
    target(paid, 'r.scheme', false),
    target(dead, text(DEATH), false),
  ].join('\nUNION ALL\n');
}

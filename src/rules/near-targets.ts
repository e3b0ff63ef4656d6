import { date, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import { countyKey, townKey, villageKey } from '../normalize/place-keys.js';
import { ALLOWANCES, recentPayMonth } from './coverage-views.js';
import { withAliases } from './near-aliases.js';
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
    tableStep(
      'near_target',
      'records that would explain somebody, as the search sees them',
      withAliases(targets(asOf), 'source'),
    ),
  ];
}

const CONTESTED = 'r.source IN (SELECT source FROM contested_source)';
const BORN = bornSql('r');

/** A number that stands under two names contradicts nobody: the record may bear it by mistake, as a child the head's. */
function target(relation: string, scheme: string, ownCounty: boolean): string {
  const county = ownCounty ? "nullif(r.county_key, '')" : 'coalesce(m.county, r.county)';
  return [
    `SELECT r.person_id, r.source, ${scheme} AS scheme, r.name,`,
    `  CASE WHEN ${CONTESTED} THEN NULL ELSE r.id END AS id,`,
    '  CASE WHEN r.id IS NULL THEN r.id_key END AS id_key,',
    `  CASE WHEN ${CONTESTED} THEN r.birth_date ELSE ${BORN} END AS born,`,
    `  r.phone, ${county} AS county, r.town, r.village,`,
    ownCounty ? '  r.household_key, r.head_id, r.head_name' : `  ${NO_HOUSEHOLD}`,
    `FROM ${relation} AS r`,
    ...(ownCounty ? [] : ['LEFT JOIN county_map AS m ON m.written = r.county']),
  ].join('\n');
}

/**
 * The rows of a query with their places under the keys by which linkage compares them: departments write 村 and 村委会 or
 * not. Each place is worked out once, however many people live there.
 */
export function withPlaceKeys(query: string): string {
  const keys = {
    county: countyKey('county'),
    town: townKey('town', 'county'),
    village: villageKey('village', 'town'),
  };
  const columns = Object.entries(keys).map(([column, key]) => `${key} AS ${column}_key`);
  return [
    `WITH written AS MATERIALIZED (\n${query}\n),`,
    'place AS (',
    `  SELECT county, town, village, ${columns.join(', ')}`,
    '  FROM (SELECT DISTINCT county, town, village FROM written)',
    ')',
    'SELECT w.* REPLACE (p.county_key AS county, p.town_key AS town, p.village_key AS village)',
    'FROM written AS w',
    'JOIN place AS p',
    '  ON p.county IS NOT DISTINCT FROM w.county',
    '  AND p.town IS NOT DISTINCT FROM w.town',
    '  AND p.village IS NOT DISTINCT FROM w.village',
  ].join('\n');
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
  const all = [
    target(`(SELECT * FROM coverage WHERE active AND ${wanted})`, 'r.scheme', true),
    target(paid, 'r.scheme', false),
    target(dead, text(DEATH), false),
  ];
  return withPlaceKeys(all.join('\nUNION ALL\n'));
}

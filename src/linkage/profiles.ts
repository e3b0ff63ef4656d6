import { number } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { MOST_ROSTERS } from './levels/roster-level.js';
import { numberList } from './outputs/columns.js';

const asNumber = (date: string): string =>
  `(year(${date}) * 10000 + month(${date}) * 100 + day(${date}))::INTEGER`;

/**
 * What is compared: an identity once per name it is known by. `alias` marks its other names; `one_row` its registry
 * holds one row per person; `alone` its node has no other profile; `rosters` has a bit for each registry that knows the node. Dates are numbers YYYYMMDD, 00 where the month or the day is not known, places are numbered,
 * and the ends of IDs and phones are at hand: cheap tests before dear ones.
 */
function profilesStatement(oneRowRegistries: readonly number[]): string {
  const oneRow = `registry_no IN ${numberList(oneRowRegistries)}`;
  return `CREATE OR REPLACE TABLE link_profiles AS
WITH touched AS (
  SELECT node_l AS node_no FROM link_candidates
  UNION
  SELECT node_r FROM link_candidates
),
compared AS (
  SELECT
    node_no, weak, registry_no, name_no, false AS alias, alias AS aliases, sex, eid, id_kind, id_key, repairs,
    coalesce(${asNumber('birth_date')}, CASE WHEN id_birth_date IS NULL THEN birth_part END) AS birth, ${asNumber('id_birth_date')} AS id_birth, birth_by_age, county_no, town_no, village_no, house,
    account, phone, left(phone, 4) AS phone_head, right(phone, 4) AS phone_tail,
    left(coalesce(id_key, eid), 6) AS id_region, left(coalesce(id_key, eid), 8) AS id_head, right(coalesce(id_key, eid), 8) AS id_tail,
    house_head_id, house_head_no, house_head_pinyin, is_head
  FROM link_identities
  SEMI JOIN touched USING (node_no)
),
counts AS (
  SELECT
    node_no,
    count(*) = 1 AND count(aliases) = 0 AS alone,
    bit_or(1::BIGINT << least(registry_no, ${number(MOST_ROSTERS)})) AS rosters
  FROM compared
  GROUP BY node_no
),
several AS (
  SELECT c.*
  FROM compared AS c
  SEMI JOIN (SELECT node_no FROM counts WHERE NOT alone) AS n USING (node_no)
),
aliases AS (
  SELECT c.* REPLACE (n.name_no AS name_no, true AS alias)
  FROM (SELECT * REPLACE (NULL AS aliases), unnest(string_split(aliases, ' ')) AS other FROM several WHERE aliases IS NOT NULL) AS c
  JOIN link_names AS n
    ON n.name = c.other
)
SELECT c.* EXCLUDE (aliases), ${oneRow} AS one_row, n.alone, n.rosters
FROM compared AS c
JOIN (SELECT * FROM counts WHERE alone) AS n USING (node_no)
UNION ALL
SELECT DISTINCT c.* EXCLUDE (aliases), ${oneRow}, n.alone, n.rosters
FROM (
  SELECT * FROM several
  UNION ALL
  SELECT * EXCLUDE (other) FROM aliases
) AS c
JOIN counts AS n USING (node_no)`;
}

/** Profiles of all nodes in candidate pairs. */
export function profileSteps(oneRowRegistries: readonly number[]): readonly Step[] {
  return [
    sqlStep(
      'profiles',
      'what is known of each node in a candidate pair',
      profilesStatement(oneRowRegistries),
    ),
  ];
}

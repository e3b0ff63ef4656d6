import { date, text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { bornSql } from '../normalize/citizen-id-sql.js';
import { relationGroup } from './coverage-views.js';
import type { CommonViewInput } from './view-input.js';
import { tableStep, viewStep } from './views.js';

/** The household register as rules ask it: who lives with whom, and who is whose spouse, child or parent. */
export function hukouSteps(input: CommonViewInput): readonly Step[] {
  return [
    viewStep(
      'hukou_home',
      'people of the household register by household, with their age and whether they are still there',
      hukouHome(input),
    ),
    tableStep('kin', 'spouses, children and parents of people in cover, by the household register', KIN),
  ];
}

/**
 * A household is a number in a county, however the county is written; a damaged number does not hide the age where the
 * birth date is stated; the dead stay in the register until they are struck off, and nobody lives with them.
 */
function hukouHome({ asOf, defaultCounty }: CommonViewInput): string {
  const county = `coalesce(h.county, ${defaultCounty === null ? 'NULL' : text(defaultCounty)})`;
  return [
    'SELECT',
    '  h.person_id, h.link_rank, h.source, h.file, h.line, h.relation,',
    `  coalesce(m.county, ${county}, '') || '|' || h.household_no AS household_key,`,
    `  ${bornSql('h')} AS born,`,
    `  (h.move_out_date IS NULL OR h.move_out_date > ${date(asOf)})`,
    `    AND ${LIVING}`,
    "    AND NOT (h.move_out_date IS NULL AND regexp_matches(coalesce(h.status, ''), '迁出|移出|注销')) AS present,",
    `  ${LIVING} AS living,`,
    `  ${relationGroup('h.relation')} AS relation_group`,
    'FROM custom_hukou AS h',
    `LEFT JOIN county_map AS m ON m.written = ${county}`,
    'WHERE h.household_no IS NOT NULL',
  ].join('\n');
}

/** Whoever was struck off as dead is dead, also where no list of deaths says so. */
const LIVING = [
  'h.person_id NOT IN (SELECT person_id FROM dead_person)',
  "NOT regexp_matches(coalesce(h.status, ''), '死亡|亡故|去世')",
].join(' AND ');

/**
 * By the numbers of the parents, wherever they live, and by the relation to the head of one household: the head and the
 * spouse are married, and so are 父 and 母; a child of the head is taken for both, and the head is the child of 父 and 母, not of 岳父. The one
 * son and the one 儿媳 of a household are married, and so are the one daughter and the one 女婿.
 */
const KIN = `WITH covered AS (
  SELECT DISTINCT person_id FROM coverage WHERE active
),
homes AS (
  SELECT * FROM hukou_home WHERE household_key IN (SELECT household_key FROM hukou_home WHERE person_id IN (SELECT person_id FROM covered))
),
couple AS (
  SELECT household_key, any_value(person_id) FILTER (in_law) AS in_law_id, any_value(person_id) FILTER (NOT in_law) AS child_id
  FROM (
    SELECT household_key, person_id, relation_group = 'child_in_law' AS in_law,
      regexp_matches(relation, CASE relation_group WHEN 'child' THEN '女' ELSE '婿' END) AS daughter
    FROM homes
    WHERE living
      AND relation_group IN ('child', 'child_in_law')
      AND NOT regexp_matches(relation, '孙')
  )
  GROUP BY household_key, daughter
  HAVING count(*) FILTER (in_law) = 1
    AND count(*) FILTER (NOT in_law) = 1
),
own_number AS (
  SELECT DISTINCT id, person_id FROM custom_hukou WHERE id IS NOT NULL
  UNION
  SELECT DISTINCT id, person_id FROM assistance WHERE id IS NOT NULL
),
parents AS (
  SELECT person_id, unnest([father_id, mother_id]) AS parent_id FROM custom_hukou
),
pairs AS (
  SELECT o.person_id, h.person_id AS kin_person_id, 'child' AS kin
  FROM covered AS c
  JOIN own_number AS o ON o.person_id = c.person_id
  JOIN parents AS h ON h.parent_id = o.id
  UNION
  SELECT h.person_id, o.person_id, 'parent'
  FROM covered AS c
  JOIN parents AS h ON h.person_id = c.person_id
  JOIN own_number AS o ON o.id = h.parent_id
  UNION
  SELECT in_law_id, child_id, 'spouse' FROM couple
  UNION
  SELECT child_id, in_law_id, 'spouse' FROM couple
  UNION
  SELECT a.person_id, b.person_id,
    CASE
      WHEN (a.relation_group = 'head' AND b.relation_group = 'spouse') OR (a.relation_group = 'spouse' AND b.relation_group = 'head') THEN 'spouse'
      WHEN a.relation_group = 'parent' AND b.relation_group = 'parent' THEN 'spouse'
      WHEN a.relation_group IN ('head', 'spouse') AND b.relation_group = 'child' THEN 'child'
      WHEN a.relation_group = 'parent' AND b.relation_group = 'head' THEN 'child'
      WHEN a.relation_group = 'child' AND b.relation_group IN ('head', 'spouse') THEN 'parent'
      WHEN a.relation_group = 'head' AND b.relation_group = 'parent' THEN 'parent'
    END
  FROM covered AS c
  JOIN homes AS a ON a.person_id = c.person_id
  JOIN homes AS b ON b.household_key = a.household_key
  WHERE NOT regexp_matches(coalesce(a.relation, '') || coalesce(b.relation, ''), '岳|公公|婆婆')
),
row_of AS (
  SELECT person_id, max_by(source, (present, link_rank, source)) AS source, max(link_rank) AS link_rank,
    max(born) AS born, bool_or(present) AS present, bool_and(living) AS living
  FROM hukou_home
  WHERE person_id IN (SELECT kin_person_id FROM pairs)
  GROUP BY person_id
),
together AS (
  SELECT DISTINCT a.person_id, b.person_id AS kin_person_id
  FROM covered AS c
  JOIN homes AS a ON a.person_id = c.person_id
  JOIN homes AS b ON b.household_key = a.household_key
  WHERE a.present
    AND b.present
)
SELECT
  p.person_id, p.kin_person_id, p.kin, r.source, r.link_rank, r.born, r.present, r.living,
  t.person_id IS NOT NULL AS same_household
FROM pairs AS p
JOIN row_of AS r ON r.person_id = p.kin_person_id
LEFT JOIN together AS t ON t.person_id = p.person_id AND t.kin_person_id = p.kin_person_id
WHERE p.kin IS NOT NULL
  AND p.kin_person_id <> p.person_id
  AND p.person_id IN (SELECT person_id FROM covered)`;

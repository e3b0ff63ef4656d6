import { sqlStep, type Step } from '../engine/step.js';
import { nameTieSteps } from './name-ties.js';
import { identityText } from './source.js';

/**
 * Names of an ID in conflict, in groups of compatible names. The group that most registries attest keeps the plain
 * ID as its key (rank 0); the others are known by ID and name. `owner` is true where more registries stand behind
 * the group than behind any other: its ID is not in doubt. `first` is true where none stands before it.
 */
const NAME_GROUPS = `CREATE OR REPLACE TABLE link_name_groups AS
WITH RECURSIVE conflicted AS (
  SELECT DISTINCT eid
  FROM link_name_ties
  WHERE tie = 2
),
names AS (
  SELECT eid, name, count(DISTINCT registry_no) AS registries, count(*) AS records
  FROM link_source
  SEMI JOIN conflicted USING (eid)
  WHERE name IS NOT NULL
  GROUP BY eid, name
),
edges AS (
  SELECT eid, name_a AS name, name_b AS other FROM link_name_ties WHERE tie < 2
  UNION ALL
  SELECT eid, name_b, name_a FROM link_name_ties WHERE tie < 2
),
reach AS (
  SELECT eid, name, name AS reached FROM names
  UNION
  SELECT r.eid, r.name, e.other
  FROM reach AS r
  JOIN edges AS e
    ON e.eid = r.eid AND e.name = r.reached
),
labels AS (
  SELECT eid, name, min(reached) AS label
  FROM reach
  GROUP BY eid, name
),
groups AS (
  SELECT l.eid, l.label, sum(n.registries) AS registries, sum(n.records) AS records
  FROM labels AS l
  JOIN names AS n
    ON n.eid = l.eid AND n.name = l.name
  GROUP BY l.eid, l.label
),
ranked AS (
  SELECT
    eid,
    label,
    row_number() OVER (PARTITION BY eid ORDER BY registries DESC, records DESC, label) - 1 AS rank,
    registries = max(registries) OVER (PARTITION BY eid) AS first,
    registries > coalesce(max(registries) OVER (PARTITION BY eid ORDER BY registries DESC, records DESC, label ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), 0) AS ahead
  FROM groups
)
SELECT l.eid, l.name, l.label, r.rank, r.rank = 0 AND r.ahead AS owner, r.first
FROM labels AS l
JOIN ranked AS r
  ON r.eid = l.eid AND r.label = l.label`;

/** What an identity without an ID is known by: independent of the order of rows, so person ids and ties are too. */
const WEAK_TEXT = identityText('d.', 'CAST(d.registry_no AS VARCHAR)');

/** IDs have 17 digits before the check character; groups of one ID are told apart above them. */
const GROUP_STRIDE = '100000000000000000';

/**
 * Identities with their node: `node_no` is the effective ID as a number (and, in a conflict, the group of names), or
 * a negative number for an identity without an ID. `weak` nodes look for their person: they have no ID, or one that
 * belongs to somebody else as likely as not (`in_conflict`); what the ID says of birth and sex is then no evidence, nor is a
 * birth date that only repeats it, where others of that ID are better attested (`borrowed`).
 */
const NODES = `CREATE OR REPLACE TABLE link_identities AS
WITH keyed AS (
  SELECT
    d.*,
    coalesce(NOT g.owner, false) AS in_conflict,
    coalesce(NOT g.first, false) AS borrowed,
    CASE WHEN d.eid IS NULL THEN ${WEAK_TEXT} END AS weak_text,
    CASE WHEN d.eid IS NULL THEN NULL WHEN coalesce(g.rank, 0) = 0 THEN d.eid ELSE d.eid || '|' || g.label END AS node_key,
    d.id17 + coalesce(g.rank, 0) * ${GROUP_STRIDE} AS strong_no
  FROM link_distinct AS d
  LEFT JOIN link_name_groups AS g
    ON g.eid = d.eid AND g.name = d.name
),
weak_numbers AS (
  SELECT
    identity_no,
    -row_number() OVER (ORDER BY weak_text, identity_no) AS node_no,
    row_number() OVER (PARTITION BY weak_text ORDER BY identity_no) AS copy
  FROM keyed
  WHERE eid IS NULL
)
SELECT
  k.identity_no,
  k.registry_no,
  k.records,
  k.name,
  k.alias,
  k.eid,
  k.eid_source,
  k.id_kind,
  k.id_key,
  CASE WHEN k.in_conflict AND (k.sex = 'M') = (k.id17 % 2 = 1) THEN NULL ELSE k.sex END AS sex,
  CASE WHEN k.borrowed AND k.birth_date = k.id_birth_date THEN NULL ELSE k.birth_date END AS birth_date,
  CASE WHEN k.in_conflict THEN NULL ELSE k.id_birth_date END AS id_birth_date,
  k.birth_part,
  k.birth_by_age,
  k.phone,
  k.account,
  p.county,
  p.town,
  p.village,
  p.county_no,
  p.town_no,
  p.village_no,
  k.house,
  n.name_no,
  n.pinyin,
  k.house_head_id,
  h.name_no AS house_head_no,
  h.pinyin AS house_head_pinyin,
  k.is_head OR (k.is_head IS NOT NULL AND coalesce(h.pinyin = n.pinyin, false)) AS is_head,
  CASE WHEN k.id_kind = 'invalid' THEN string_split(id_repairs(k.id_key), ' ') END AS repairs,
  k.weak_text || CASE WHEN w.copy > 1 THEN '|' || w.copy ELSE '' END AS weak_text,
  k.node_key,
  k.in_conflict,
  k.eid IS NULL OR k.in_conflict AS weak,
  coalesce(k.strong_no, w.node_no) AS node_no
FROM keyed AS k
LEFT JOIN link_names AS n
  ON n.name = k.name
LEFT JOIN link_names AS h
  ON h.name = k.house_head_name
LEFT JOIN link_places AS p
  ON p.raw_county IS NOT DISTINCT FROM k.raw_county
  AND p.raw_town IS NOT DISTINCT FROM k.raw_town
  AND p.raw_village IS NOT DISTINCT FROM k.raw_village
LEFT JOIN weak_numbers AS w
  ON w.identity_no = k.identity_no`;

/** Two different nodes that one ID stands for are in conflict: they are never a candidate pair. */
export function sameIdInConflict(left: string, right: string): string {
  return `(${left} > 0 AND ${right} > 0 AND ${left} % ${GROUP_STRIDE} = ${right} % ${GROUP_STRIDE})`;
}

/** Identities of one effective ID become one node, unless their names contradict each other or people say otherwise. */
export function idNodeSteps(judgedNames: Step): readonly Step[] {
  return [
    ...nameTieSteps(),
    judgedNames,
    sqlStep('identity conflicts', 'splits an ID whose names contradict each other into groups', NAME_GROUPS),
    sqlStep('nodes', 'one node per ID, one per identity without an ID', NODES),
  ];
}

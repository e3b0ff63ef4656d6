import { join } from 'node:path';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import type { LinkageInput } from '../linkage-input.js';
import { personIdSql } from '../person-id.js';
import { numberList, registryName } from './columns.js';

/** Names of an ID that are like the one most registries attest, but not the same: those records are `probable`. */
const SIMILAR_NAMES = `CREATE OR REPLACE TABLE link_similar_names AS
WITH names AS (
  SELECT node_no, eid, name, count(DISTINCT registry_no) AS registries, sum(records) AS records
  FROM link_identities
  WHERE eid IS NOT NULL
    AND name IS NOT NULL
    AND eid IN (SELECT eid FROM link_name_ties)
  GROUP BY node_no, eid, name
),
mains AS (
  SELECT node_no, eid, name
  FROM names
  QUALIFY row_number() OVER (PARTITION BY node_no ORDER BY registries DESC, records DESC, name) = 1
)
SELECT n.node_no, n.name
FROM names AS n
JOIN mains AS m ON m.node_no = n.node_no AND m.name <> n.name
JOIN link_name_ties AS t
  ON t.eid = n.eid AND t.name_a = least(n.name, m.name) AND t.name_b = greatest(n.name, m.name)
WHERE t.tie > 0`;

function personsQuery(input: LinkageInput, held: readonly number[]): string {
  return `WITH facts AS (
  SELECT
    i.identity_no,
    coalesce(c.root_no, i.node_no) AS root_no,
    coalesce(c.person_key, i.node_key, i.weak_text) AS person_key,
    CASE
      WHEN c.root_no IS NULL AND i.eid IS NULL THEN 'review'
      WHEN c.attached OR NOT c.has_id OR i.eid_source = 'head' OR s.name IS NOT NULL THEN 'probable'
      ELSE 'certain'
    END AS class,
    i.registry_no IN ${numberList(held)} AS held
  FROM link_identities AS i
  LEFT JOIN link_clusters AS c USING (node_no)
  LEFT JOIN link_similar_names AS s ON s.node_no = i.node_no AND s.name = i.name
),
ids AS (
  SELECT root_no, ${personIdSql(input.key, 'any_value(person_key)')} AS person_id
  FROM facts
  GROUP BY root_no
  HAVING bool_or(held)
)
SELECT
  d.person_id,
  ${registryName(input.registries, 'm.registry_no')} AS registry,
  m.record_no,
  f.file,
  m.line,
  p.class
FROM link_members AS m
JOIN facts AS p USING (identity_no)
JOIN link_files AS f USING (file_no)
JOIN ids AS d USING (root_no)
ORDER BY m.file_no, m.line`;
}

/**
 * Writes `persons`: the person of every record. `class` says how the record holds to its person: `certain` by its ID,
 * `probable` by score, `review` where it stands alone without an ID.
 */
export function personsOutputSteps(input: LinkageInput, held: readonly number[]): readonly Step[] {
  return [
    sqlStep('similar names', 'names under one ID that differ by a slip', SIMILAR_NAMES),
    sqlStep(
      'persons file',
      'writes the person of every record',
      input.dialect.writeParquet(personsQuery(input, held), join(input.folder, LINK_FILES.persons)),
    ),
  ];
}

import type { Engine, Row } from '../../../src/engine/engine.js';

/** Where a program fails most; places only, never a value of a person. */
export interface Miss {
  readonly what: string;
  /** Kind of dirt on the record, or the planted situation; `none` where the record is clean. */
  readonly kind: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const IDENTITY_FIELDS = `('id', 'name', 'disabilityNo', 'subjectId', 'subjectName', 'birthDate', '')`;

/** Records that lack true cross-registry pairs, by registry and kind of dirt; the count is of records. */
const MISSED_LINKS = `WITH found AS (
    SELECT record_no, count(*) AS pairs
    FROM (
      SELECT DISTINCT left_no AS record_no, right_no AS other FROM link WHERE across AND left_person = right_person AND class <> 'review'
      UNION
      SELECT DISTINCT right_no, left_no FROM link WHERE across AND left_person = right_person AND class <> 'review'
    )
    GROUP BY record_no
  ),
  sizes AS (
    SELECT person_id, registry, count(*) AS n
    FROM record
    GROUP BY ALL
  ),
  expected AS (
    SELECT r.record_no, r.registry, r.file, r.line,
      CAST((SELECT coalesce(sum(s.n), 0) FROM sizes AS s WHERE s.person_id = r.person_id AND s.registry <> r.registry) AS BIGINT) AS pairs
    FROM record AS r
  ),
  lone AS (
    SELECT e.*
    FROM expected AS e
    LEFT JOIN found AS f ON f.record_no = e.record_no
    WHERE e.pairs > 0 AND coalesce(f.pairs, 0) = 0
  )
  SELECT 'links of ' || l.registry AS what, coalesce(k.kind, 'none') AS kind, CAST(count(*) AS DOUBLE) AS count,
    list(l.file || ':' || l.line ORDER BY l.file, l.line)[1:3] AS examples
  FROM lone AS l
  LEFT JOIN (SELECT record_no, string_agg(DISTINCT kind, '+' ORDER BY kind) AS kind FROM dirt WHERE field IN ${IDENTITY_FIELDS} GROUP BY record_no) AS k
    ON k.record_no = l.record_no
  GROUP BY ALL
  ORDER BY count DESC, what, kind
  LIMIT 15`;

const SITUATION = `coalesce(nullif(regexp_extract(p.tags, '(^| )([mwd]\\d\\d-[a-z0-9-]+)', 2), ''), 'unplanned')`;

const MISSED_FINDINGS = `SELECT e.rule_id || ' missed' AS what, ${SITUATION} AS kind, CAST(count(*) AS DOUBLE) AS count,
    list(e.about ORDER BY e.about)[1:3] AS examples
  FROM expected AS e
  JOIN person AS p ON p.person_id = e.about
  WHERE e.truth_no NOT IN (SELECT truth_no FROM finding_match)
  GROUP BY ALL
  ORDER BY count DESC, what, kind
  LIMIT 25`;

const FALSE_FINDINGS = `SELECT f.rule_id || ' false' AS what, ${SITUATION} AS kind, CAST(count(DISTINCT f.finding_no) AS DOUBLE) AS count,
    list(DISTINCT r.file || ':' || r.line ORDER BY r.file || ':' || r.line)[1:3] AS examples
  FROM finding AS f
  JOIN finding_source AS s ON s.finding_no = f.finding_no AND s.position = 1
  JOIN record AS r ON r.record_no = s.record_no
  JOIN person AS p ON p.person_id = s.person_id
  WHERE f.finding_no NOT IN (SELECT finding_no FROM finding_match)
    AND f.finding_no NOT IN (SELECT finding_no FROM excused)
    AND f.rule_id IN (SELECT rule_id FROM true_finding)
  GROUP BY ALL
  ORDER BY count DESC, what, kind
  LIMIT 25`;

export async function listMisses(engine: Engine): Promise<readonly Miss[]> {
  const misses: Miss[] = [];
  for (const sql of [MISSED_LINKS, MISSED_FINDINGS, FALSE_FINDINGS]) {
    for (const row of await engine.rows(sql)) misses.push(toMiss(row));
  }
  return misses;
}

function toMiss(row: Row): Miss {
  return {
    what: String(row['what']),
    kind: String(row['kind']),
    count: Number(row['count']),
    examples: (row['examples'] as readonly string[]).map(String),
  };
}

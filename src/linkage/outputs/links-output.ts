import { join } from 'node:path';
import { number } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { LINK_FILES } from '../../model/link.js';
import type { Comparison } from '../comparisons.js';
import { levelName } from '../levels/comparison-kind.js';
import type { LinkageInput } from '../linkage-input.js';
import { numberList, probability, registryName } from './columns.js';

/** Identities with what a link between two of them depends on. */
const IDENTITY_FACTS = `CREATE OR REPLACE TABLE link_identity_facts AS
SELECT
  i.identity_no,
  i.registry_no,
  i.name,
  i.eid,
  i.eid_source,
  i.records,
  i.node_no,
  coalesce(c.root_no, i.node_no) AS root_no,
  c.attach_weight
FROM link_identities AS i
LEFT JOIN link_clusters AS c USING (node_no)`;

/** Decided pairs, both ways round, with their levels in words, e.g. `name=homophone;id=missing;birth=equal`. */
function reasons(comparisons: readonly Comparison[]): string {
  const parts = comparisons.map(
    ({ model, kind }) => `'${model.name}=' || ${levelName(kind.levels, `w.${model.name}_level`)}`,
  );
  return `CREATE OR REPLACE TABLE link_reasons AS
WITH decided AS (
  SELECT
    d.node_l,
    d.node_r,
    d.class,
    w.match_weight,
    CASE WHEN d.verdict IS NULL THEN '' ELSE 'judged=' || d.verdict || ';' END || ${parts.join(" || ';' || ")} AS reason
  FROM link_decisions AS d
  JOIN link_weights AS w
    USING (node_l, node_r)
)
SELECT *, true AS forward FROM decided
UNION ALL
SELECT node_r, node_l, class, match_weight, reason, false FROM decided`;
}

/** The weight of a level where nothing is known of how common its value is. */
export function constantWeight(comparisons: readonly Comparison[], kind: string, level: string): number {
  const found = comparisons
    .find(({ model }) => model.kind === kind)
    ?.model.levels.find((candidate) => candidate.level === level);
  return found === undefined ? 0 : Math.round(Math.log2(found.m / found.u) * 1e4) / 1e4;
}

/** Weight of the same ID with a name of the given level; names of one ID need no frequencies. */
function sameIdWeight(comparisons: readonly Comparison[]): string {
  const levels = comparisons.find(({ model }) => model.kind === 'person_name')?.kind.levels ?? [];
  const cases = levels.map(
    (level) => `WHEN '${level}' THEN ${number(constantWeight(comparisons, 'person_name', level))}`,
  );
  const alias = `WHEN 'alias' THEN ${number(constantWeight(comparisons, 'person_name', 'variant'))}`;
  return `${number(constantWeight(comparisons, 'citizen_id', 'equal'))} + CASE name_level ${cases.join(' ')} ${alias} ELSE 0 END`;
}

/** Pairs of identities inside one person: across registries, and inside a registry with one row per person. */
function samePerson(oneRow: readonly number[]): string {
  return `several AS (
  SELECT root_no
  FROM link_identity_facts
  GROUP BY root_no
  HAVING sum(records) > 1
),
facts AS (
  SELECT *
  FROM link_identity_facts
  SEMI JOIN several USING (root_no)
),
joined AS (
  SELECT
    a.identity_no AS identity_l,
    b.identity_no AS identity_r,
    a.node_no AS node_l,
    b.node_no AS node_r,
    a.node_no = b.node_no AND a.eid IS NOT NULL AS same_id,
    a.node_no = b.node_no AS same_node,
    coalesce(a.eid_source = 'head', false) OR coalesce(b.eid_source = 'head', false) AS by_head,
    a.name = b.name AS same_name,
    CASE WHEN a.eid = b.eid THEN a.eid END AS eid,
    CASE WHEN a.name <> b.name THEN least(a.name, b.name) END AS name_a,
    CASE WHEN a.name <> b.name THEN greatest(a.name, b.name) END AS name_b,
    least(a.attach_weight, b.attach_weight) AS attach_weight
  FROM facts AS a
  JOIN facts AS b
    ON b.root_no = a.root_no
  WHERE a.registry_no < b.registry_no
    OR (a.registry_no = b.registry_no AND a.registry_no IN ${numberList(oneRow)})
),
pairs AS (
  SELECT
    j.*,
    CASE WHEN same_name THEN 'exact' WHEN j.name_a IS NULL THEN 'missing' ELSE t.level END AS name_level,
    CASE WHEN j.name_a IS NULL THEN 0 ELSE t.tie END AS tie
  FROM joined AS j
  LEFT JOIN link_name_ties AS t
    ON t.eid = j.eid AND t.name_a = j.name_a AND t.name_b = j.name_b
)`;
}

function identityPairs(
  comparisons: readonly Comparison[],
  oneRow: readonly number[],
  partners: number,
): string {
  return `CREATE OR REPLACE TABLE link_identity_pairs AS
WITH ${samePerson(oneRow)}
SELECT
  p.identity_l,
  p.identity_r,
  CASE WHEN (p.same_id AND p.tie = 0 AND NOT p.by_head) OR r.class = 'certain' THEN 'certain' ELSE 'probable' END AS class,
  CASE
    WHEN p.same_id THEN round(log2(${number(partners)} / t.nodes) + ${sameIdWeight(comparisons)}, 4)
    WHEN p.same_node THEN 0
    ELSE p.attach_weight
  END AS match_weight,
  CASE
    WHEN p.same_id THEN 'id=' || CASE WHEN p.by_head THEN 'head' ELSE 'equal' END || ';name=' || p.name_level
    WHEN p.same_node THEN 'record=equal'
    ELSE coalesce(r.reason, 'through=person')
  END AS reason
FROM pairs AS p
CROSS JOIN link_totals AS t
LEFT JOIN link_reasons AS r
  ON r.node_l = p.node_l AND r.node_r = p.node_r`;
}

/** Records of decided identity pairs, and of pairs for review: there one record per registry stands for a node. */
function recordPairs(oneRow: readonly number[]): string {
  return `linked AS (
  SELECT p.class, p.match_weight, p.reason, l AS a, r AS b
  FROM link_identity_pairs AS p
  JOIN link_members AS l ON l.identity_no = p.identity_l
  JOIN link_members AS r ON r.identity_no = p.identity_r
  WHERE l.registry_no < r.registry_no OR (l.file_no, l.line) < (r.file_no, r.line)
),
firsts AS (
  SELECT i.node_no, m AS member
  FROM link_members AS m
  JOIN link_identities AS i USING (identity_no)
  SEMI JOIN (SELECT node_r AS node_no FROM link_reasons WHERE class = 'review' AND forward) AS doubted USING (node_no)
  QUALIFY row_number() OVER (PARTITION BY i.node_no, m.registry_no ORDER BY m.file_no, m.line) = 1
),
doubtful AS (
  SELECT r.class, r.match_weight, r.reason, m AS x, f.member AS y
  FROM link_reasons AS r
  JOIN link_identities AS i ON i.node_no = r.node_l
  JOIN link_members AS m ON m.identity_no = i.identity_no
  JOIN firsts AS f ON f.node_no = r.node_r
  WHERE r.class = 'review'
    AND r.forward
    AND (m.registry_no <> f.member.registry_no OR m.registry_no IN ${numberList(oneRow)})
),
pairs AS (
  SELECT * FROM linked
  UNION ALL
  SELECT
    class,
    match_weight,
    reason,
    CASE WHEN (x.file_no, x.line) < (y.file_no, y.line) THEN x ELSE y END,
    CASE WHEN (x.file_no, x.line) < (y.file_no, y.line) THEN y ELSE x END
  FROM doubtful
)`;
}

function linksQuery(input: LinkageInput, oneRow: readonly number[]): string {
  const name = (column: string): string => registryName(input.registries, column);
  return `WITH ${recordPairs(oneRow)}
SELECT
  ${name('a.registry_no')} AS left_registry,
  fa.file AS left_file,
  a.line AS left_line,
  ${name('b.registry_no')} AS right_registry,
  fb.file AS right_file,
  b.line AS right_line,
  class,
  match_weight,
  ${probability('match_weight')} AS match_probability,
  a.record_no AS left_record_no,
  b.record_no AS right_record_no,
  reason
FROM pairs
JOIN link_files AS fa ON fa.file_no = a.file_no
JOIN link_files AS fb ON fb.file_no = b.file_no
ORDER BY a.file_no, a.line, b.file_no, b.line, class`;
}

/** Writes `links`: one row per linked pair of records, left before right. */
export function linksOutputSteps(
  input: LinkageInput,
  comparisons: readonly Comparison[],
  oneRow: readonly number[],
): readonly Step[] {
  return [
    sqlStep('identity facts', 'what a link between two identities depends on', IDENTITY_FACTS),
    sqlStep('reasons', 'decided pairs in words', reasons(comparisons)),
    sqlStep(
      'linked identities',
      'pairs of identities inside one person',
      identityPairs(comparisons, oneRow, input.model.prior.partners),
    ),
    sqlStep(
      'links',
      'writes one row per linked pair of records',
      input.dialect.writeParquet(linksQuery(input, oneRow), join(input.folder, LINK_FILES.links)),
    ),
  ];
}

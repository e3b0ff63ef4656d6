import { number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { sameIdInConflict } from './id-nodes.js';
import { judgementsInForce } from './judgements.js';
import type { LinkageInput } from './linkage-input.js';
import { registryName } from './outputs/columns.js';
import { recordKeySql } from './record-key.js';

function judgementsStatement({ judgements }: LinkageInput): string {
  const rows = judgementsInForce(judgements).map(
    ({ no, left, right, verdict }) => `(${number(no)}, ${text(left)}, ${text(right)}, ${text(verdict)})`,
  );
  return rows.length === 0
    ? 'CREATE OR REPLACE TABLE link_judgements (no INTEGER, left_key VARCHAR, right_key VARCHAR, verdict VARCHAR)'
    : `CREATE OR REPLACE TABLE link_judgements AS
SELECT *
FROM (VALUES ${rows.join(',\n  ')}) AS j (no, left_key, right_key, verdict)`;
}

/** Identities that a judgement speaks of. Keys are dear: without judgements none is worked out. */
function judgedIdentities({ judgements, key, registries }: LinkageInput): string {
  const record = recordKeySql(key, registryName(registries, 'registry_no'));
  return `CREATE OR REPLACE TABLE link_judged_identities AS
SELECT *
FROM (
  SELECT identity_no, eid, name, ${record} AS record_key
  FROM link_distinct
  ${judgements.length === 0 ? 'WHERE false' : ''}
)
WHERE record_key IN (
  SELECT left_key FROM link_judgements
  UNION
  SELECT right_key FROM link_judgements
)`;
}

/** The judgements in force and the identities that they speak of. Reads link_distinct. */
export function judgementSteps(input: LinkageInput): readonly Step[] {
  return [
    sqlStep('judgements', 'what people decided about pairs', judgementsStatement(input)),
    sqlStep('judged identities', 'whom they decided about', judgedIdentities(input)),
  ];
}

const JUDGED_SIDES = `FROM link_judgements AS j
JOIN link_judged_identities AS a
  ON a.record_key = j.left_key
JOIN link_judged_identities AS b
  ON b.record_key = j.right_key`;

/** Two names under one ID: people know whether they are one person's. */
export const judgedNamesStep: Step = sqlStep(
  'judged names',
  'names under one ID as people judged them',
  `UPDATE link_name_ties AS t
SET tie = CASE j.verdict WHEN 'same' THEN 0 ELSE 2 END
FROM (
  SELECT DISTINCT a.eid, least(a.name, b.name) AS name_a, greatest(a.name, b.name) AS name_b, j.verdict
  ${JUDGED_SIDES}
  WHERE a.eid = b.eid
    AND j.verdict <> 'unsure'
) AS j
WHERE j.eid = t.eid
  AND j.name_a = t.name_a
  AND j.name_b = t.name_b`,
);

/** Judgements about two nodes; the one without an ID stands on the left, as in all candidate pairs. */
export const judgedPairsSteps: readonly Step[] = [
  sqlStep(
    'judged pairs',
    'pairs of nodes that people decided about',
    `CREATE OR REPLACE TABLE link_judged AS
SELECT DISTINCT
  j.verdict,
  CASE WHEN l.weak = r.weak THEN least(l.node_no, r.node_no) WHEN l.weak THEN l.node_no ELSE r.node_no END AS node_l,
  CASE WHEN l.weak = r.weak THEN greatest(l.node_no, r.node_no) WHEN l.weak THEN r.node_no ELSE l.node_no END AS node_r,
  NOT (l.weak AND r.weak) AS right_strong
${JUDGED_SIDES}
JOIN link_identities AS l
  ON l.identity_no = a.identity_no
JOIN link_identities AS r
  ON r.identity_no = b.identity_no
WHERE l.node_no <> r.node_no
  AND NOT ${sameIdInConflict('l.node_no', 'r.node_no')}`,
  ),
];

/** What became of each judgement: applied, missing (a record says something else now), or contradicted by others. */
export const judgementOutcomesStep: Step = sqlStep(
  'judgement outcomes',
  'which judgements hold, and which need a person again',
  `CREATE OR REPLACE TABLE link_judgement_outcomes AS
WITH roots AS (
  SELECT g.record_key, coalesce(c.root_no, i.node_no) AS root_no
  FROM link_judged_identities AS g
  JOIN link_identities AS i USING (identity_no)
  LEFT JOIN link_clusters AS c USING (node_no)
),
met AS (
  SELECT j.no, bool_or(a.root_no = b.root_no) AS together
  FROM link_judgements AS j
  JOIN roots AS a ON a.record_key = j.left_key
  JOIN roots AS b ON b.record_key = j.right_key
  GROUP BY j.no
)
SELECT
  j.no,
  j.verdict,
  CASE
    WHEN m.no IS NULL THEN 'missing'
    WHEN j.verdict = 'unsure' OR m.together = (j.verdict = 'same') THEN 'applied'
    ELSE 'contradicted'
  END AS outcome
FROM link_judgements AS j
LEFT JOIN met AS m USING (no)`,
);

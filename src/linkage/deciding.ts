import type { Engine, Row } from '../engine/engine.js';
import { number } from '../engine/sql.js';
import { codeStep, sqlStep, type Step } from '../engine/step.js';
import { decideLinks, type Edge, type JudgedPair } from './clustering.js';
import type { Comparison } from './comparisons.js';
import { rosterLevel } from './levels/roster-level.js';
import type { LinkageModel } from './model-file.js';
import { numberList } from './outputs/columns.js';

/** Rows of one INSERT; keeps statements of a size that the parser likes. */
const INSERT_ROWS = 2_000;

/** The pairs worth deciding, best first; ties in an order that does not depend on the order of rows. */
function edgesQuery(model: LinkageModel, comparisons: readonly Comparison[]): string {
  const roster = comparisons.find((comparison) => comparison.kind.levels.includes('taken'))?.model;
  const taken = roster?.levels.find(({ level }) => level === 'taken');
  const weight = taken === undefined ? 0 : Math.log2(taken.m / taken.u);
  const ifTaken =
    roster === undefined
      ? 'w.match_weight'
      : `w.match_weight - CASE coalesce(w.${roster.name}_level, -1) WHEN ${number(rosterLevel.levels.indexOf('taken'))} THEN 0 ELSE w.${roster.name}_weight - (${number(weight)}) END`;
  return `SELECT
  l.place AS place_l,
  r.place AS place_r,
  NOT r.weak AS right_strong,
  NOT l.weak AND NOT r.weak AS two_ids,
  w.match_weight,
  ${ifTaken} AS weight_if_taken
FROM link_weights AS w
JOIN link_node_facts AS l ON l.node_no = w.node_l
JOIN link_node_facts AS r ON r.node_no = w.node_r
ANTI JOIN link_judged USING (node_l, node_r)
WHERE w.match_weight >= ${number(model.thresholds.review)}
ORDER BY w.match_weight DESC, l.place, r.place`;
}

/** Pairs that people judged; of several judgements on one pair of nodes `same` stands. */
const JUDGED_QUERY = `SELECT
  l.place AS place_l,
  r.place AS place_r,
  NOT l.weak AS left_strong,
  NOT r.weak AS right_strong,
  CASE WHEN bool_or(verdict = 'same') THEN 'same' WHEN bool_or(verdict = 'different') THEN 'different' ELSE 'unsure' END AS verdict
FROM link_judged AS j
JOIN link_node_facts AS l ON l.node_no = j.node_l
JOIN link_node_facts AS r ON r.node_no = j.node_r
GROUP BY ALL
ORDER BY l.place, r.place`;

/**
 * One row per node that a pair speaks of: its stable text, its place in the order of those (node numbers do not fit
 * into a JavaScript number), and the registries with one row per person in which it stands.
 */
function nodeFacts(oneRowRegistries: readonly number[]): string {
  return `CREATE OR REPLACE TABLE link_node_facts AS
WITH touched AS (
  SELECT node_l AS node_no FROM link_weights
  UNION
  SELECT node_r FROM link_weights
  UNION
  SELECT node_l FROM link_judged
  UNION
  SELECT node_r FROM link_judged
)
SELECT *, (row_number() OVER (ORDER BY node_text))::INTEGER AS place
FROM (
  SELECT
    node_no,
    bool_and(weak) AS weak,
    bool_and(eid IS NULL) AS without_id,
    coalesce(min(node_key), min(weak_text)) AS node_text,
    string_agg(DISTINCT registry_no::VARCHAR, ' ') FILTER (WHERE registry_no IN ${numberList(oneRowRegistries)}) AS rosters
  FROM link_identities
  SEMI JOIN touched USING (node_no)
  GROUP BY node_no
)`;
}

function toJudgedPair(row: Row): JudgedPair {
  return {
    left: Number(row['place_l']),
    right: Number(row['place_r']),
    leftStrong: row['left_strong'] === true,
    rightStrong: row['right_strong'] === true,
    verdict: String(row['verdict']) as JudgedPair['verdict'],
  };
}

const ROSTERS_QUERY = `SELECT place, rosters
FROM link_node_facts
WHERE rosters IS NOT NULL
ORDER BY place`;

function toRosters(row: Row): readonly [number, readonly number[]] {
  return [Number(row['place']), String(row['rosters']).split(' ').map(Number)];
}

function toEdge(row: Row): Edge {
  return {
    left: Number(row['place_l']),
    right: Number(row['place_r']),
    rightStrong: row['right_strong'] === true,
    twoIds: row['two_ids'] === true,
    weight: Number(row['match_weight']),
    weightIfTaken: Number(row['weight_if_taken']),
  };
}

async function insertRows(engine: Engine, table: string, rows: readonly string[]): Promise<void> {
  for (let start = 0; start < rows.length; start += INSERT_ROWS) {
    await engine.run(`INSERT INTO ${table} VALUES\n${rows.slice(start, start + INSERT_ROWS).join(',\n')}`);
  }
}

/** What a judgement makes of a pair. */
const JUDGED_CLASS = { same: 'certain', unsure: 'review' } as const;

async function decide(
  engine: Engine,
  model: LinkageModel,
  comparisons: readonly Comparison[],
): Promise<void> {
  const edges = (await engine.rows(edgesQuery(model, comparisons))).map(toEdge);
  const judged = (await engine.rows(JUDGED_QUERY)).map(toJudgedPair);
  const rosters = new Map((await engine.rows(ROSTERS_QUERY)).map(toRosters));
  const decided = decideLinks(edges, model.thresholds, judged, rosters);
  const classes = edges.flatMap((edge, index) => {
    const linkClass = decided.classes[index];
    return linkClass === null || linkClass === undefined
      ? []
      : [`(${number(edge.left)}, ${number(edge.right)}, '${linkClass}', NULL)`];
  });
  const shown = judged.flatMap(({ left, right, verdict }) =>
    verdict === 'different'
      ? []
      : [`(${number(left)}, ${number(right)}, '${JUDGED_CLASS[verdict]}', '${verdict}')`],
  );
  await insertRows(engine, 'link_decided_places', [...classes, ...shown]);
  await insertRows(
    engine,
    'link_root_places',
    [...decided.roots].map(([node, root]) => `(${number(node)}, ${number(root)})`),
  );
  await engine.run(`INSERT INTO link_alarms VALUES (${number(decided.alarms)})`);
}

const DECISIONS = `CREATE OR REPLACE TABLE link_decisions AS
SELECT l.node_no AS node_l, r.node_no AS node_r, d.class, d.verdict
FROM link_decided_places AS d
JOIN link_node_facts AS l ON l.place = d.place_l
JOIN link_node_facts AS r ON r.place = d.place_r`;

/**
 * Nodes that share their person with another node. `attach_weight` is the best weight by which a node without an ID
 * holds to its cluster; `person_key` is the ID, or the smallest stable text of a cluster without one; `attached` nodes
 * hold by score; who was judged the same as a node with an ID holds by that.
 */
const CLUSTERS = `CREATE OR REPLACE TABLE link_clusters AS
WITH joined AS (
  SELECT n.node_no, r.node_no AS root_no
  FROM link_root_places AS p
  JOIN link_node_facts AS n ON n.place = p.place
  JOIN link_node_facts AS r ON r.place = p.root_place
),
rooted AS (
  SELECT f.node_no, f.weak, f.without_id, f.node_text, coalesce(j.root_no, f.node_no) AS root_no
  FROM link_node_facts AS f
  LEFT JOIN joined AS j USING (node_no)
  WHERE j.root_no IS NOT NULL
    OR f.node_no IN (SELECT root_no FROM joined)
),
held AS (
  SELECT node_no, max(match_weight) AS attach_weight
  FROM (
    SELECT node_l AS node_no, match_weight FROM link_weights JOIN link_decisions USING (node_l, node_r) WHERE class <> 'review'
    UNION ALL
    SELECT node_r, match_weight FROM link_weights JOIN link_decisions USING (node_l, node_r) WHERE class <> 'review'
  )
  GROUP BY node_no
),
keys AS (
  SELECT
    root_no,
    coalesce(
      min(node_text) FILTER (WHERE NOT weak),
      min(node_text) FILTER (WHERE NOT without_id),
      min(node_text)
    ) AS person_key,
    bool_or(NOT without_id) AS has_id
  FROM rooted
  GROUP BY root_no
)
SELECT
  r.node_no,
  r.root_no,
  k.person_key,
  k.has_id,
  r.weak AND r.node_no NOT IN (SELECT node_l FROM link_judged WHERE verdict = 'same' AND right_strong) AS attached,
  h.attach_weight
FROM rooted AS r
JOIN keys AS k USING (root_no)
LEFT JOIN held AS h USING (node_no)`;

/** Decides which candidate pairs are links and which nodes are one person. */
export function decidingSteps(
  model: LinkageModel,
  comparisons: readonly Comparison[],
  oneRowRegistries: readonly number[],
): readonly Step[] {
  return [
    sqlStep('node facts', 'what the decision needs to know of a node', nodeFacts(oneRowRegistries)),
    sqlStep(
      'decided pairs',
      'the class of each pair, by places of nodes',
      'CREATE OR REPLACE TABLE link_decided_places (place_l INTEGER, place_r INTEGER, class VARCHAR, verdict VARCHAR)',
    ),
    sqlStep(
      'roots',
      'nodes that joined another',
      'CREATE OR REPLACE TABLE link_root_places (place INTEGER, root_place INTEGER)',
    ),
    sqlStep(
      'alarms',
      'pairs that would have joined two IDs',
      'CREATE OR REPLACE TABLE link_alarms (alarms BIGINT)',
    ),
    codeStep('decide', 'best pairs first; one ID per person; ties go to review', (engine) =>
      decide(engine, model, comparisons),
    ),
    sqlStep('decisions', 'the class of each pair', DECISIONS),
    sqlStep('clusters', 'nodes that share their person with another', CLUSTERS),
  ];
}

import { join } from 'node:path';
import { number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { LINK_FILES } from '../model/link.js';
import { blockingSteps } from './blocking.js';
import { certificateIdsStep } from './certificate-ids.js';
import { bindComparisons } from './comparisons.js';
import { NODE_FIGURES } from './frequencies.js';
import { idNodeSteps } from './id-nodes.js';
import { identitySteps } from './identities.js';
import { judgedNamesStep, judgedPairsSteps, judgementSteps } from './judging.js';
import { lostEndsStep } from './lost-ends.js';
import type { LinkageInput } from './linkage-input.js';
import { constantWeight } from './outputs/links-output.js';
import { comparedColumns } from './outputs/pairs-output.js';
import { scoringSteps } from './scoring.js';
import { sourceQuery } from './source.js';

/** A record by its place, as linkage knows its registry. */
export interface AskedRecord {
  readonly registry: string;
  readonly file: string;
  readonly line: number;
}

/** `folder` is that of the run's link stage; `people` is what it counted. */
export interface AskPairInput extends LinkageInput {
  readonly records: readonly [AskedRecord, AskedRecord];
  readonly people: number;
}

/** No block is too large for one pair. */
const NO_CAP = 2 ** 40;

function records(input: AskPairInput, condition: string): string {
  return input.registries
    .map((registry, no) => `SELECT *\nFROM (\n${sourceQuery({ no, registry })}\n)\nWHERE ${condition}`)
    .join('\nUNION ALL\n');
}

function askedStatement(input: AskPairInput): string {
  const places = input.records.map(({ registry, file, line }, side) => {
    const no = input.registries.findIndex((one) => one.registry === registry);
    return `(${number(side)}, ${number(no)}, ${text(file)}, ${number(line)})`;
  });
  return `CREATE OR REPLACE TABLE link_asked AS
SELECT a.side, s.registry_no, s.record_no, s.file, s.line, s.eid, s.name
FROM (VALUES ${places.join(', ')}) AS a (side, registry_no, file, line)
JOIN (
${records(input, `(file, line) IN (${input.records.map(({ file, line }) => `(${text(file)}, ${number(line)})`).join(', ')})`)}
) AS s USING (registry_no, file, line)`;
}

/** The two records and all that stand under their IDs: what makes a node. */
function sourceStatement(input: AskPairInput): string {
  return `CREATE OR REPLACE TABLE link_source AS
${records(input, 'eid IN (SELECT eid FROM link_asked) OR (file, line) IN (SELECT (file, line) FROM link_asked)')}`;
}

/** Where one ID has several names, those who bear one of them elsewhere are witnesses. */
function witnessesStatement(input: AskPairInput): string {
  return `INSERT INTO link_source
SELECT w.*
FROM (
${records(
  input,
  `name IN (
    SELECT unnest(names)
    FROM (SELECT list(DISTINCT name) AS names FROM link_source WHERE eid IS NOT NULL GROUP BY eid)
    WHERE length(names) > 1
  )`,
)}
) AS w
ANTI JOIN link_source AS s USING (registry_no, record_no)`;
}

const NODES = `CREATE OR REPLACE TABLE link_asked_nodes AS
SELECT a.side, i.node_no, bool_and(i.weak) AS weak, any_value(a.registry_no) AS registry_no, any_value(a.file) AS file, any_value(a.line) AS line
FROM link_asked AS a
JOIN link_members AS m USING (registry_no, record_no)
JOIN link_identities AS i USING (identity_no)
GROUP BY a.side, i.node_no`;

/** What the run counted for the whole batch. */
function frequenciesStatement(input: AskPairInput): string {
  const read = input.dialect.readParquet([join(input.folder, LINK_FILES.seekers)]);
  const names = input.registries.map((registry, no) => `WHEN ${number(no)} THEN ${text(registry.registry)}`);
  return `CREATE OR REPLACE TABLE link_frequencies AS
SELECT DISTINCT n.node_no, ${NODE_FIGURES.map((frequency) => `q.${frequency}_f`).join(', ')}
FROM link_asked_nodes AS n
JOIN ${read} AS q
  ON q.registry = CASE n.registry_no ${names.join(' ')} END AND q.file = n.file AND q.line = n.line
WHERE n.weak`;
}

/** The one pair, the side that looks for its person on the left, as in every candidate pair. */
const PAIR = `CREATE OR REPLACE TABLE link_asked_pair AS
SELECT
  CASE WHEN a.weak = b.weak THEN least(a.node_no, b.node_no) WHEN a.weak THEN a.node_no ELSE b.node_no END AS node_l,
  CASE WHEN a.weak = b.weak THEN greatest(a.node_no, b.node_no) WHEN a.weak THEN b.node_no ELSE a.node_no END AS node_r
FROM link_asked_nodes AS a, link_asked_nodes AS b
WHERE a.side = 0 AND b.side = 1 AND a.node_no <> b.node_no`;

/** Compared whatever rules found it, and however hopeless. */
const CANDIDATE = `CREATE OR REPLACE TABLE link_candidates AS
SELECT node_l, node_r, 0::UTINYINT AS rule_no
FROM link_asked_pair`;
const KEEP = `INSERT INTO link_judged
SELECT 'unsure', node_l, node_r, false
FROM link_asked_pair`;

/**
 * Weighs one pair of records as the run would have, whether or not any blocking rule brought them together: reads the two,
 * all that stands under their IDs, and the frequencies that the run kept. Afterwards `askedPairQuery` has the pair.
 */
export function askPairSteps(input: AskPairInput): readonly Step[] {
  const oneRow = input.registries.flatMap((registry, no) => (registry.manyRowsPerPerson ? [] : [no]));
  const blocking = input.model.blocking.map((rule) => ({ ...rule, cap: NO_CAP }));
  return [
    sqlStep('asked records', 'finds the two records', askedStatement(input)),
    sqlStep('records to compare', 'the two, and all under their IDs', sourceStatement(input)),
    sqlStep('witnesses', 'namesakes, where one ID has several names', witnessesStatement(input)),
    lostEndsStep,
    certificateIdsStep,
    ...identitySteps(oneRow),
    ...judgementSteps(input),
    ...idNodeSteps(judgedNamesStep),
    ...judgedPairsSteps,
    sqlStep('asked nodes', 'the nodes of the two records', NODES),
    sqlStep(
      'people',
      'as the run counted them',
      `CREATE OR REPLACE TABLE link_totals AS SELECT ${number(input.people)} AS nodes`,
    ),
    sqlStep('frequencies', 'as the run counted them', frequenciesStatement(input)),
    sqlStep('asked pair', 'the pair of nodes', PAIR),
    ...blockingSteps(blocking),
    sqlStep('candidate pair', 'compares the pair, whoever found it', CANDIDATE),
    sqlStep('kept pair', 'also where it is hopeless', KEEP),
    ...scoringSteps(input.model, bindComparisons(input.model), oneRow),
  ];
}

/** The weighed pair as `pairs` holds it; no row where one valid ID already makes the two one. */
export function askedPairQuery(input: AskPairInput): string {
  return `SELECT
  w.prior_weight,
  ${comparedColumns(bindComparisons(input.model)).join(',\n  ')},
  w.match_weight
FROM link_weights AS w
SEMI JOIN link_asked_pair USING (node_l, node_r)`;
}

/** The weight of one valid ID under two records, as `links` has it. */
export function sameIdQuery(input: AskPairInput): string {
  const comparisons = bindComparisons(input.model);
  const nameOf = (kind: string): string =>
    comparisons.find((one) => one.model.kind === kind)?.model.name ?? kind;
  const [id, name] = [nameOf('citizen_id'), nameOf('person_name')];
  const levels = comparisons.find((one) => one.model.kind === 'person_name')?.kind.levels ?? [];
  const weights = levels.map(
    (level) => `WHEN ${text(level)} THEN ${number(constantWeight(comparisons, 'person_name', level))}`,
  );
  return `SELECT *, round(prior_weight + ${id}_weight + ${name}_weight, 4) AS match_weight
FROM (
  SELECT
    log2(${number(input.model.prior.partners)} / ${number(input.people)}) AS prior_weight,
    'equal' AS ${id}_level,
    ${number(constantWeight(comparisons, 'citizen_id', 'equal'))} AS ${id}_weight,
    level AS ${name}_level,
    CASE level ${weights.join(' ')} WHEN 'alias' THEN ${number(constantWeight(comparisons, 'person_name', 'variant'))} ELSE 0 END AS ${name}_weight
  FROM (
    SELECT CASE WHEN a.name = b.name THEN 'exact' WHEN a.name IS NULL OR b.name IS NULL THEN 'missing' ELSE t.level END AS level
    FROM link_asked AS a
    JOIN link_asked AS b
      ON a.side = 0 AND b.side = 1
    LEFT JOIN link_name_ties AS t
      ON t.eid = a.eid AND t.name_a = least(a.name, b.name) AND t.name_b = greatest(a.name, b.name)
  )
)`;
}

/** Blocking rules that bring the pair together, were no block too large. */
export function askedRulesQuery(input: AskPairInput): string {
  const names = input.model.blocking.map((rule, index) => `WHEN ${number(index)} THEN ${text(rule.name)}`);
  return `SELECT DISTINCT rule_no, CASE rule_no ${names.join(' ')} END AS rule
FROM link_found
SEMI JOIN link_asked_pair USING (node_l, node_r)
WHERE rule_no < ${number(input.model.blocking.length)}
ORDER BY rule_no`;
}

/** The row of the run's `pairs` about the two nodes, if the run compared them and found them not hopeless. */
export function comparedPairQuery(input: AskPairInput): string {
  const read = (file: string): string => input.dialect.readParquet([join(input.folder, file)]);
  const names = input.registries.map((registry, no) => `WHEN ${number(no)} THEN ${text(registry.registry)}`);
  return `WITH places AS (
  SELECT n.side, CASE m.registry_no ${names.join(' ')} END AS registry, f.file, m.line
  FROM link_asked_nodes AS n
  JOIN link_identities AS i USING (node_no)
  JOIN link_members AS m USING (identity_no)
  JOIN link_files AS f USING (file_no)
),
firsts AS (
  SELECT p.side, p.registry, coalesce(q.first_file, p.file) AS file, coalesce(q.first_line, p.line) AS line
  FROM places AS p
  LEFT JOIN ${read(LINK_FILES.seekers)} AS q
    ON q.registry = p.registry AND q.file = p.file AND q.line = p.line
)
SELECT p.blocking_rule, p.match_weight, p.class
FROM ${read(LINK_FILES.pairs)} AS p
WHERE EXISTS (
  SELECT 1
  FROM firsts AS a, firsts AS b
  WHERE a.side <> b.side
    AND a.registry = p.left_registry AND a.file = p.left_file AND a.line = p.left_line
    AND b.registry = p.right_registry AND b.file = p.right_file AND b.line = p.right_line
)`;
}

/** One row: do the two share a node, and does one valid ID stand under both although their names contradict each other? */
export const ASKED_NODES_QUERY = `SELECT
  count(DISTINCT node_no) = 1 AS same_node,
  coalesce(min(eid) = max(eid) AND count(eid) = 2, false) AS same_id,
  count(DISTINCT side) AS found
FROM link_asked_nodes
JOIN (SELECT side, eid FROM link_asked) USING (side)`;

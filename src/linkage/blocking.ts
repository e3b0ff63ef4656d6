import { ident, number, text } from '../engine/sql.js';
import { sqlStep, type Step } from '../engine/step.js';
import { sameIdInConflict } from './id-nodes.js';
import type { BlockingRule } from './model-file.js';

const SEEN_BIRTH_DATE = `CASE
      WHEN i.weak THEN coalesce(i.birth_date, i.id_birth_date)
      ELSE coalesce(i.id_birth_date, i.birth_date)
    END`;

/** What a blocking rule can be made of: SQL over an identity `i`; NULL takes the identity out of the rule. */
export const KEY_PARTS = {
  id: 'i.eid',
  prefix15:
    "left(coalesce(i.eid, CASE WHEN i.id_kind IN ('truncated', 'invalid') AND length(i.id_key) >= 15 THEN i.id_key END), 15)",
  prefix14:
    "left(coalesce(i.eid, CASE WHEN i.id_kind = 'scientific' AND length(i.id_key) >= 14 THEN i.id_key END), 14)",
  repairs: 'unnest(i.repairs)',
  id_text: "CASE WHEN i.id_kind IN ('invalid', 'other_document', 'masked') THEN i.id_key END",
  id_tail:
    "CASE WHEN NOT contains(right(coalesce(i.eid, i.id_key), 4), '*') THEN right(coalesce(i.eid, i.id_key), 4) END",
  name: 'i.name',
  pinyin: 'i.pinyin',
  surname: 'left(i.name, 1)',
  given: "nullif(substr(i.name, 2), '')",
  birth: SEEN_BIRTH_DATE,
  birth_year: `coalesce(year(${SEEN_BIRTH_DATE}), i.birth_part // 10000)`,
  phone: 'i.phone',
  account: 'i.account',
  county: 'i.county',
  town: 'i.town',
  village: 'i.village',
  head_id: 'i.house_head_id',
  head_name: 'i.house_head_no',
} as const;
export type KeyPart = keyof typeof KEY_PARTS;

export function isKeyPart(value: string): value is KeyPart {
  return Object.hasOwn(KEY_PARTS, value);
}

function keyQuery(parts: readonly string[]): string {
  return parts.map((part, index) => `${KEY_PARTS[part as KeyPart]} AS k${index}`).join(',\n    ');
}

function known(rule: BlockingRule): string {
  return rule.left.map((_, index) => `k${index} IS NOT NULL`).join(' AND ');
}

function keyColumns(rule: BlockingRule): string {
  return rule.left.map((_, index) => `k${index}`).join(', ');
}

/** Keys that several nodes with a sure ID share. */
function sharedKeysStatement(rule: BlockingRule): string {
  const keys = keyColumns(rule);
  return `CREATE OR REPLACE TABLE link_seekers AS
WITH nodes AS (
  SELECT DISTINCT *
  FROM (
    SELECT
      i.node_no,
      ${keyQuery(rule.left)}
    FROM link_identities AS i
    WHERE NOT i.weak
  )
  WHERE ${known(rule)}
),
shared AS (
  SELECT ${keys}
  FROM nodes
  GROUP BY ALL
  HAVING count(*) > 1
)
SELECT *
FROM nodes
SEMI JOIN shared USING (${keys})`;
}

/** Keys of the nodes that look for their person; an ID in doubt is no key. */
export function seekersStatement(rule: BlockingRule): string {
  if (rule.seekers === 'with_id') return sharedKeysStatement(rule);
  return `CREATE OR REPLACE TABLE link_seekers AS
SELECT DISTINCT *
FROM (
  SELECT
    i.node_no,
    ${keyQuery(rule.left)}
  FROM (SELECT * REPLACE (NULL::VARCHAR AS eid) FROM link_identities WHERE weak) AS i
)
WHERE ${known(rule)}`;
}

/** Everybody who stands in the block of a seeker: one pass over all identities against a small table. */
export function blockMembersStatement(rule: BlockingRule): string {
  const keys = keyColumns(rule);
  return `CREATE OR REPLACE TABLE link_block_members AS
SELECT DISTINCT node_no, weak, ${keys}
FROM (
  SELECT
    i.node_no,
    i.weak,
    ${keyQuery(rule.right ?? rule.left)}
  FROM link_identities AS i
)
SEMI JOIN link_seekers USING (${keys})`;
}

/** Sizes of all blocks of a rule: the forecast of its cost, before any pair is made. */
export function blocksStatement(rule: BlockingRule, index: number): string {
  const keys = keyColumns(rule);
  return `CREATE OR REPLACE TABLE ${blockTable(index)} AS
WITH seekers AS (
  SELECT ${keys}, count(*) AS seekers
  FROM link_seekers
  GROUP BY ALL
)
SELECT ${keys}, any_value(s.seekers) AS seekers, count(*) AS size
FROM link_block_members AS r
JOIN seekers AS s USING (${keys})
GROUP BY ${keys}
HAVING count(*) > 1 OR bool_or(NOT r.weak)`;
}

/** Pairs of one rule within its cap. A pair of nodes that both look for their person has the smaller number on its left. */
function foundStatement(rule: BlockingRule, index: number): string {
  const keys = keyColumns(rule);
  return `INSERT INTO link_found
SELECT DISTINCT
  ${number(index)}::UTINYINT AS rule_no,
  CASE WHEN r.weak THEN least(l.node_no, r.node_no) ELSE l.node_no END AS node_l,
  CASE WHEN r.weak THEN greatest(l.node_no, r.node_no) ELSE r.node_no END AS node_r
FROM link_seekers AS l
JOIN ${blockTable(index)} AS b USING (${keys})
JOIN link_block_members AS r USING (${keys})
WHERE b.size <= ${number(rule.cap)}
  AND ${rule.seekers === 'with_id' ? 'l.node_no < r.node_no AND NOT r.weak' : 'l.node_no <> r.node_no'}
  AND NOT ${sameIdInConflict('l.node_no', 'r.node_no')}`;
}

export function blockTable(index: number): string {
  return ident(`link_blocks_${index}`);
}

/** What each rule cost and what its cap left out; part of the summary. */
function reportQuery(rule: BlockingRule, index: number): string {
  const over = `size > ${number(rule.cap)}`;
  return `SELECT
  ${number(index)} AS rule_no,
  ${text(rule.name)} AS rule,
  count(*) AS blocks,
  coalesce(sum(seekers * size), 0)::BIGINT AS pairs_forecast,
  coalesce(max(size), 0)::BIGINT AS largest_block,
  count(*) FILTER (WHERE ${over}) AS blocks_capped,
  coalesce(sum(seekers * size) FILTER (WHERE ${over}), 0)::BIGINT AS pairs_capped
FROM ${blockTable(index)}`;
}

/** The rule number of pairs that only a judgement brought. */
const BY_JUDGEMENT = 255;

const FOUND_BY_PEOPLE = `INSERT INTO link_found
SELECT ${number(BY_JUDGEMENT)}, node_l, node_r
FROM link_judged`;

/** A pair belongs to the first rule that finds it. */
const CANDIDATES = `CREATE OR REPLACE TABLE link_candidates AS
SELECT node_l, node_r, min(rule_no) AS rule_no
FROM link_found
GROUP BY node_l, node_r`;

/** Candidate pairs of a weak node with any other node; reads link_identities. */
export function blockingSteps(rules: readonly BlockingRule[]): readonly Step[] {
  return [
    sqlStep(
      'found pairs',
      'collects pairs of all blocking rules',
      'CREATE OR REPLACE TABLE link_found (rule_no UTINYINT, node_l BIGINT, node_r BIGINT)',
    ),
    ...rules.flatMap((rule, index) => [
      sqlStep(`seekers: ${rule.name}`, 'keys of what looks for its person', seekersStatement(rule)),
      sqlStep(`members: ${rule.name}`, 'who stands in those blocks', blockMembersStatement(rule)),
      sqlStep(`blocks: ${rule.name}`, 'forecasts the cost of the rule', blocksStatement(rule, index)),
      sqlStep(
        `pairs: ${rule.name}`,
        'candidate pairs of the blocks within the cap',
        foundStatement(rule, index),
      ),
    ]),
    sqlStep('judged pairs to compare', 'what people decided is compared as well', FOUND_BY_PEOPLE),
    sqlStep(
      'blocking report',
      'blocks, pairs and caps by rule',
      `CREATE OR REPLACE TABLE link_blocking AS\n${rules.map(reportQuery).join('\nUNION ALL\n')}`,
    ),
    sqlStep('candidate pairs', 'each pair once, under the first rule that found it', CANDIDATES),
  ];
}

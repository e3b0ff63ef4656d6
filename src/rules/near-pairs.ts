import type { Step } from '../engine/step.js';
import { NOT_CONTRADICTED } from './near-keys.js';
import { tableStep } from './views.js';

/**
 * `near_pair`: people of `absent_person` (p) and records of `near_target` (c) under a name one character off that have
 * something in common beside it; `near_name`: how alike such names are. Calls `name_level`, a function of the link stage.
 */
export function nearPairSteps(): readonly Step[] {
  return [
    tableStep(
      'near_pair',
      'people and records under a name one character off, with a key in common',
      nearPairs(),
    ),
    tableStep('near_name', 'how alike those names are', NEAR_NAMES),
  ];
}

/**
 * What a person and a record have in common: slips in a number leave the birth date or the last six characters; with a
 * `weak` key alone, two numbers that contradict each other are two people, such as neighbours.
 */
const KEYS = [
  { column: 'born', key: 'hash(1, born)', weak: false },
  { column: 'id', key: 'hash(2, right(id, 6))', weak: false },
  { column: 'phone', key: 'hash(3, phone)', weak: true },
  { column: 'village', key: 'hash(4, village, town)', weak: true },
];

function keyed(relation: string): string {
  const keys = KEYS.map(
    ({ column, key, weak }) =>
      `{key: CASE WHEN ${column} IS NOT NULL THEN ${key} END, weak: ${String(weak)}}`,
  );
  return [
    'SELECT row, name, k.key, CASE WHEN k.weak THEN id END AS id',
    `FROM (SELECT rowid AS row, name, id, unnest([${keys.join(', ')}]) AS k FROM ${relation})`,
    'WHERE k.key IS NOT NULL',
  ].join('\n');
}

/** A name whole and without one of its characters: two names one character apart share one of these. */
function parts(name: string): string {
  return `list_append(list_transform(range(1, length(${name}) + 1), lambda i: left(${name}, i - 1) || substr(${name}, i + 1)), ${name})`;
}

/**
 * Key and part of the name are met together: by one of them alone the pairs grow with the square of the roll, where few
 * names are common or a village is large. Only keys of both sides are spread out over the parts.
 */
function nearPairs(): string {
  const spread = (relation: string): string =>
    `SELECT row, id, hash(key, unnest(${parts('name')})) AS part FROM ${relation}`;
  const others = [
    'c.person_id <> p.person_id',
    'c.name <> p.name',
    '(p.county IS NULL OR c.county IS NULL OR p.county = c.county)',
  ].join(' AND ');
  return [
    `WITH asked AS MATERIALIZED (\n${keyed('absent_person')}\n),`,
    `known AS MATERIALIZED (\n${keyed('near_target')}\n  AND k.key IN (SELECT key FROM asked)\n),`,
    'met AS (',
    '  SELECT DISTINCT p.row AS asked, c.row AS known',
    `  FROM (${spread('asked')} WHERE key IN (SELECT key FROM known)) AS p`,
    `  JOIN (${spread('known')}) AS c ON c.part = p.part AND ${NOT_CONTRADICTED}`,
    ')',
    'SELECT p, c, false AS in_household',
    'FROM met',
    'JOIN absent_person AS p ON p.rowid = met.asked',
    'JOIN near_target AS c ON c.rowid = met.known',
    `WHERE ${others}`,
    'UNION ALL',
    'SELECT p, c, true',
    'FROM absent_person AS p',
    'JOIN household AS h ON h.person_id = p.person_id',
    'JOIN near_target AS c ON c.household_key = h.household_key',
    `WHERE ${others} AND list_has_any(${parts('p.name')}, ${parts('c.name')})`,
  ].join('\n');
}

const NEAR_NAMES = [
  'SELECT a, b, name_level(a, b) AS level',
  'FROM (SELECT DISTINCT p.name AS a, c.name AS b FROM near_pair)',
].join('\n');

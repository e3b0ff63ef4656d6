import type { Dialect } from '../engine/dialect.js';
import { text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { DEATH, NAME_KEYS, NEAR_NAME_KEYS, NOT_CONTRADICTED, WEIGHTS, type NearKey } from './near-keys.js';
import { nearPairSteps } from './near-pairs.js';
import { nearTargetSteps } from './near-targets.js';
import { tableStep } from './views.js';

export interface NearRecordInput {
  readonly dialect: Dialect;
  readonly asOf: string;
  readonly linksFile: string;
  readonly conflictsFile: string;
  /** Scored pairs of the link stage, null where it wrote none. */
  readonly pairsFile: string | null;
}

/**
 * `near_record`: for every row of `absent_person` the records that may be the person's and are not linked: benefits in
 * force of the schemes in `explaining`, allowances paid, deaths (scheme `death`). One row per person, record and search:
 * the own ID under another name, variants of the ID, doubtful links, name with birth date, phone or village, a name one
 * character off with the same, the person as head of a covered household, the person's own household, scored pairs below
 * review.
 */
export function nearRecordSteps(input: NearRecordInput): readonly Step[] {
  return [
    ...nearTargetSteps(input.asOf),
    ...nearPairSteps(),
    tableStep('near_record', 'records that may be theirs', nearRecords(input)),
  ];
}

/** The heaviest of the keys that hold for a person `p` and a record `c`. */
function byKeys(keys: readonly NearKey[], relation: readonly string[]): string {
  const cases = keys.map(
    ([how, weight, condition]) => `WHEN ${condition} THEN {how: ${text(how)}, weight: ${weight}}`,
  );
  return [
    // Another name is a name of the person's, but not the one by which nobody else lives there.
    "SELECT person_id, source, scheme, CASE WHEN known_as THEN 'alias' ELSE key.how END AS how, key.weight",
    'FROM (',
    `  SELECT p.person_id, c.source, c.scheme, p.known_as OR c.known_as AS known_as, CASE ${cases.join('\n    ')} END AS key`,
    ...relation,
    ')',
    'WHERE key IS NOT NULL',
  ].join('\n');
}

function nearRecords(input: NearRecordInput): string {
  const searches = [
    byKeys(NAME_KEYS, [
      'FROM absent_person AS p',
      'JOIN near_target AS c ON c.name = p.name',
      'WHERE c.person_id <> p.person_id',
    ]),
    byKeys(NEAR_NAME_KEYS, [
      'FROM (SELECT k.p, k.c, {level: l.level, in_household: k.in_household} AS n FROM near_pair AS k JOIN near_name AS l ON l.a = k.p.name AND l.b = k.c.name)',
    ]),
    headSearch(),
    memberSearch(),
    doubtfulLinks(input),
    ...(input.pairsFile === null ? [] : [scoredPairs(input.dialect, input.pairsFile)]),
  ];
  return searches.join('\nUNION ALL\n');
}

/** The person heads a covered household in which they are not listed themselves. */
function headSearch(): string {
  return [
    `SELECT p.person_id, c.source, c.scheme, 'head' AS how, ${WEIGHTS.head} AS weight`,
    'FROM absent_person AS p',
    'JOIN near_target AS c ON c.head_id = p.id AND c.head_name = p.name',
    "WHERE c.scheme <> 'dibao_single'",
    '  AND c.person_id <> p.person_id',
    '  AND NOT EXISTS (SELECT 1 FROM household AS h WHERE h.household_key = c.household_key AND h.person_id = p.person_id)',
  ].join('\n');
}

/** The person's own household, known from an ended record, lists somebody of that name who is covered. */
function memberSearch(): string {
  return [
    `SELECT p.person_id, c.source, c.scheme, 'household' AS how, ${WEIGHTS.member} AS weight`,
    'FROM absent_person AS p',
    'JOIN household AS h ON h.person_id = p.person_id',
    'JOIN near_target AS c ON c.household_key = h.household_key AND c.name = p.name',
    `WHERE c.person_id <> p.person_id`,
    `  AND ${NOT_CONTRADICTED}`,
  ].join('\n');
}

/** Review links, and records under the person's own ID and another name: the ID outweighs all. */
function doubtfulLinks({ dialect, linksFile, conflictsFile }: NearRecordInput): string {
  const ends = ['left', 'right']
    .map((side) => `${side}_registry, ${side}_file, ${side}_line, ${side}_record_no`)
    .join(', ');
  const doubtful = [
    '(',
    `  SELECT ${ends}, ${WEIGHTS.link} + match_weight AS weight, 'link' AS how FROM ${dialect.readParquet([linksFile])} WHERE class = 'review'`,
    '  UNION ALL',
    `  SELECT ${ends}, ${WEIGHTS.ownId}, 'id' FROM ${dialect.readParquet([conflictsFile])}`,
    ')',
  ].join('\n');
  return bothWays(doubtful, 'd.how', 'd.weight');
}

/**
 * Pairs that far below review say too little of a death. Under another name, what agrees is what a family shares: its
 * telephone, its village; only a birth date that agrees or a number makes it perhaps the person's own.
 */
function scoredPairs(dialect: Dialect, pairsFile: string): string {
  const pairs = `(SELECT * FROM ${dialect.readParquet([pairsFile])} WHERE class IS NULL AND (name_level <> 'different' OR ${OWN}))`;
  return [
    'SELECT n.*',
    `FROM (\n${bothWays(pairs, "'pair'", `${WEIGHTS.pair} + d.match_weight`)}\n) AS n`,
    `WHERE n.scheme <> ${text(DEATH)}`,
  ].join('\n');
}

const OWN =
  "birth_level IN ('equal', 'month_known', 'swapped', 'one_part') OR id_level IN ('equal', 'repair', 'prefix15', 'mask_long', 'mask_tail')";

/**
 * A pair shows one record of each side, whose numbers it has weighed. Any other record of that person may be the one that
 * explains, unless its number says that it is somebody else's.
 */
function bothWays(relation: string, how: string, weight: string): string {
  const sides = [
    ['left', 'right'],
    ['right', 'left'],
  ] as const;
  return sides
    .map(([near, far]) =>
      [
        `SELECT r.person_id, c.source, c.scheme, ${how} AS how, ${weight} AS weight`,
        `FROM ${relation} AS d`,
        `JOIN person_record AS r ON r.registry = d.${far}_registry AND r.record_no = d.${far}_record_no`,
        `JOIN person_record AS o ON o.registry = d.${near}_registry AND o.record_no = d.${near}_record_no`,
        'JOIN near_target AS c ON c.person_id = o.person_id',
        'WHERE r.person_id IN (SELECT person_id FROM absent_person)',
        '  AND r.person_id <> o.person_id',
        `  AND (c.source = '{"registry":"' || d.${near}_registry || '","file":' || to_json(d.${near}_file) || ',"line":' || d.${near}_line || '}'`,
        `    OR NOT EXISTS (SELECT 1 FROM absent_person AS p WHERE p.person_id = r.person_id AND NOT ${NOT_CONTRADICTED}))`,
      ].join('\n'),
    )
    .join('\nUNION ALL\n');
}

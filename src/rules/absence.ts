import type { Dialect } from '../engine/dialect.js';
import type { Step } from '../engine/step.js';
import { text, textList } from '../engine/sql.js';
import type { Snapshot } from '../model/snapshot.js';
import { COVER_SCHEMES } from './coverage-views.js';
import { restsOnRoll } from './findings-query.js';
import type { Rule } from './rule-file.js';
import { tableStep, viewStep } from './views.js';

export interface AbsenceInput {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
  readonly linksFile: string;
  readonly conflictsFile: string;
  /** Scored pairs of the link stage, null where it wrote none. */
  readonly pairsFile: string | null;
  /** Rules that say that no record of cover was found. */
  readonly rules: readonly Rule[];
}

/** IDs that differ in more places than this are two people's, whatever else agrees. */
const ID_EDITS = 2;

/**
 * A spreadsheet keeps 15 digits of a number and writes 000 behind them; by chance the check digit may still fit. With
 * the exact name that is the same person: less than one true number in a thousand ends so.
 */
export const CUT_ID = 'id-cut';

/** How much a candidate weighs, heaviest first; a review link weighs by its own match weight. */
const WEIGHTS = {
  ownId: 1000,
  idVariant: 900,
  head: 800,
  link: 100,
  nameBirth: 60,
  namePhone: 50,
  member: 40,
  nameVillage: 30,
  pair: 10,
} as const;

/**
 * A claim of absence looks wider than a link. Over all records of active cover, for the people whom a `missed` rule
 * names: the own ID under another name, variants of the ID, doubtful links, name with birth date, phone or village, the
 * person as head of a covered household, a covered household that lists the name under the person's head, scored pairs
 * below review. Two valid IDs that differ in more than two places contradict a candidate found by a weak key.
 */
export function absenceSteps(input: AbsenceInput): readonly Step[] {
  return [
    tableStep(
      'absent_person',
      'what is known of the people who seem to be missed',
      absentPerson(input.rules),
    ),
    viewStep('cover_record', 'records of active cover, as the search sees them', COVER_RECORD),
    tableStep('near_cover', 'records of active cover that may be theirs', nearCover(input)),
    tableStep('perhaps_covered', 'people who are perhaps covered, with the nearest record', PERHAPS_COVERED),
    tableStep('absence_search', 'what was searched for whom', absenceSearch(input.snapshots)),
  ];
}

function absentPerson(rules: readonly Rule[]): string {
  const ids = rules.filter(restsOnRoll).map(({ id }) => id);
  return [
    'SELECT DISTINCT',
    '  d.person_id, d.name, d.id,',
    '  CASE WHEN d.id IS NULL THEN d.id_key END AS id_key,',
    "  coalesce(TRY_CAST(substr(d.id, 7, 4) || '-' || substr(d.id, 11, 2) || '-' || substr(d.id, 13, 2) AS DATE), d.birth_date) AS born,",
    '  d.phone, d.town, d.village',
    'FROM person_detail AS d',
    `WHERE d.person_id IN (SELECT person_id FROM rule_hit WHERE rule_id IN ${textList(ids)} AND NOT refused)`,
  ].join('\n');
}

const CONTESTED = 'source IN (SELECT source FROM identity_conflict)';

/** A number that stands under two names contradicts nobody: the record may bear it by mistake, as a child the head's. */
const COVER_RECORD = [
  'SELECT',
  '  person_id, source, registry, file, line, household_key, scheme, name,',
  `  CASE WHEN ${CONTESTED} THEN NULL ELSE id END AS id,`,
  '  CASE WHEN id IS NULL THEN id_key END AS id_key,',
  `  CASE WHEN ${CONTESTED} THEN birth_date ELSE born END AS born,`,
  '  phone, town, village, head_id, head_name',
  'FROM coverage',
  'WHERE active',
  `  AND scheme IN ${textList(COVER_SCHEMES)}`,
].join('\n');

/** Both IDs valid and far apart: two people. The function counts bytes, and IDs are one byte a character. */
const NOT_CONTRADICTED = `(p.id IS NULL OR c.id IS NULL OR levenshtein(p.id, c.id) <= ${ID_EDITS})`;

/** What makes a record of cover under the same name a candidate, heaviest first. */
const NAME_KEYS: readonly (readonly [how: string, weight: number, condition: string])[] = [
  ['id-variant', WEIGHTS.idVariant, `c.id <> p.id AND levenshtein(c.id, p.id) <= ${ID_EDITS}`],
  ['id-variant', WEIGHTS.idVariant, `levenshtein(c.id_key, p.id) <= ${ID_EDITS}`],
  ['id-variant', WEIGHTS.idVariant, `levenshtein(c.id, p.id_key) <= ${ID_EDITS}`],
  [
    CUT_ID,
    WEIGHTS.idVariant,
    "left(c.id, 15) = left(p.id, 15) AND c.id <> p.id AND (ends_with(c.id, '000') OR ends_with(p.id, '000'))",
  ],
  ['id-prefix', WEIGHTS.idVariant, 'left(c.id_key, 15) = left(p.id, 6) || substr(p.id, 9, 9)'],
  ['id-prefix', WEIGHTS.idVariant, 'left(c.id_key, 15) = left(p.id, 15)'],
  ['id-masked', WEIGHTS.idVariant, matchesMask('p.id', 'c.id_key')],
  ['id-masked', WEIGHTS.idVariant, matchesMask('c.id', 'p.id_key')],
  ['name-birth', WEIGHTS.nameBirth, `c.born = p.born AND ${NOT_CONTRADICTED}`],
  ['name-phone', WEIGHTS.namePhone, `c.phone = p.phone AND ${NOT_CONTRADICTED}`],
  [
    'name-village',
    WEIGHTS.nameVillage,
    `c.village = p.village AND c.town IS NOT DISTINCT FROM p.town AND ${NOT_CONTRADICTED}`,
  ],
];

function matchesMask(id: string, masked: string): string {
  return `contains(${masked}, '*') AND regexp_full_match(${id}, replace(${masked}, '*', '.'))`;
}

/** One row per person, record and search; of the searches by name only the heaviest. */
function nearCover(input: AbsenceInput): string {
  const cases = NAME_KEYS.map(
    ([how, weight, condition]) => `WHEN ${condition} THEN {how: ${text(how)}, weight: ${weight}}`,
  );
  const searches = [
    [
      'SELECT person_id, source, key.how, key.weight',
      'FROM (',
      `  SELECT p.person_id, c.source, CASE ${cases.join('\n    ')} END AS key`,
      '  FROM absent_person AS p',
      '  JOIN cover_record AS c ON c.name = p.name',
      '  WHERE c.person_id <> p.person_id',
      ')',
      'WHERE key IS NOT NULL',
    ].join('\n'),
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
    `SELECT p.person_id, c.source, 'head' AS how, ${WEIGHTS.head} AS weight`,
    'FROM absent_person AS p',
    'JOIN cover_record AS c ON c.head_id = p.id AND c.head_name = p.name',
    "WHERE c.scheme <> 'dibao_single'",
    '  AND c.person_id <> p.person_id',
    '  AND NOT EXISTS (SELECT 1 FROM household AS h WHERE h.household_key = c.household_key AND h.person_id = p.person_id)',
  ].join('\n');
}

/** The person's own household, known from an ended record, lists somebody of that name who is covered. */
function memberSearch(): string {
  return [
    `SELECT p.person_id, c.source, 'household' AS how, ${WEIGHTS.member} AS weight`,
    'FROM absent_person AS p',
    'JOIN household AS h ON h.person_id = p.person_id',
    'JOIN cover_record AS c ON c.household_key = h.household_key AND c.name = p.name',
    `WHERE c.person_id <> p.person_id`,
    `  AND ${NOT_CONTRADICTED}`,
  ].join('\n');
}

/** Review links to active cover, and active cover under the person's own ID and another name: the ID outweighs all. */
function doubtfulLinks({ dialect, linksFile, conflictsFile }: AbsenceInput): string {
  const ends = ['left', 'right'].map(
    (side) => `${side}_registry, ${side}_file, ${side}_line, ${side}_record_no`,
  );
  const doubtful = [
    '(',
    `  SELECT ${ends.join(', ')}, ${WEIGHTS.link} + match_weight AS weight, 'link' AS how FROM ${dialect.readParquet([linksFile])} WHERE class = 'review'`,
    '  UNION ALL',
    `  SELECT ${ends.join(', ')}, ${WEIGHTS.ownId}, 'id' FROM ${dialect.readParquet([conflictsFile])}`,
    ')',
  ].join('\n');
  return bothWays(doubtful, 'd.how', 'd.weight');
}

function scoredPairs(dialect: Dialect, pairsFile: string): string {
  const pairs = `(SELECT * FROM ${dialect.readParquet([pairsFile])} WHERE class IS NULL)`;
  return `SELECT n.* FROM (\n${bothWays(pairs, "'pair'", `${WEIGHTS.pair} + d.match_weight`)}\n) AS n`;
}

function bothWays(relation: string, how: string, weight: string): string {
  const sides = [
    ['left', 'right'],
    ['right', 'left'],
  ] as const;
  return sides
    .map(([near, far]) =>
      [
        `SELECT r.person_id, c.source, ${how} AS how, ${weight} AS weight`,
        `FROM ${relation} AS d`,
        `JOIN cover_record AS c ON c.registry = d.${near}_registry AND c.file = d.${near}_file AND c.line = d.${near}_line`,
        `JOIN person_record AS r ON r.registry = d.${far}_registry AND r.record_no = d.${far}_record_no`,
        'WHERE r.person_id IN (SELECT person_id FROM absent_person)',
      ].join('\n'),
    )
    .join('\nUNION ALL\n');
}

const PERHAPS_COVERED = [
  'SELECT person_id, max_by(source, (weight, source)) AS source, max_by(how, (weight, source)) AS how',
  'FROM near_cover',
  'GROUP BY person_id',
].join('\n');

/** One line for people who audit: which keys over which registries of which date, and what came of it. */
function absenceSearch(snapshots: readonly Snapshot[]): string {
  const rolls = snapshots
    .filter(({ kind }) => kind === 'assistance')
    .map(({ registry, asOf }) => `${registry}@${asOf}`)
    .sort();
  const key = (condition: string, name: string): string => `CASE WHEN ${condition} THEN ${text(name)} END`;
  return [
    'SELECT',
    '  p.person_id,',
    `  ${text(`${rolls.join(', ')}: `)} || concat_ws(', ',`,
    `    ${key('bool_or(p.id IS NOT NULL)', 'id, id-variant')},`,
    `    ${key('bool_or(p.id_key IS NOT NULL)', 'id-prefix, id-masked')},`,
    `    ${key('bool_or(p.born IS NOT NULL)', 'name+birth')},`,
    `    ${key('bool_or(p.phone IS NOT NULL)', 'name+phone')},`,
    `    ${key('bool_or(p.village IS NOT NULL)', 'name+village')},`,
    "    'household, links')",
    "  || '; ' || coalesce(any_value(c.candidates), 0) || ' candidates' AS searched",
    'FROM absent_person AS p',
    'LEFT JOIN (SELECT person_id, count(DISTINCT source) AS candidates FROM near_cover GROUP BY person_id) AS c',
    '  ON c.person_id = p.person_id',
    'GROUP BY p.person_id',
  ].join('\n');
}

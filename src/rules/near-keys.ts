import { text } from '../engine/sql.js';

/** Stands for the scheme of a record of death; no scheme of the vocabulary is called so. */
export const DEATH = 'death';

/** IDs that differ in more places than this are two people's, whatever else agrees. */
const ID_EDITS = 2;

/**
 * A spreadsheet keeps 15 digits of a number and writes 000 behind them; by chance the check digit may still fit. With
 * the exact name that is the same person: less than one true number in a thousand ends so.
 */
export const CUT_ID = 'id-cut';

/** How much a candidate weighs, heaviest first; a review link weighs by its own match weight. */
export const WEIGHTS = {
  ownId: 1000,
  idVariant: 900,
  head: 800,
  nearId: 700,
  link: 100,
  nameBirth: 60,
  nearBirth: 55,
  namePhone: 50,
  nearPhone: 45,
  member: 40,
  nearMember: 35,
  nameVillage: 30,
  nearVillage: 25,
  otherBirth: 20,
  pair: 10,
} as const;

/**
 * Both IDs valid and far apart: two people. The function counts bytes, and IDs are one byte a character. Counting the
 * places that differ is cheaper by far and settles nearly all: two edits seldom shift more than a few characters.
 */
const EDITED = `CASE WHEN length(p.id) = length(c.id) AND hamming(p.id, c.id) > 8 THEN false ELSE levenshtein(p.id, c.id) <= ${ID_EDITS} END`;
export const NOT_CONTRADICTED = `(p.id IS NULL OR c.id IS NULL OR ${EDITED})`;
const BIRTHS_AGREE = '(p.born IS NULL OR c.born IS NULL OR p.born = c.born)';
const SAME_TOWN = 'c.town = p.town';
const SAME_VILLAGE = 'c.village = p.village AND c.town IS NOT DISTINCT FROM p.town';
/** A record of death speaks against a need, so a birth date that differs is enough to leave it out. */
const ALIVE_OR_AGREES = `(c.scheme <> ${text(DEATH)} OR ${BIRTHS_AGREE})`;

/** What makes a record `c` a candidate for a person `p`: SQL over both, and over their names `n` where these differ. */
export type NearKey = readonly [how: string, weight: number, condition: string];

/** Numbers that may be one number. */
const ID_KEYS: readonly NearKey[] = [
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
];

/** What makes a record under the same name a candidate, heaviest first. */
export const NAME_KEYS: readonly NearKey[] = [
  ...ID_KEYS,
  ['name-birth', WEIGHTS.nameBirth, `c.born = p.born AND ${NOT_CONTRADICTED}`],
  ['name-phone', WEIGHTS.namePhone, `c.phone = p.phone AND ${NOT_CONTRADICTED} AND ${ALIVE_OR_AGREES}`],
  ['name-village', WEIGHTS.nameVillage, `${SAME_VILLAGE} AND ${NOT_CONTRADICTED} AND ${ALIVE_OR_AGREES}`],
];

/** Levels of `name_level` at which two spellings are often one name; the first three sound or are written the same. */
const SAME_SOUND = "n.level IN ('variant', 'homophone', 'wildcard')";
const ALIKE = `(${SAME_SOUND} OR n.level IN ('near_sound', 'shape', 'edit_one'))`;

/**
 * What makes a record under a name one character off a candidate. Names of one family often differ in one character, so
 * an unlike character needs birth date, town and a number missing on one side; twins have two numbers.
 */
export const NEAR_NAME_KEYS: readonly NearKey[] = [
  [
    'near-id',
    WEIGHTS.nearId,
    `${ALIKE} AND (${ID_KEYS.map(([, , condition]) => `coalesce(${condition}, false)`).join(' OR ')})`,
  ],
  [
    'near-birth',
    WEIGHTS.nearBirth,
    `${ALIKE} AND c.born = p.born AND ${NOT_CONTRADICTED} AND (${SAME_SOUND} OR ${SAME_TOWN})`,
  ],
  [
    'near-phone',
    WEIGHTS.nearPhone,
    `${ALIKE} AND c.phone = p.phone AND ${NOT_CONTRADICTED} AND ${BIRTHS_AGREE}`,
  ],
  [
    'near-household',
    WEIGHTS.nearMember,
    `${ALIKE} AND ${NOT_CONTRADICTED} AND ${BIRTHS_AGREE} AND n.in_household`,
  ],
  [
    'near-village',
    WEIGHTS.nearVillage,
    `${SAME_SOUND} AND ${SAME_VILLAGE} AND ${NOT_CONTRADICTED} AND ${BIRTHS_AGREE}`,
  ],
  [
    'near-birth',
    WEIGHTS.otherBirth,
    `n.level = 'sibling' AND c.born = p.born AND ${SAME_TOWN} AND (p.id IS NULL OR c.id IS NULL)`,
  ],
];

function matchesMask(id: string, masked: string): string {
  return `contains(${masked}, '*') AND regexp_full_match(${id}, replace(${masked}, '*', '.'))`;
}

/**
 * How near two names are, best first.
 * exact: the same text. variant: the same after traditional and variant forms, width and dots, or surnames written
 * for one another (肖/萧). homophone: a typist's other choice for the same sounds. wildcard: a character that could not
 * be typed. near_sound: sounds that southern speakers do not tell apart. shape: look-alikes. edit_one: one character
 * more, less, or two swapped. transliteration: two spellings of one sound. part: the first part of such a name. sibling: surname and one given character shared, the other unlike in sound and shape.
 */
export const NAME_LEVELS = [
  'exact',
  'variant',
  'homophone',
  'wildcard',
  'near_sound',
  'shape',
  'edit_one',
  'transliteration',
  'part',
  'sibling',
  'surname',
  'different',
] as const;
export type NameLevel = (typeof NAME_LEVELS)[number];

/** Levels at which two names under one valid ID are one person without doubt (an alias that reaches one too). */
export const COMPATIBLE_UNDER_SAME_ID = [
  'exact',
  'variant',
  'homophone',
  'wildcard',
] as const satisfies readonly NameLevel[];

/**
 * Levels at which two names under one valid ID are most likely one slip, or another form of one name: not an identity conflict, but no
 * ground for a certain link either.
 */
export const LIKELY_UNDER_SAME_ID = [
  'near_sound',
  'shape',
  'edit_one',
  'transliteration',
  'part',
] as const satisfies readonly NameLevel[];

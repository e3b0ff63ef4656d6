import { PLACEHOLDER_NAMES } from '../../normalize/person-name.js';
import { FEMALE, MALE, type FieldCheck } from './row-facts.js';

const OTHER = 0;
const PRINTABLE = 1;
/** Lead bytes of 一–鿿 (U+4E00–U+9FFF) in UTF-8: E4 with a second byte from B8 on, E5 to E9 with any. */
const FIRST_HAN = 2;
const HAN = 3;
const FIRST_HAN_SECOND = 0xb8;
const QUOTE = 0x22;

/** Byte classes of text that folding leaves alone: printable ASCII without the delimiter and quotes, and 一–鿿. */
function textClasses(delimiter: string): Uint8Array {
  const classes = new Uint8Array(256).fill(OTHER);
  classes.fill(PRINTABLE, 0x21, 0x7f);
  classes[QUOTE] = OTHER;
  classes[delimiter.charCodeAt(0)] = OTHER;
  classes[0xe4] = FIRST_HAN;
  classes.fill(HAN, 0xe5, 0xea);
  return classes;
}

/** Text without spaces; narrower than CLEAN_TEXT. */
export function textCheck(delimiter: string): FieldCheck {
  const classes = textClasses(delimiter);
  return (bytes, start) => {
    let at = start;
    for (;;) {
      const kind = classes[bytes[at] as number];
      if (kind === PRINTABLE) at += 1;
      else if (kind === HAN) at += 3;
      else if (kind === FIRST_HAN && (bytes[at + 1] as number) >= FIRST_HAN_SECOND) at += 3;
      else return at;
    }
  };
}

/** A column that is not loaded: anything on one line that needs no quotes. */
export function skippedCheck(delimiter: string): FieldCheck {
  const stops = new Uint8Array(256);
  for (const byte of [0x00, 0x0a, 0x0d, 0x1f, QUOTE, delimiter.charCodeAt(0)]) stops[byte] = 1;
  return (bytes, start) => {
    let at = start;
    while (stops[bytes[at] as number] === 0) at += 1;
    return at;
  };
}

const FEWEST_CHARACTERS = 2;
const MOST_CHARACTERS = 4;

/** Two to four characters of 一–鿿 with none of the words that the normaliser knows. */
export const nameCheck: FieldCheck = (bytes, start) => {
  let at = start;
  let before = ORDINARY;
  let suspicious = false;
  for (let lead = bytes[at] as number; lead >= 0xe4 && lead <= 0xe9; lead = bytes[at] as number) {
    const wordiness = WORDINESS[pointAt(bytes, at)] as number;
    // The higher of the two is reached by a character that is enough alone, their sum also by two that may be a word.
    if (wordiness + Math.min(before, wordiness) >= ALONE) suspicious = true;
    before = wordiness;
    at += 3;
  }
  const characters = (at - start) / 3;
  if (characters < FEWEST_CHARACTERS || characters > MOST_CHARACTERS) return -1;
  return suspicious && !isName(Buffer.from(bytes.subarray(start, at)).toString('utf8')) ? -1 : at;
};

/** The character that three bytes of UTF-8 stand for. */
function pointAt(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] as number) & 15) << 12) |
    (((bytes[at + 1] as number) & 63) << 6) |
    ((bytes[at + 2] as number) & 63)
  );
}

function isName(text: string): boolean {
  return /^[一-鿿]+$/.test(text) && !PLACEHOLDER.test(text);
}

const PLACEHOLDER = new RegExp(PLACEHOLDER_NAMES);
const ORDINARY = 0;
const IN_A_WORD = 1;
const ALONE = 2;
const NOT_A_NAME = 3;

/**
 * What a character of a name says about the words of PLACEHOLDER_NAMES: it stands in none of them, it stands in longer
 * ones (then a name holds such a word only where two of them follow each other), or it is enough alone.
 */
const WORDINESS = ((): Uint8Array => {
  const table = new Uint8Array(0x10000).fill(NOT_A_NAME);
  table.fill(ORDINARY, 0x4e00, 0xa000);
  for (const character of new Set(PLACEHOLDER_NAMES.match(/[一-鿿]/g))) {
    const around = ['㐀', `${character}㐀`, `㐀${character}`, `㐀${character}㐀`, character];
    const isEnough = around.some((name) => PLACEHOLDER.test(name) && name !== '㐀');
    table[character.charCodeAt(0)] = isEnough ? ALONE : IN_A_WORD;
  }
  return table;
})();

/** 男 is E7 94 B7, 女 is E5 A5 B3. */
export const sexCheck: FieldCheck = (bytes, at, row) => {
  const read = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
  if (read === 0xe794b7) row.sex = MALE;
  else if (read === 0xe5a5b3) row.sex = FEMALE;
  else return -1;
  return at + 3;
};

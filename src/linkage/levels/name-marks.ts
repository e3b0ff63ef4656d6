import { nameUnits } from './name-pinyin.js';
import type { NameTables } from './name-tables.js';
import { buildUnitReader, hasHan, type Unit } from './name-units.js';

/** Words of 32 bits: three for characters and surnames, one for the sounds of the last character. */
const CHARACTER_WORDS = 3;
const WORD = 32;

/** A number that stands for a text; the same for ever (FNV-1a). */
function digest(text: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 16_777_619) >>> 0;
  return hash;
}

type Words = [number, number, number, number];

function markCharacter(words: Words, text: string): void {
  const bit = digest(text) % (CHARACTER_WORDS * WORD);
  words[Math.floor(bit / WORD)] = (words[Math.floor(bit / WORD)] ?? 0) | (1 << (bit % WORD));
}

function wordsOf(units: readonly Unit[]): Words {
  const words: Words = [0, 0, 0, 0];
  for (const { key } of units) markCharacter(words, key);
  const group = units[0]?.surnameGroup ?? -1;
  if (group >= 0) markCharacter(words, `surname ${String(group)}`);
  for (const sound of units.at(-1)?.readings ?? []) words[CHARACTER_WORDS] |= 1 << (digest(sound) % WORD);
  return words;
}

const ALL = String((1n << BigInt((CHARACTER_WORDS + 1) * WORD)) - 1n);

/**
 * Builds a function from a name to 128 bits, as a decimal number. Names that have no bit in common are `different` (see
 * name-level): to be anything else they need a character or a surname in common, or the sounds of every character.
 */
export function buildNameMarks(tables: NameTables): (name: string) => string {
  const unitOf = buildUnitReader(tables);
  return (name) => {
    // Names in Latin letters are compared by spelling and by reading.
    if (!hasHan(name)) return ALL;
    const [a, b, c, d] = wordsOf(nameUnits(name).map(unitOf));
    const high = (BigInt(a >>> 0) << 32n) | BigInt(b >>> 0);
    return String((high << 64n) | (BigInt(c >>> 0) << 32n) | BigInt(d >>> 0));
  };
}

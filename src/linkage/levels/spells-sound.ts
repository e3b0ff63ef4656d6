import { SURNAMES } from '../../normalize/surnames.js';

/** Names of this many characters are no Han names without a compound surname. */
const LONGER_THAN_HAN = 4;

/**
 * A name that characters only spell by sound, as Uyghur, Tibetan and Yi names are: it has a dot, it is long, or it begins
 * with no surname that is known. Which character stands for a syllable is then the writer's choice, and so is the vowel.
 */
export function spellsSound(name: string, characters: readonly string[], surname: number): boolean {
  if (name.includes('·')) return true;
  if (surname > 1 || characters.length < 2) return false;
  return characters.length >= LONGER_THAN_HAN || !SURNAMES.has(characters[0] ?? '');
}

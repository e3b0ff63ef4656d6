import { HOMOPHONE, isLikeTransliteration, NEAR, relation, SAME } from './name-relation.js';
import type { NameParts, Unit } from './name-units.js';

/**
 * Two spellings of one sound (平措/彭措, 买合木提/麦合木提): the same consonants throughout, and at least half of the
 * characters the same or alike in sound.
 */
export function isTransliteration(a: NameParts, b: NameParts): boolean {
  if (!a.spellsSound || !b.spellsSound || a.units.length !== b.units.length) return false;
  let same = 0;
  let loose = 0;
  for (const [i, unit] of a.units.entries()) {
    const other = b.units[i] as Unit;
    const kind = relation(unit, other, i === 0);
    if (kind === SAME) same += 1;
    else if (kind === HOMOPHONE || kind === NEAR) continue;
    else if (isLikeTransliteration(unit, other)) loose += 1;
    else return false;
  }
  return same > 0 && loose * 2 <= a.units.length;
}

/** The first part of a name that spells a sound, as a narrow field or a hurried writer cuts it: 热依汗 for 热依汗·玉素甫. */
export function isFirstPart(longer: NameParts, shorter: NameParts): boolean {
  const length = shorter.units.length;
  if (!longer.spellsSound || length < 2 || longer.units.length < length + 2) return false;
  if (longer.firstPart > 0 && longer.firstPart !== length) return false;
  const kinds = shorter.units.map((unit, i) => relation(unit, longer.units[i] as Unit, i === 0));
  return kinds.includes(SAME) && kinds.every((kind) => kind <= HOMOPHONE);
}

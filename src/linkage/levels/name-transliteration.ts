import { HOMOPHONE, isLikeTransliteration, NEAR, relation, SAME } from './name-relation.js';
import type { NameParts, Unit } from './name-units.js';

/** The same consonants throughout, and all but one character in four (in a short name, one) the same or alike in sound. */
function areSpelledAlike(a: readonly Unit[], b: readonly Unit[]): boolean {
  let same = 0;
  let loose = 0;
  for (const [i, unit] of a.entries()) {
    const other = b[i] as Unit;
    const kind = relation(unit, other, i === 0);
    if (kind === SAME) same += 1;
    else if (kind === HOMOPHONE || kind === NEAR) continue;
    else if (isLikeTransliteration(unit, other)) loose += 1;
    else return false;
  }
  return same > 0 && loose <= Math.max(1, Math.floor(a.length / 4));
}

/** Two spellings of one sound: 平措/彭措, 努尔古丽/努热古力. One of the names has to show that it spells a sound. */
export function isTransliteration(a: NameParts, b: NameParts): boolean {
  return (
    (a.spellsSound || b.spellsSound) && a.units.length === b.units.length && areSpelledAlike(a.units, b.units)
  );
}

/** The first part of a name that spells a sound, as a narrow field or a hurried writer cuts it: 热依汗 for 热依汗·玉素甫. */
export function isFirstPart(longer: NameParts, shorter: NameParts): boolean {
  const length = shorter.units.length;
  if (!longer.spellsSound || length < 2 || longer.units.length < length + 2) return false;
  if (longer.firstPart > 0 && longer.firstPart !== length) return false;
  return areSpelledAlike(shorter.units, longer.units.slice(0, length));
}

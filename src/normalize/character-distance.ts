import { distance } from 'fastest-levenshtein';

/** First of the private-use places that stand in for characters beyond the BMP during one comparison. */
const STAND_INS = 0xe000;
const ASTRAL = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/**
 * Characters to add, drop or replace to turn one text into the other. The underlying distance counts UTF-16 units, so
 * each character beyond the BMP is first replaced by one unit of the private-use area that neither text holds.
 */
export function characterDistance(a: string, b: string): number {
  const used = a + b;
  if (used.search(ASTRAL) < 0) return distance(a, b);
  const units = new Map<string, string>();
  let next = STAND_INS;
  const unit = (character: string): string => {
    const known = units.get(character);
    if (known !== undefined) return known;
    while (used.includes(String.fromCharCode(next))) next += 1;
    const standIn = String.fromCharCode(next);
    next += 1;
    units.set(character, standIn);
    return standIn;
  };
  return distance(a.replace(ASTRAL, unit), b.replace(ASTRAL, unit));
}

import { shareConsonant } from './name-sound.js';
import type { NameParts, Unit } from './name-units.js';

/** How two characters at one position compare, best first; the worst position decides. */
export const SAME = 0;
export const HOMOPHONE = 1;
export const WILDCARD = 2;
export const NEAR = 3;
export const SHAPE = 4;
export const OTHER = 5;

function meet(a: readonly number[], b: readonly number[]): boolean {
  for (const sound of a) if (b.includes(sound)) return true;
  return false;
}

/** Two characters that are no variants of one another, by sound and then by shape. */
function likeness(a: Unit, b: Unit): number {
  if (meet(a.sounds, b.sounds)) return HOMOPHONE;
  if (meet(a.nearSounds, b.nearSounds)) return NEAR;
  return a.shapes.includes(b.key) || b.shapes.includes(a.key) ? SHAPE : OTHER;
}

/** Compares one position of two names; at the head, surnames written for one another are the same. */
export function relation(a: Unit, b: Unit, atHead: boolean): number {
  if (a.kind === 'unknown' || b.kind === 'unknown') return WILDCARD;
  if (a.key === b.key) return SAME;
  if (atHead && a.surnameGroup >= 0 && a.surnameGroup === b.surnameGroup) return SAME;
  if (a.kind === 'character' && b.kind === 'character') return likeness(a, b);
  return meet(a.allSounds, b.allSounds) ? WILDCARD : OTHER;
}

/** Two characters that may spell one syllable of another language: their consonants agree in some reading. */
export function isLikeTransliteration(a: Unit, b: Unit): boolean {
  if (a.kind !== 'character' || b.kind !== 'character') return false;
  return a.readings.some((reading) => b.readings.some((other) => shareConsonant(reading, other)));
}

/** True where both names begin with one surname, variants and surnames written for one another included. */
export function sameSurname(a: NameParts, b: NameParts): boolean {
  if (a.surname !== b.surname) return false;
  for (let i = 0; i < a.surname; i += 1) {
    const x = a.units[i];
    const y = b.units[i];
    if (x === undefined || y === undefined || relation(x, y, i === 0) !== SAME) return false;
  }
  return true;
}

/** The first position from `from` at which the keys differ; the length where none does. */
function nextDifference(a: readonly Unit[], b: readonly Unit[], from: number): number {
  let place = from;
  while (place < a.length && a[place]?.key === b[place]?.key) place += 1;
  return place;
}

/** Two characters changed places and the rest is the same. */
export function isSwap(a: readonly Unit[], b: readonly Unit[]): boolean {
  const first = nextDifference(a, b, 0);
  const second = nextDifference(a, b, first + 1);
  if (second >= a.length || nextDifference(a, b, second + 1) < a.length) return false;
  return a[first]?.key === b[second]?.key && a[second]?.key === b[first]?.key;
}

/** The longer name without one character is the shorter one, which still has two. */
export function isOneMore(longer: readonly Unit[], shorter: readonly Unit[]): boolean {
  if (longer.length !== shorter.length + 1 || shorter.length < 2) return false;
  const same = (from: number, shift: number): number => {
    let i = from;
    while (i < shorter.length && longer[i + shift]?.key === shorter[i]?.key) i += 1;
    return i;
  };
  return same(same(0, 0), 1) === shorter.length;
}

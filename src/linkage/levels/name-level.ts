import { characterDistance } from '../../normalize/character-distance.js';
import type { NameLevel } from './name-levels.js';
import {
  HOMOPHONE,
  isOneMore,
  isSwap,
  NEAR,
  OTHER,
  relation,
  SAME,
  sameSurname,
  SHAPE,
} from './name-relation.js';
import type { NameTables } from './name-tables.js';
import { isFirstPart, isTransliteration } from './name-transliteration.js';
import { buildNameReader, type NameParts, type Unit } from './name-units.js';

/** Level by the worst position, in the order of `relation`. */
const LEVEL_OF = ['variant', 'homophone', 'wildcard', 'near_sound', 'shape', 'different'] as const;

/** Names of this many characters are transliterations; one of them may be replaced. */
const LONG = 5;

/** Positions by relation, and the worst of them. */
interface Tally {
  readonly same: number;
  readonly homophones: number;
  /** Positions that are near in sound or alike in shape. */
  readonly weak: number;
  readonly worst: number;
}

/** Stops at the first unlike position of a short name, where nothing but the keys matters any more. */
function tally(a: NameParts, b: NameParts): Tally {
  const found = { same: 0, homophones: 0, weak: 0, worst: SAME };
  for (let i = 0; i < a.units.length; i += 1) {
    const kind = relation(a.units[i] as Unit, b.units[i] as Unit, i === 0);
    if (kind > found.worst) found.worst = kind;
    if (kind === SAME) found.same += 1;
    else if (kind === HOMOPHONE) found.homophones += 1;
    else if (kind === NEAR || kind === SHAPE) found.weak += 1;
    else if (kind === OTHER && a.units.length < LONG) return found;
  }
  return found;
}

/** One slip by sound, shape or keyboard, and at least one character that is the same; null where it is none. */
function slip({ same, homophones, weak, worst }: Tally): NameLevel | null {
  if (worst === OTHER || weak > 1) return null;
  if (same > 0) return LEVEL_OF[worst] ?? null;
  return worst === HOMOPHONE && homophones > 1 ? 'near_sound' : null;
}

function equalLength(a: NameParts, b: NameParts): NameLevel {
  const found = tally(a, b);
  const level = slip(found);
  if (level === 'near_sound' && a.spellsSound && b.spellsSound) return 'transliteration';
  if (level !== null) return level;
  if (isSwap(a.units, b.units)) return 'edit_one';
  if (a.units.length >= LONG && found.same === a.units.length - 1) return 'edit_one';
  return isTransliteration(a, b) ? 'transliteration' : unlike(a, b);
}

/** 张? may hide a given name of two characters. */
function hidesRest(longer: NameParts, shorter: NameParts): boolean {
  return (
    shorter.units.length === shorter.surname + 1 &&
    shorter.units.at(-1)?.kind === 'unknown' &&
    longer.units.length === shorter.units.length + 1 &&
    sameSurname(longer, shorter)
  );
}

function unequalLength(longer: NameParts, shorter: NameParts): NameLevel {
  if (hidesRest(longer, shorter)) return 'wildcard';
  if (isOneMore(longer.units, shorter.units)) return 'edit_one';
  if (shorter.units.length >= LONG - 1 && longer.key.startsWith(shorter.key)) return 'edit_one';
  return isFirstPart(longer, shorter) ? 'part' : unlike(longer, shorter);
}

/** Neither the same name nor a slip: brothers and sisters, the same surname, or nothing. */
function unlike(a: NameParts, b: NameParts): NameLevel {
  if (!sameSurname(a, b)) return 'different';
  if (a.units.length !== b.units.length || a.units.length !== a.surname + 2) return 'surname';
  const [x, y] = [a.surname, a.surname + 1];
  const shared = a.units[x]?.key === b.units[x]?.key || a.units[y]?.key === b.units[y]?.key;
  return shared ? 'sibling' : 'surname';
}

/** The same words in another order, each as often: ANA MARIA, but not ANA ANA against ANA MARIA. */
function sameWords(a: readonly Unit[], b: readonly Unit[]): boolean {
  if (a.length < 2 || a.length !== b.length) return false;
  const words = (units: readonly Unit[]): string =>
    units
      .map((unit) => unit.text)
      .sort()
      .join(' ');
  return words(a) === words(b);
}

/** Latin names: letters, not characters, are typed. */
function latin(a: NameParts, b: NameParts): NameLevel {
  const longer = Math.max(a.key.length, b.key.length);
  if (longer >= LONG && characterDistance(a.key, b.key) === 1) return 'edit_one';
  if (sameWords(a.units, b.units)) return 'variant';
  return a.units[0]?.text === b.units[0]?.text ? 'surname' : 'different';
}

/** A Han name and its reading in Latin letters, surname first or last. */
function transliterated(han: NameParts, written: NameParts): NameLevel {
  const sounds = han.units.map((unit) => unit.readings[0] ?? '');
  const surname = sounds.slice(0, han.surname).join('');
  const given = sounds.slice(han.surname).join('');
  const text = written.key.toLowerCase();
  return text === surname + given || text === given + surname ? 'homophone' : 'different';
}

function anyLatin(a: NameParts, b: NameParts): NameLevel {
  if (!a.han && !b.han) return latin(a, b);
  return a.han ? transliterated(a, b) : transliterated(b, a);
}

function levelOf(a: NameParts, b: NameParts): NameLevel {
  if (a.units.length === 0 || b.units.length === 0) return 'different';
  if (a.key === b.key) return a.units.some((unit) => unit.kind !== 'unknown') ? 'variant' : 'different';
  if (!a.han || !b.han) return anyLatin(a, b);
  if (a.units.length === b.units.length) return equalLength(a, b);
  return a.units.length > b.units.length ? unequalLength(a, b) : unequalLength(b, a);
}

/** The level of two canonical names, for any strings and never throwing; it is the same in both directions. */
export function buildNameLevel(tables: NameTables): (a: string, b: string) => NameLevel {
  const read = buildNameReader(tables);
  return (a, b) => (a === b && a !== '' ? 'exact' : levelOf(read(a), read(b)));
}

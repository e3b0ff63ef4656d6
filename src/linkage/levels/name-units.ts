import { COMPOUND_SURNAMES } from '../../normalize/surnames.js';
import { toSimplified } from '../../normalize/simplified.js';
import { nameUnits } from './name-pinyin.js';
import { nearSounds } from './name-sound.js';
import type { NameTables } from './name-tables.js';
import { spellsSound } from './spells-sound.js';

/** One position of a name with everything a comparison asks, as numbers and strings that compare fast. */
export interface Unit {
  readonly text: string;
  /** Simplified form; equal for variants of one character. */
  readonly key: string;
  /** Readings in daily use as text, the usual one first. */
  readonly readings: readonly string[];
  /** Readings in daily use, all readings, and their near-sound classes, as numbers. */
  readonly sounds: readonly number[];
  readonly allSounds: readonly number[];
  readonly nearSounds: readonly number[];
  readonly shapes: string;
  /** `?` for one unknown character, `reading` for a Latin run in a Han name, otherwise a character. */
  readonly kind: 'character' | 'unknown' | 'reading';
  readonly surnameGroup: number;
}

export interface NameParts {
  readonly units: readonly Unit[];
  /** Positions that the surname takes: 1, or 2 for a compound surname with a given name. */
  readonly surname: number;
  readonly han: boolean;
  /** Characters that only spell a sound; see name-transliteration. */
  readonly spellsSound: boolean;
  /** Positions before the first dot, 0 where there is none. */
  readonly firstPart: number;
  /** Variant key of the whole name, without dots and spaces. */
  readonly key: string;
}

const HAN = /\p{Script=Han}/u;

export function hasHan(name: string): boolean {
  return HAN.test(name);
}
const NOTHING: readonly string[] = [];

function kindOf(text: string): Unit['kind'] {
  if (text === '?') return 'unknown';
  return /^[A-Z']{2,}$/.test(text) ? 'reading' : 'character';
}

/** What a table knows of a character, or of its simplified form. */
function known<T>(table: ReadonlyMap<string, T>, text: string, key: string): T | undefined {
  return table.get(text) ?? table.get(key);
}

function soundsOf(tables: NameTables, text: string, key: string): readonly string[] {
  const sounds = known(tables.readings, text, key) ?? NOTHING;
  const surname = tables.surnameReadings.get(text);
  return surname === undefined || sounds.includes(surname) ? sounds : [...sounds, surname];
}

function buildUnit(tables: NameTables, numberOf: (sound: string) => number, text: string): Unit {
  const key = toSimplified(text);
  const kind = kindOf(text);
  const readings = kind === 'reading' ? [text.toLowerCase()] : soundsOf(tables, text, key);
  const allSounds = known(tables.allReadings, text, key) ?? readings;
  const shapes = tables.shapes.get(text) ?? '';
  return {
    text,
    key,
    kind,
    readings,
    sounds: readings.map(numberOf),
    allSounds: allSounds.map(numberOf),
    nearSounds: [...new Set(allSounds.flatMap(nearSounds))].map(numberOf),
    shapes: key === text ? shapes : shapes + (tables.shapes.get(key) ?? ''),
    surnameGroup: known(tables.surnameGroups, text, key) ?? -1,
  };
}

/** Names kept at once; a batch compares few distinct names many times. */
const MOST_KEPT = 200_000;

/** A reader of single positions that remembers them; a language has few. */
export function buildUnitReader(tables: NameTables): (text: string) => Unit {
  const units = new Map<string, Unit>();
  const sounds = new Map<string, number>();
  const numberOf = (sound: string): number => {
    const number = sounds.get(sound) ?? sounds.size;
    sounds.set(sound, number);
    return number;
  };
  return (text) => {
    const seen = units.get(text);
    if (seen !== undefined) return seen;
    const built = buildUnit(tables, numberOf, text);
    units.set(text, built);
    return built;
  };
}

/** What stands before the first dot of a name; nothing where there is none. */
function beforeDot(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf('·')));
}

/** A reader of names that remembers characters and, up to a bound, names. */
export function buildNameReader(tables: NameTables): (name: string) => NameParts {
  const unitOf = buildUnitReader(tables);
  const names = new Map<string, NameParts>();
  return (name) => {
    const seen = names.get(name);
    if (seen !== undefined) return seen;
    const parts = nameUnits(name).map(unitOf);
    const two = (parts[0]?.key ?? '') + (parts[1]?.key ?? '');
    const surname = parts.length > 2 && COMPOUND_SURNAMES.has(two) ? 2 : 1;
    const han = hasHan(name);
    const built: NameParts = {
      units: parts,
      surname,
      han,
      spellsSound:
        han &&
        spellsSound(
          name,
          parts.map((unit) => unit.key),
          surname,
        ),
      firstPart: nameUnits(beforeDot(name)).length,
      key: parts.map((unit) => unit.key).join(''),
    };
    if (names.size >= MOST_KEPT) names.clear();
    names.set(name, built);
    return built;
  };
}

import { COMPOUND_SURNAMES } from '../../normalize/surnames.js';
import type { NameTables } from './name-tables.js';

/** Readings of a name for blocking; both functions are pure and the same for ever for one version of the tables. */
export interface PinyinKeys {
  /** The one usual reading: `chen xiu ying`; a character without reading stands for itself. */
  readonly pinyinKey: (name: string) => string;
  /** Every reading in daily use, the usual one first; at most 16. */
  readonly pinyinKeys: (name: string) => readonly string[];
}

const MOST_KEYS = 16;

/** Surnames whose two characters are read together as nowhere else. */
const COMPOUND_READINGS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['万俟', ['mo', 'qi']],
  ['萬俟', ['mo', 'qi']],
  ['尉迟', ['yu', 'chi']],
  ['尉遲', ['yu', 'chi']],
  ['单于', ['chan', 'yu']],
  ['單于', ['chan', 'yu']],
  ['澹台', ['tan', 'tai']],
  ['澹臺', ['tan', 'tai']],
  ['长孙', ['zhang', 'sun']],
  ['長孫', ['zhang', 'sun']],
  ['乐正', ['yue', 'zheng']],
  ['亓官', ['qi', 'guan']],
]);

/** The positions of a name: characters, a Latin run as one, without dots and spaces. */
export function nameUnits(name: string): readonly string[] {
  return name.toUpperCase().match(/[A-Z']+|[^·\s]/gu) ?? [];
}

function compoundReading(units: readonly string[]): readonly [string, string] | undefined {
  const two = units.slice(0, 2).join('');
  return units.length > 2 && COMPOUND_SURNAMES.has(two) ? COMPOUND_READINGS.get(two) : undefined;
}

/** Readings per position, the usual one first; the surname reading leads at the head of a name. */
function readingsPerUnit(tables: NameTables, name: string): readonly (readonly string[])[] {
  const units = nameUnits(name);
  const compound = compoundReading(units);
  const singleSurname = !(units.length > 2 && COMPOUND_SURNAMES.has(units.slice(0, 2).join('')));
  return units.map((unit, i) => {
    if (compound?.[i] !== undefined) return [compound[i]];
    const daily = tables.readings.get(unit) ?? [unit.toLowerCase()];
    const surname = i === 0 && singleSurname ? tables.surnameReadings.get(unit) : undefined;
    return surname === undefined ? daily : [surname, ...daily.filter((reading) => reading !== surname)];
  });
}

/** Builds the reading functions over the character tables; no dictionary is asked per name. */
export function buildPinyinKeys(tables: NameTables): PinyinKeys {
  return {
    pinyinKey: (name) =>
      readingsPerUnit(tables, name)
        .map((readings) => readings[0] ?? '')
        .join(' '),
    pinyinKeys: (name) => {
      let keys: readonly string[] = [''];
      for (const readings of readingsPerUnit(tables, name)) {
        keys = keys
          .flatMap((key) => readings.map((reading) => (key === '' ? reading : `${key} ${reading}`)))
          .slice(0, MOST_KEYS);
      }
      return keys;
    },
  };
}

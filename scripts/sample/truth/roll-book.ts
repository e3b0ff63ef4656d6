import type { Coverage, Facts, Scheme } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { isActive, isCover } from './activity.js';

/** Who is on the roll, asked again and again. */
export interface RollBook {
  readonly facts: Facts;
  readonly recordsOf: (person: Person) => readonly Coverage[];
  /** Records of cover in force on the as-of date; 低保边缘 is none. */
  readonly coverOf: (person: Person) => readonly Coverage[];
  /** Living and without cover. */
  readonly missed: (person: Person) => boolean;
  /** Households on the roll, by one or several schemes: the records in force of one certificate number in one county. */
  readonly homes: (...schemes: readonly Scheme[]) => readonly (readonly Coverage[])[];
}

export function groupBy<T, K>(list: Iterable<T>, key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

export function openRollBook(facts: Facts): RollBook {
  const records = groupBy(facts.coverages, ({ person }) => person);
  const recordsOf = (person: Person): readonly Coverage[] => records.get(person) ?? [];
  const coverOf = (person: Person): readonly Coverage[] => recordsOf(person).filter((one) => isCover(one, facts.asOf));
  return {
    facts,
    recordsOf,
    coverOf,
    missed: (person) => person.death === null && coverOf(person).length === 0,
    homes: (...schemes) => {
      const active = facts.coverages.filter((one) => schemes.includes(one.scheme) && isActive(one, facts.asOf));
      return [...groupBy(active, ({ county, certificate }) => `${county} ${certificate}`).values()];
    },
  };
}

/** The people of a household, and how many the roll says they are. */
export function familyOf(records: readonly Coverage[]): { readonly people: readonly Person[]; readonly size: number } {
  const people = [...new Set(records.map(({ person }) => person))];
  return { people, size: Math.max(people.length, ...records.map(({ familySize }) => familySize)) };
}

/** `R000012 R000013`: who may tell a finding of a household. */
export function keysOf(people: readonly Person[]): string {
  return people.map(({ no }) => `R${String(no).padStart(6, '0')}`).join(' ');
}

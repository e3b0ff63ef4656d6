import { ageOn, monthOf } from '../calendar.js';
import { createRandom, type Random } from '../random.js';
import { isActive, isCover } from '../truth/activity.js';
import type { County } from '../world/county.js';
import type { Departments } from '../world/departments.js';
import { countyOf, type Coverage, type Facts, type Scheme } from '../world/facts.js';
import type { Person } from '../world/people.js';

type Test = (person: Person, coverage: Coverage) => boolean;

/**
 * Where other departments meet the roll: nobody is put on it or taken off, so that what earlier plants mean stays as it
 * was. Every rule casts for itself, each household once; one person may be cast by several rules.
 */
export interface RollStage {
  readonly facts: Facts;
  readonly departments: Departments;
  readonly asOf: string;
  readonly month: string;
  readonly random: Random;
  /** Plays a situation in proportion to the residents, 24,000 taking it `least` times. */
  repeat(least: number, play: (index: number) => void): void;
  /** Somebody living with one record of cover in force; null where the roll has nobody left whom the test accepts. */
  castCovered(situation: string, test?: Test): Person | null;
  /** Somebody living and on no roll, about whom nothing was planted. */
  castOther(situation: string, test?: (person: Person) => boolean): Person | null;
  /** The record of cover in force of somebody cast as covered. */
  coverOf(person: Person): Coverage;
  /** Whether a rule has cast somebody of the household. */
  isCast(rule: string, person: Person): boolean;
  standardOf(person: Person): number;
}

interface Pools {
  readonly covered: readonly Person[];
  readonly others: readonly Person[];
  readonly cover: ReadonlyMap<Person, Coverage>;
}

const isPlanted = ({ tags }: Person): boolean => tags.some((tag) => /^[mwd]\d\d-|^d05|^dead-|^head-of/.test(tag));

/** People whose household nobody has planted anything in, in random order. */
function findPools(county: County, facts: Facts, random: Random): Pools {
  const records = new Map<Person, Coverage[]>();
  for (const one of facts.coverages) records.set(one.person, [...(records.get(one.person) ?? []), one]);
  const cover = new Map<Person, Coverage>();
  for (const [person, [first, ...rest]] of records) {
    if (first !== undefined && rest.length === 0 && first.idOf === undefined && isActive(first, facts.asOf)) cover.set(person, first);
  }
  const plain = shuffle(
    county.people.filter(({ death, household }) => death === null && !household.members.some(isPlanted)),
    random,
  );
  const isCovered = (person: Person): boolean => isCover(cover.get(person) ?? NO_COVER, facts.asOf);
  return {
    cover,
    covered: plain.filter(isCovered),
    others: plain.filter(({ household }) => !household.members.some((member) => records.has(member))),
  };
}

const NO_COVER = { scheme: 'edge', status: 'ended', startMonth: '9999-12', stopMonth: null } as unknown as Coverage;

export function openRollStage(county: County, facts: Facts, departments: Departments): RollStage {
  const random = createRandom(county.request.seed, 'department plants');
  const { covered, others, cover } = findPools(county, facts, random);
  const used = new Set<string>();
  const keyOf = (rule: string, { household }: Person): string => `${rule} ${household.no}`;
  const cast = (list: readonly Person[], situation: string, accepts: (person: Person) => boolean): Person | null => {
    const rule = situation.slice(0, 3);
    // From a place of its own, so that not everything happens to the same few people.
    const start = random.below(Math.max(1, list.length));
    const isFree = (one: Person): boolean => one.death === null && !used.has(keyOf(rule, one)) && accepts(one);
    const person = list.find((one, index) => index >= start && isFree(one)) ?? list.find((one, index) => index < start && isFree(one));
    if (person === undefined) return null;
    used.add(keyOf(rule, person));
    person.tags.push(situation);
    return person;
  };
  const coverOf = (person: Person): Coverage => {
    const coverage = cover.get(person);
    if (coverage === undefined) throw new RangeError(`R${person.no} is not on the roll`);
    return coverage;
  };
  return {
    facts,
    departments,
    asOf: facts.asOf,
    month: monthOf(facts.asOf),
    random,
    repeat: (least, play) => {
      const count = Math.ceil((least * county.request.residents) / 24_000);
      for (let index = 0; index < count; index += 1) play(index);
    },
    castCovered: (situation, test = () => true) => cast(covered, situation, (one) => test(one, coverOf(one))),
    castOther: (situation, test = () => true) => cast(others, situation, test),
    coverOf,
    isCast: (rule, person) => used.has(keyOf(rule, person)),
    standardOf: (person) => facts.dibao.get(countyOf(person)) ?? 0,
  };
}

function shuffle(people: readonly Person[], random: Random): Person[] {
  return people
    .map((person) => ({ person, place: random.next() }))
    .sort((a, b) => a.place - b.place || a.person.no - b.person.no)
    .map(({ person }) => person);
}

export const isScheme =
  (...schemes: readonly Scheme[]): Test =>
  (_, { scheme }) =>
    schemes.includes(scheme);

export function isAdult(asOf: string): (person: Person) => boolean {
  return ({ birth }) => ageOn(birth, asOf) >= 18;
}

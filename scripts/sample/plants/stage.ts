import { ageOn, monthOf } from '../calendar.js';
import { createRandom, type Random } from '../random.js';
import type { County } from '../world/county.js';
import type { Facts, Insurance } from '../world/facts.js';
import type { Person } from '../world/people.js';

/** Where situations are staged: facts to add to, and people about whom no registry says anything special yet. */
export interface Stage {
  readonly facts: Facts;
  readonly asOf: string;
  readonly month: string;
  readonly random: Random;
  /** Stages a situation `least` times, or in proportion to the residents where they are very many or very few. */
  repeat(least: number, play: (index: number) => void): void;
  /** An insured resident without benefit, certificate, care or petition; each is cast once. */
  cast(situation: string, test?: (person: Person) => boolean): Person;
  /** Casts two blank people who share a tag such as `twin:3`; null where the county has no such pair left. */
  castPair(word: string, situations: readonly [string, string]): readonly [Person, Person] | null;
  insuranceOf(person: Person): Insurance;
}

/** From 12,000 to 24,000 residents `least` stands; a larger county gets more of every situation, a smaller one fewer. */
function scaleFor(residents: number): number {
  return residents > 24_000 ? residents / 24_000 : Math.min(1, residents / 12_000);
}

export function openStage(county: County, facts: Facts): Stage {
  const { asOf, seed, residents } = county.request;
  const random = createRandom(seed, 'plants');
  const scale = scaleFor(residents);
  const insurances = new Map(facts.insurances.map((insurance) => [insurance.person, insurance]));
  const known = knownPeople(facts);
  const isBlank = (person: Person): boolean => {
    const insurance = insurances.get(person);
    const plain = insurance?.kind === 'resident' && insurance.status === 'normal' && insurance.assistedClass === 'none';
    return plain && person.death === null && !known.has(person);
  };
  const candidates = shuffled(county.people.filter(isBlank), random);
  const claim = (person: Person, situation: string): Person => {
    known.add(person);
    person.tags.push(situation);
    return person;
  };
  const pairLists = new Map<string, ReturnType<typeof pairsByTag>>();
  const pairs = (word: string): ReturnType<typeof pairsByTag> => {
    const list = pairLists.get(word) ?? pairsByTag(candidates, word);
    pairLists.set(word, list);
    return list;
  };
  return {
    facts,
    asOf,
    month: monthOf(asOf),
    random,
    repeat: (least, play) => {
      const count = Math.ceil(least * scale);
      for (let index = 0; index < count; index += 1) play(index);
    },
    cast: (situation, test = () => true) => {
      while (candidates.length > 0 && known.has(candidates.at(-1) as Person)) candidates.pop();
      const person = candidates.findLast((one) => !known.has(one) && ageOn(one.birth, asOf) >= 18 && test(one));
      if (person === undefined) throw new RangeError(`too few residents to stage ${situation}`);
      return claim(person, situation);
    },
    castPair: (word, [one, other]) => {
      const pair = pairs(word).find(([first, second]) => !known.has(first) && !known.has(second));
      return pair === undefined ? null : [claim(pair[0], one), claim(pair[1], other)];
    },
    insuranceOf: (person) => {
      const insurance = insurances.get(person);
      if (insurance === undefined) throw new RangeError(`R${person.no} is not insured`);
      return insurance;
    },
  };
}

/** People about whom some registry already says something that a rule may look at. */
function knownPeople(facts: Facts): Set<Person> {
  const lists = [facts.coverages, facts.certificates, facts.settlements, facts.petitions];
  const known = new Set(lists.flatMap((list) => list.map(({ person }) => person)));
  for (const { subject } of facts.petitions) if (subject !== null) known.add(subject);
  return known;
}

/** First and last person of every group of a tag word, in the order of the list. */
function pairsByTag(people: readonly Person[], word: string): readonly (readonly [Person, Person])[] {
  const groups = new Map<string, [Person, Person]>();
  for (const person of people) {
    const tag = person.tags.find((one) => one.startsWith(`${word}:`));
    if (tag === undefined) continue;
    const group = groups.get(tag);
    if (group === undefined) groups.set(tag, [person, person]);
    else group[1] = person;
  }
  return [...groups.values()].filter(([first, second]) => first !== second);
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let index = copy.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

export function isElder(asOf: string): (person: Person) => boolean {
  return (person) => ageOn(person.birth, asOf) >= 60;
}

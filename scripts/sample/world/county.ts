import { createIdIssuer } from '../identities.js';
import { createNameMaker } from '../names.js';
import { buildVillages, type Village } from '../places.js';
import { createRandom, type Random } from '../random.js';
import type { Nursery } from './families.js';
import { addHousehold } from './households.js';
import type { Household, Person } from './people.js';

export interface CountyRequest {
  readonly seed: number;
  readonly residents: number;
  readonly asOf: string;
  readonly counties: number;
}

/** The people of the sample, living and lately dead, before any registry knows them. */
export interface County {
  readonly request: CountyRequest;
  readonly villages: readonly Village[];
  readonly people: readonly Person[];
  readonly households: readonly Household[];
}

/** Fills the villages with households until the county has its residents. */
export function buildCounty(request: CountyRequest): County {
  const villages = buildVillages(request.seed, request.counties, request.residents);
  const nursery: Nursery = {
    random: createRandom(request.seed, 'households'),
    names: createNameMaker(),
    ids: createIdIssuer(),
    asOf: request.asOf,
    people: [],
    households: [],
    openFamilies: [],
    families: 0,
    twins: 0,
  };
  while (nursery.people.length < request.residents) {
    addHousehold(nursery, nursery.random.pick(villages));
  }
  const random = createRandom(request.seed, 'special names');
  giveSpecialNames(nursery, random);
  makeNamesakes(nursery, random);
  return { request, villages, people: nursery.people, households: nursery.households };
}

/** Ethnic names with a dot, and given names with a character that many systems cannot write. */
function giveSpecialNames(nursery: Nursery, random: Random): void {
  const count = Math.max(24, Math.round(nursery.people.length / 1000));
  for (let index = 0; index < count; index += 1) {
    const foreigner = random.pick(nursery.people);
    if (!hasTag(foreigner, ['twin', 'ethnic', 'rare'])) {
      foreigner.name = nursery.names.ethnic(random);
      foreigner.tags.push('ethnic');
    }
    const bearer = random.pick(nursery.people);
    if (!hasTag(bearer, ['ethnic', 'rare']) && bearer.name.length === 3) {
      bearer.name = bearer.name.slice(0, 2) + nursery.names.rareCharacter(random);
      bearer.tags.push('rare');
    }
  }
}

/** People who share a name, some of them the birth date or the village too; never both the number and the name. */
function makeNamesakes(nursery: Nursery, random: Random): void {
  const { people, ids } = nursery;
  const count = Math.max(20, Math.round(people.length / 500));
  for (let group = 1; group <= count; group += 1) {
    const original = random.pick(people);
    const copy = random.pick(people);
    if (original.household === copy.household || original.sex !== copy.sex) continue;
    if ([original, copy].some((person) => hasTag(person, ['ethnic', 'namesake', 'twin', 'rare']))) continue;
    const sameDay = group % 4 === 0 && copy.relation !== '子' && copy.relation !== '女';
    const birth = sameDay ? original.birth : copy.birth;
    const id = ids.issue({ region: copy.id.slice(0, 6), birth, sex: copy.sex }, random);
    const namesake: Person = { ...copy, name: original.name, id, birth, tags: [] };
    replacePerson(nursery, namesake);
    for (const person of [original, namesake]) person.tags.push(`namesake:${group}`);
  }
}

export function hasTag(person: Person, words: readonly string[]): boolean {
  return person.tags.some((tag) => words.some((word) => tag === word || tag.startsWith(`${word}:`)));
}

function replacePerson(nursery: Nursery, person: Person): void {
  nursery.people[person.no - 1] = person;
  const members = person.household.members;
  members[members.findIndex((member) => member.no === person.no)] = person;
}

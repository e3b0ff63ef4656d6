import { dayNumber, dayOf, yearOf } from '../calendar.js';
import type { IdIssuer } from '../identities.js';
import type { NameMaker, Sex } from '../names.js';
import { BIRTHPLACES, COUNTIES, type Village } from '../places.js';
import type { Random } from '../random.js';
import { inventPhone, type Household, type Person, type Relation } from './people.js';

/** What households are made with; `people` and `households` grow as they are made. */
export interface Nursery {
  readonly random: Random;
  readonly names: NameMaker;
  readonly ids: IdIssuer;
  readonly asOf: string;
  readonly people: Person[];
  readonly households: Household[];
  readonly openFamilies: Family[];
  families: number;
  twins: number;
}

/** Brothers and sisters: one surname, a shared character by sex, births within a few years. */
export interface Family {
  readonly no: number;
  readonly surname: string;
  readonly generation: Readonly<Record<Sex, string | null>>;
  readonly birthYear: number;
  readonly names: Set<string>;
  left: number;
}

export interface Birth {
  readonly sex: Sex;
  readonly year: number;
  readonly family: Family;
  readonly relation: Relation;
}

const OTHER_REGIONS = COUNTIES.map(({ region }) => region);

/** Region of first registration: elders keep codes of abolished prefectures, spouses come from elsewhere. */
function regionFor(nursery: Nursery, village: Village, birthYear: number, married: boolean): string {
  const { random } = nursery;
  const share = random.next();
  if (birthYear < 1983 && share < 0.35) return random.pick(BIRTHPLACES.abolishedPrefecture);
  if (share > 0.985 || (married && share > 0.95)) return random.pick(BIRTHPLACES.otherProvinces);
  if (married && share > 0.7) return random.pick(OTHER_REGIONS);
  return village.region;
}

export function openFamily(nursery: Nursery, surname: string, birthYear: number): Family {
  const { random, names } = nursery;
  const shared = (sex: Sex, share: number): string | null =>
    random.chance(share) ? names.generation(sex, birthYear, random) : null;
  nursery.families += 1;
  return {
    no: nursery.families,
    surname,
    generation: { M: shared('M', 0.65), F: shared('F', 0.45) },
    birthYear,
    names: new Set(),
    left: random.between(0, birthYear < 1980 ? 3 : 1),
  };
}

/** A family for a grown-up: now and then that of a brother or sister who lives in another household. */
export function familyOf(nursery: Nursery, birthYear: number): Family {
  const { random, openFamilies } = nursery;
  const index = openFamilies.findIndex((family) => Math.abs(family.birthYear - birthYear) <= 7);
  const open = openFamilies[index];
  if (open !== undefined && random.chance(0.5)) {
    open.left -= 1;
    if (open.left <= 0) openFamilies.splice(index, 1);
    return open;
  }
  const family = openFamily(nursery, nursery.names.surname(random), birthYear);
  if (family.left > 0) {
    openFamilies.push(family);
    if (openFamilies.length > 60) openFamilies.shift();
  }
  return family;
}

export function startHousehold(nursery: Nursery, village: Village): Household {
  const { random } = nursery;
  const group = random.between(1, 12);
  const place = village.village.endsWith('社区') ? `${village.village}和平路${random.between(1, 260)}号` : `${village.village}${group}组${random.between(1, 90)}号`;
  const household: Household = {
    no: nursery.households.length + 1,
    village,
    grid: random.pick(village.grids),
    address: `${village.county}${village.town}${place}`,
    phone: inventPhone(random),
    members: [],
  };
  nursery.households.push(household);
  return household;
}

function freshName(nursery: Nursery, { family, sex, year }: Birth): string {
  const { names, random } = nursery;
  for (let tries = 0; tries < 30; tries += 1) {
    const generation = random.chance(0.85) ? family.generation[sex] : null;
    const given = names.given({ sex, birthYear: year, generation }, random);
    if (!family.names.has(given)) {
      family.names.add(given);
      return family.surname + given;
    }
  }
  return family.surname + names.given({ sex, birthYear: year, generation: null }, random);
}

/** Brings a person into a household; a birth in the year of the as-of date is never after it. */
export function addPerson(nursery: Nursery, household: Household, birth: Birth): Person {
  const { random } = nursery;
  const latest = Math.min(dayNumber(`${birth.year}-12-31`), dayNumber(nursery.asOf));
  const day = dayOf(random.between(dayNumber(`${birth.year}-01-01`), latest));
  const region = regionFor(nursery, household.village, birth.year, birth.relation === '配偶');
  const person = createPerson(nursery, household, {
    ...birth,
    birth: day,
    id: nursery.ids.issue({ region, birth: day, sex: birth.sex }, random),
  });
  if (birth.family.names.size > 1 || birth.family.left > 0) person.tags.push(`sibling:${birth.family.no}`);
  return person;
}

/** A twin of a child: same day, next free number, a name that differs in one character where the family shares one. */
export function addTwin(nursery: Nursery, first: Person, birth: Birth): Person {
  nursery.twins += 1;
  const id = nursery.ids.issueAfter(first.id, birth.sex);
  const twin = createPerson(nursery, first.household, { ...birth, birth: first.birth, id });
  for (const person of [first, twin]) person.tags.push(`twin:${nursery.twins}`);
  if (!first.tags.includes(`sibling:${birth.family.no}`)) first.tags.push(`sibling:${birth.family.no}`);
  twin.tags.push(`sibling:${birth.family.no}`);
  return twin;
}

function createPerson(nursery: Nursery, household: Household, birth: Birth & { birth: string; id: string }): Person {
  const { random } = nursery;
  const grown = yearOf(nursery.asOf) - birth.year >= 14;
  const person: Person = {
    no: nursery.people.length + 1,
    name: freshName(nursery, birth),
    sex: birth.sex,
    birth: birth.birth,
    id: birth.id,
    household,
    relation: birth.relation,
    phone: grown && random.chance(0.8) ? inventPhone(random) : null,
    death: null,
    tags: [],
  };
  nursery.people.push(person);
  household.members.push(person);
  return person;
}

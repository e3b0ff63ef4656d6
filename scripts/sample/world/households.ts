import { yearOf } from '../calendar.js';
import type { Village } from '../places.js';
import { weightedPicker } from '../random.js';
import { addPerson, addTwin, familyOf, openFamily, startHousehold, type Family, type Nursery } from './families.js';
import type { Household, Person } from './people.js';

type Shape = 'elder' | 'elders' | 'couple' | 'family' | 'threeGenerations' | 'single' | 'oneParent';

const pickShape = weightedPicker<Shape>([
  ['elder', 11],
  ['elders', 13],
  ['couple', 13],
  ['family', 30],
  ['threeGenerations', 15],
  ['single', 13],
  ['oneParent', 5],
]);

/** One household in a village; the first member is the head. */
export function addHousehold(nursery: Nursery, village: Village): Household {
  const household = startHousehold(nursery, village);
  buildMembers(nursery, household, pickShape(nursery.random));
  return household;
}

function buildMembers(nursery: Nursery, household: Household, shape: Shape): void {
  const { random } = nursery;
  const now = yearOf(nursery.asOf);
  switch (shape) {
    case 'elder':
      addHead(nursery, household, now - random.between(62, 97), random.chance(0.42) ? 'M' : 'F');
      return;
    case 'elders':
      addCouple(nursery, household, now - random.between(60, 90));
      return;
    case 'couple':
      addCouple(nursery, household, now - random.between(24, 62));
      return;
    case 'single':
      addHead(nursery, household, now - random.between(18, 62), random.chance(0.6) ? 'M' : 'F');
      return;
    case 'oneParent':
      addParentWithChildren(nursery, household, now - random.between(26, 52));
      return;
    case 'family':
    case 'threeGenerations':
      addCoupleWithChildren(nursery, household, shape === 'threeGenerations');
  }
}

function addHead(nursery: Nursery, household: Household, year: number, sex: 'M' | 'F'): Person {
  return addPerson(nursery, household, { sex, year, family: familyOf(nursery, year), relation: '户主' });
}

/** Husband and wife; returns the husband's family, whose surname the children bear. */
function addCouple(nursery: Nursery, household: Household, year: number): { family: Family; motherYear: number } {
  const { random } = nursery;
  const family = familyOf(nursery, year);
  addPerson(nursery, household, { sex: 'M', year, family, relation: '户主' });
  const motherYear = Math.min(year + random.between(-2, 6), yearOf(nursery.asOf) - 20);
  addPerson(nursery, household, { sex: 'F', year: motherYear, family: familyOf(nursery, motherYear), relation: '配偶' });
  return { family, motherYear };
}

function addCoupleWithChildren(nursery: Nursery, household: Household, grandparents: boolean): void {
  const { random } = nursery;
  const year = yearOf(nursery.asOf) - random.between(25, 56);
  const { family, motherYear } = addCouple(nursery, household, year);
  if (grandparents) addGrandparents(nursery, household, { surname: family.surname, childYear: year });
  addChildren(nursery, household, { surname: family.surname, motherYear, count: random.pick([1, 1, 2, 2, 2, 3]) });
}

function addParentWithChildren(nursery: Nursery, household: Household, year: number): void {
  const { random } = nursery;
  const head = addHead(nursery, household, year, random.chance(0.4) ? 'M' : 'F');
  const surname = head.sex === 'M' ? surnameOf(head) : nursery.names.surname(random);
  addChildren(nursery, household, { surname, motherYear: year, count: random.pick([1, 1, 2]) });
}

export function surnameOf(person: Person): string {
  return person.name.length > 3 ? person.name.slice(0, 2) : person.name.slice(0, 1);
}

function addGrandparents(nursery: Nursery, household: Household, of: { surname: string; childYear: number }): void {
  const { random } = nursery;
  const year = of.childYear - random.between(22, 34);
  const family = openFamily(nursery, of.surname, year);
  if (random.chance(0.6)) addPerson(nursery, household, { sex: 'M', year, family, relation: '父亲' });
  const motherYear = year + random.between(-1, 5);
  const last = household.members.at(-1);
  if (random.chance(0.75) || last?.relation !== '父亲') {
    addPerson(nursery, household, { sex: 'F', year: motherYear, family: familyOf(nursery, motherYear), relation: '母亲' });
  }
}

function addChildren(
  nursery: Nursery,
  household: Household,
  of: { readonly surname: string; readonly motherYear: number; readonly count: number },
): void {
  const { random } = nursery;
  const now = yearOf(nursery.asOf);
  let year = Math.max(of.motherYear + random.between(20, 31), now - 26);
  const family = openFamily(nursery, of.surname, Math.min(year, now));
  for (let index = 0; index < of.count && year <= now; index += 1) {
    const sex = random.chance(0.53) ? 'M' : 'F';
    const child = addPerson(nursery, household, { sex, year, family, relation: sex === 'M' ? '子' : '女' });
    if (random.chance(0.012)) {
      const twinSex = random.chance(0.7) ? sex : sex === 'M' ? 'F' : 'M';
      addTwin(nursery, child, { sex: twinSex, year, family, relation: twinSex === 'M' ? '子' : '女' });
    }
    year += random.between(1, 6);
  }
}

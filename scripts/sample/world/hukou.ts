import { addDays, ageOn } from '../calendar.js';
import type { Random } from '../random.js';
import type { County } from './county.js';
import type { Registration } from './departments.js';
import type { Facts } from './facts.js';
import type { Household, Person } from './people.js';

/** The parents who live with a child of the head; null where the household has none. */
export function parentsOf({ relation, household }: Person): { readonly father: Person | null; readonly mother: Person | null } {
  const pair = relation === '子' || relation === '女' ? household.members.filter((one) => one.relation === '户主' || one.relation === '配偶') : [];
  return { father: pair.find(({ sex }) => sex === 'M') ?? null, mother: pair.find(({ sex }) => sex === 'F') ?? null };
}

export function householdNoOf({ village, no }: Household): string {
  return `${village.region}${String(no).padStart(9, '0')}`;
}

export function register(person: Person, of: Partial<Registration> = {}): Registration {
  return { person, householdNo: householdNoOf(person.household), relation: person.relation, movedOut: null, movedTo: '', ...parentsOf(person), ...of };
}

/**
 * What the police return: whole households, asked for because somebody is on a roll, out of work or the child of parents
 * in trouble, some because somebody is old and alone, and a few more. Those whose death was registered are struck off.
 */
export function registerHouseholds(county: County, facts: Facts, random: Random): void {
  const { prison, missing_person: missing, unemployment, hukou } = facts.departments;
  const mental = facts.certificates.filter(({ type, level }) => type === '6' && level === '4');
  const stopped = facts.insurances.filter(({ until, kind }) => kind === 'employee' && until !== null);
  const lists = [facts.coverages, prison, missing, unemployment, mental, stopped];
  const asked = new Set(lists.flat().map(({ person }) => person.household));
  const struckOff = new Set(facts.deaths.filter(({ source }) => source === 'registration').map(({ person }) => person));
  for (const household of county.households) {
    const chosen = random.next();
    const share = isLonely(household, facts.asOf) ? 0.3 : 0.01;
    const bereaved = household.members.filter(({ death }) => death !== null).length > 1;
    if (chosen >= share && !bereaved && !asked.has(household)) continue;
    hukou.push(...household.members.filter((one) => !struckOff.has(one)).map((person) => register(person)));
  }
}

/** One old person lives there, alone or left behind. */
function isLonely({ members }: Household, asOf: string): boolean {
  const [only, ...others] = members.filter(({ death }) => death === null);
  return only !== undefined && others.length === 0 && ageOn(only.birth, asOf) >= 68;
}

/** Employees whose insurance stopped: the insurer states the day for half of those who are alive. */
export function dateStoppedInsurance(facts: Facts, random: Random): void {
  for (const one of facts.insurances) {
    if (one.kind !== 'employee' || one.status === 'normal' || one.person.death !== null || !random.chance(0.5)) continue;
    const until = addDays(facts.asOf, -random.between(20, 500));
    if (until > one.since) Object.assign(one, { until });
  }
}

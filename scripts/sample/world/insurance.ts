import { addDays, ageOn, monthOf, shiftDay } from '../calendar.js';
import { weightedPicker, type Random } from '../random.js';
import { isActive } from '../truth/activity.js';
import { countyOf, type AssistedClass, type Coverage, type Facts, type Insurance } from './facts.js';
import type { Person } from './people.js';

const EMPLOYER_FIRST = ['南屏', '云岭', '鑫达', '宏源', '屏山', '福茂', '兴隆', '恒泰', '海川', '绿野'] as const;
const EMPLOYER_SECOND = ['鞋业有限公司', '茶业有限公司', '建筑工程有限公司', '陶瓷有限公司', '物流有限公司', '小学', '卫生院', '食品厂', '竹制品厂', '灵活就业人员'] as const;

const pickOtherClass = weightedPicker<AssistedClass>([
  ['none', 970],
  ['monitored', 5],
  ['veteran', 5],
  ['family_planning', 20],
]);

/** About 95 % are insured: as employees with a base, as pensioners without, all others as residents with a class. */
export function insureCounty(facts: Facts, people: readonly Person[], random: Random): void {
  const coverages = new Map<Person, Coverage[]>();
  for (const coverage of facts.coverages) {
    coverages.set(coverage.person, [...(coverages.get(coverage.person) ?? []), coverage]);
  }
  const severe = new Set(facts.certificates.filter(({ level }) => level < '3').map(({ person }) => person));
  for (const person of people) {
    if (!random.chance(0.953)) continue;
    insure(facts, person, { coverages: coverages.get(person) ?? [], severe: severe.has(person), random });
  }
}

interface Circumstances {
  readonly coverages: readonly Coverage[];
  readonly severe: boolean;
  readonly random: Random;
}

function insure(facts: Facts, person: Person, at: Circumstances): void {
  const age = ageOn(person.birth, facts.asOf);
  const employed = at.coverages.length === 0 && at.random.chance(employeeShare(age, at.severe));
  if (employed) insureEmployee(facts, person, at.random);
  else insureResident(facts, person, assistedClassOf(facts, at), at.random);
}

function employeeShare(age: number, severe: boolean): number {
  if (age < 20 || severe) return 0;
  return age < 60 ? 0.34 : 0.12;
}

/** What the insurer believes: it follows civil affairs with a delay, so an ended benefit may still be there. */
function assistedClassOf(facts: Facts, { coverages, severe, random }: Circumstances): AssistedClass {
  const active = coverages.find((coverage) => isActive(coverage, facts.asOf));
  if (active !== undefined && random.chance(0.95)) return active.scheme === 'dibao_single' ? 'dibao' : active.scheme;
  const [old] = coverages;
  if (old !== undefined && active === undefined && random.chance(0.12)) return old.scheme === 'dibao_single' ? 'dibao' : old.scheme;
  if (severe && random.chance(0.6)) return 'severe_disability';
  return pickOtherClass(random);
}

/** Yuan: most near the floor, some high. */
function drawBase(random: Random): number {
  return Math.round(Math.min(22_000, 3_300 + 1_900 * Math.exp(0.8 * random.normal())));
}

export function insureEmployee(facts: Facts, person: Person, random: Random, base = drawBase(random)): Insurance {
  const working = ageOn(person.birth, facts.asOf) < 60;
  const insurance: Insurance = {
    person,
    kind: 'employee',
    status: person.death !== null ? 'ended' : random.chance(0.05) ? 'paused' : 'normal',
    assistedClass: 'none',
    base: working ? base * 100 : null,
    since: shiftDay(`${monthOf(facts.asOf)}-01`, -random.between(3, 180)),
    until: null,
    employer: random.pick(EMPLOYER_FIRST) + random.pick(EMPLOYER_SECOND),
    memberNo: memberNumber(person),
  };
  facts.insurances.push(insurance);
  return insurance;
}

export function insureResident(facts: Facts, person: Person, assistedClass: AssistedClass, random: Random): Insurance {
  const ended = person.death !== null && random.chance(0.85);
  const insurance: Insurance = {
    person,
    kind: 'resident',
    status: ended ? 'ended' : random.chance(0.015) ? 'paused' : 'normal',
    assistedClass,
    base: null,
    since: `${Number(facts.asOf.slice(0, 4)) - random.between(0, 12)}-01-01`,
    until: ended && person.death !== null ? addDays(person.death, 1) : null,
    employer: null,
    memberNo: memberNumber(person),
  };
  facts.insurances.push(insurance);
  return insurance;
}

/** An internal number of 25 digits; it says nothing about the person. */
function memberNumber(person: Person): string {
  const region = person.household.village.region;
  return `${region}0000000000${String((person.no * 7919) % 999_999_937).padStart(9, '0')}`;
}

export function insuranceCounty(insurance: Insurance): string {
  return countyOf(insurance.person);
}

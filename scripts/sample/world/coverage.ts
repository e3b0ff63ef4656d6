import { addMonths, ageOn, monthOf } from '../calendar.js';
import type { Random } from '../random.js';
import { countyOf, type Coverage, type Facts, type Scheme } from './facts.js';
import { headOf, type Household, type Person } from './people.js';

const AMOUNTS: Readonly<Record<Scheme, readonly [low: number, high: number]>> = {
  dibao: [210, 720],
  dibao_single: [380, 760],
  tekun: [1370, 2149],
  edge: [0, 0],
  orphan: [1800, 1800],
  defacto_orphan: [1800, 1800],
};

const PREFIXES: Readonly<Record<Scheme, string>> = {
  dibao: 'DB',
  dibao_single: 'DR',
  tekun: 'TK',
  edge: 'BY',
  orphan: 'GE',
  defacto_orphan: 'SS',
};

export interface CoverageRequest {
  readonly scheme: Scheme;
  readonly status?: Coverage['status'];
  readonly startMonth?: string;
  readonly stopMonth?: string | null;
  readonly county?: string;
  readonly head?: Person;
  readonly familySize?: number;
  readonly coveredSize?: number;
}

/** One benefit of one person; what the request leaves open is drawn. */
export function grantCoverage(facts: Facts, person: Person, request: CoverageRequest, random: Random): Coverage {
  const { scheme, head = headOf(person.household), familySize = person.household.members.length } = request;
  const { status = 'active', stopMonth = null, county = countyOf(person), coveredSize = 1 } = request;
  const [low, high] = AMOUNTS[scheme];
  const startMonth = request.startMonth ?? addMonths(monthOf(facts.asOf), -random.between(2, 110));
  const amount = random.between(low, high) * 100;
  const certificate = certificateNumber(scheme, head, person);
  const coverage = { person, scheme, status, startMonth, stopMonth, amount, certificate, head, county, familySize, coveredSize };
  facts.coverages.push(coverage);
  return coverage;
}

/** Families share a certificate; a benefit for one person has one of its own. */
function certificateNumber(scheme: Scheme, head: Person, person: Person): string {
  const { village, no } = head.household;
  const serial = scheme === 'dibao' || scheme === 'edge' ? 0 : 1 + head.household.members.indexOf(person);
  return `${PREFIXES[scheme]}${village.region}${String(no).padStart(6, '0')}${String(serial).padStart(2, '0')}`;
}

/** Puts about 2.5 % of the people on the rolls, household by household, with ended and suspended benefits beside. */
export function coverCounty(facts: Facts, households: readonly Household[], random: Random): void {
  for (const household of households) coverHousehold(facts, household, random);
}

type Circumstance = 'tekun' | 'dibao' | 'edge' | 'ended' | 'suspended' | 'child' | null;

function drawCircumstance(aloneAndOld: boolean, old: boolean, random: Random): Circumstance {
  const share = random.next();
  if (aloneAndOld && share < 0.055) return 'tekun';
  if (share < (old ? 0.023 : 0.011)) return 'dibao';
  if (share > 0.992) return 'edge';
  if (share > 0.988) return 'ended';
  if (share > 0.9872) return 'suspended';
  return share > 0.984 ? 'child' : null;
}

function coverHousehold(facts: Facts, household: Household, random: Random): void {
  const old = ageOn(headOf(household).birth, facts.asOf) >= 60;
  const aloneAndOld = old && household.members.length === 1;
  const circumstance = drawCircumstance(aloneAndOld, old, random);
  const month = monthOf(facts.asOf);
  switch (circumstance) {
    case null:
      return;
    case 'tekun':
      return coverMember(facts, headOf(household), { scheme: 'tekun' }, random);
    case 'dibao':
    case 'edge':
      return coverFamily(facts, household, { scheme: circumstance }, random);
    case 'suspended':
      return coverFamily(facts, household, { scheme: 'dibao', status: 'suspended' }, random);
    case 'child':
      return coverChild(facts, household, random);
    case 'ended': {
      const stopMonth = addMonths(month, -random.between(0, 20));
      const startMonth = addMonths(stopMonth, -random.between(6, 60));
      return coverFamily(facts, household, { scheme: aloneAndOld ? 'tekun' : 'dibao', status: 'ended', startMonth, stopMonth }, random);
    }
  }
}

function coverChild(facts: Facts, household: Household, random: Random): void {
  const child = household.members.find(({ birth }) => ageOn(birth, facts.asOf) < 16);
  const scheme = random.chance(0.5) ? 'orphan' : 'defacto_orphan';
  const startMonth = addMonths(monthOf(facts.asOf), -random.between(1, 12));
  if (child !== undefined) coverMember(facts, child, { scheme, startMonth }, random);
}

function coverMember(facts: Facts, person: Person, request: CoverageRequest, random: Random): void {
  const born = monthOf(person.birth);
  const coverage = grantCoverage(facts, person, request, random);
  if (coverage.startMonth < born) Object.assign(coverage, { startMonth: addMonths(born, 1) });
}

/** Most often all members are covered; now and then a grown child at work is not. */
function coverFamily(facts: Facts, household: Household, request: CoverageRequest, random: Random): void {
  const members = household.members.filter(
    ({ birth, relation }) => (relation !== '子' && relation !== '女') || ageOn(birth, facts.asOf) < 18 || random.chance(0.5),
  );
  const startMonth = request.startMonth ?? addMonths(monthOf(facts.asOf), -random.between(2, 96));
  for (const person of members) {
    const familySize = household.members.length;
    coverMember(facts, person, { ...request, startMonth, familySize, coveredSize: members.length }, random);
  }
}

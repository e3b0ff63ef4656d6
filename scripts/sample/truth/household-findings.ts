import { addDays, addMonths, ageOn, monthNumber, monthOf, shiftDay } from '../calendar.js';
import { countyOf, type Certificate, type Coverage, type Facts } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { isActive, isCover, isSevere, latestCertificates } from './activity.js';

export const WORLD_RULES = ['M02', 'M05', 'M06', 'M13', 'M14', 'W04', 'W14', 'W16', 'W18'] as const;
export type WorldRule = (typeof WORLD_RULES)[number];

export interface WorldFinding {
  readonly rule: WorldRule;
  readonly person: Person;
  readonly detail: string;
}

/** What is asked of the facts again and again. */
interface World {
  readonly facts: Facts;
  readonly coverages: ReadonlyMap<Person, readonly Coverage[]>;
  readonly certificates: ReadonlyMap<Person, Certificate>;
  /** Records of one household certificate in one county. */
  readonly homes: readonly (readonly Coverage[])[];
  readonly missed: (person: Person) => boolean;
}

/**
 * Findings of the rules for which nothing is planted: they arise from the lives in the county. Judged from the facts by
 * `domain` definitions, household by household; README.md lists the boundaries.
 */
export function worldFindings(facts: Facts): readonly WorldFinding[] {
  const coverages = group(facts.coverages, ({ person }) => person);
  const covered = (person: Person): boolean =>
    (coverages.get(person) ?? []).some((one) => isCover(one, facts.asOf));
  const world: World = {
    facts,
    coverages,
    certificates: latestCertificates(facts),
    homes: [...group(facts.coverages, ({ county, certificate }) => `${county} ${certificate}`).values()],
    missed: (person) => person.death === null && !covered(person),
  };
  return [
    ...eligibleAlone(world),
    ...perhapsTekun(world),
    ...newHardship(world),
    ...hardshipAfterExit(world),
    ...coveredNotInsured(world),
    ...excludingBenefits(world),
    ...certificatesGone(world),
    ...headCounts(world),
    ...deadHeads(world),
  ];
}

function group<T, K>(list: readonly T[], key: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function severeCertificate({ certificates, facts }: World, person: Person): Certificate | null {
  const latest = certificates.get(person);
  if (latest?.status !== 'valid' || latest.expiry < facts.asOf) return null;
  return isSevere(latest) ? latest : null;
}

function people(list: Iterable<Person>): readonly Person[] {
  return [...new Set(list)];
}

function onTheEdge({ facts, missed }: World): readonly Person[] {
  const edge = facts.coverages.filter((one) => one.scheme === 'edge' && isActive(one, facts.asOf));
  return people(edge.map(({ person }) => person)).filter(missed);
}

function eligibleAlone(world: World): readonly WorldFinding[] {
  return onTheEdge(world)
    .filter((person) => severeCertificate(world, person) !== null)
    .map((person) => ({ rule: 'M02', person, detail: 'edge' }));
}

/** The family is registered as one person, and that one is old, a child, or not able to work by certificate. */
function perhapsTekun(world: World): readonly WorldFinding[] {
  const { facts, homes, coverages } = world;
  return homes.flatMap((records): WorldFinding[] => {
    const active = records.filter((one) => one.scheme === 'dibao' && isActive(one, facts.asOf));
    const [only] = people(active.map(({ person }) => person));
    const alone = people(active.map(({ person }) => person)).length === 1;
    if (only === undefined || !alone || active.some((one) => one.familySize !== 1 || one.coveredSize !== 1)) return [];
    const cared = (coverages.get(only) ?? []).some(
      (one) => ['tekun', 'orphan', 'defacto_orphan'].includes(one.scheme) && isActive(one, facts.asOf),
    );
    const age = ageOn(only.birth, facts.asOf);
    const able = age >= 16 && age < 60 && !unableByCertificate(world, only);
    return cared || able || only.death !== null ? [] : [{ rule: 'M05', person: only, detail: String(age) }];
  });
}

function unableByCertificate({ certificates, facts }: World, person: Person): boolean {
  const latest = certificates.get(person);
  if (latest?.status !== 'valid' || latest.expiry < facts.asOf) return false;
  const levels: Readonly<Record<string, string>> = { '1': '1', '4': '12', '5': '123', '6': '123' };
  return (levels[latest.type] ?? '').includes(latest.level);
}

/** A certificate issued or a burden of six standards since a day. */
function hardshipSince(world: World, person: Person, after: string): boolean {
  const { facts } = world;
  const issued = severeCertificate(world, person)?.issued ?? '';
  const standard = facts.dibao.get(countyOf(person)) ?? Infinity;
  const burden = facts.settlements
    .filter((one) => one.person === person && one.day > after && one.day <= facts.asOf && one.status !== 'revoked')
    .reduce((sum, one) => sum + one.burden, 0);
  return issued > after || burden >= 6 * standard;
}

function newHardship(world: World): readonly WorldFinding[] {
  const { facts, homes } = world;
  const after = shiftDay(facts.asOf, -6);
  const diedLately = ({ death }: Person): boolean => death !== null && death > after && death <= facts.asOf;
  return onTheEdge(world)
    .filter((person) => {
      const family = homes.filter((home) => home.some((one) => one.person === person)).flat();
      return hardshipSince(world, person, after) || family.some((one) => one.person !== person && diedLately(one.person));
    })
    .map((person) => ({ rule: 'M06', person, detail: 'edge' }));
}

/** Cover ended in the twelve months to D and a new hardship came after the first month without. */
function hardshipAfterExit(world: World): readonly WorldFinding[] {
  const { facts, coverages, missed } = world;
  const [after, month] = [shiftDay(facts.asOf, -12), monthOf(facts.asOf)];
  return [...coverages].flatMap(([person, list]): WorldFinding[] => {
    const ends = list
      .filter(({ scheme }) => ['dibao', 'dibao_single', 'tekun'].includes(scheme))
      .flatMap(({ startMonth, stopMonth }) => (stopMonth !== null && stopMonth > startMonth ? [stopMonth] : []))
      .filter((stopMonth) => `${stopMonth}-01` > after && stopMonth <= month)
      .sort();
    const last = ends.at(-1);
    if (last === undefined || !missed(person) || !hardshipSince(world, person, `${last}-01`)) return [];
    return [{ rule: 'M13', person, detail: last }];
  });
}

function coveredNotInsured({ facts, coverages }: World): readonly WorldFinding[] {
  const insured = new Set(facts.insurances.filter(({ status }) => status === 'normal').map(({ person }) => person));
  return [...coverages]
    .filter(([person, list]) => person.death === null && !insured.has(person) && list.some((one) => isCover(one, facts.asOf)))
    .map(([person]) => ({ rule: 'M14', person, detail: '' }));
}

/** Tekun with orphan cover, and tekun with a care allowance that was paid for the same month. */
function excludingBenefits({ facts, coverages }: World): readonly WorldFinding[] {
  const care = facts.payments.filter(({ scheme, status }) => scheme === 'disability_care' && status === 'paid');
  const paid = group(care, ({ person }) => person);
  const within = ({ startMonth, stopMonth, status }: Coverage, month: string): boolean =>
    month >= startMonth && (stopMonth === null ? status === 'active' : month < stopMonth);
  return [...coverages].flatMap(([person, list]): WorldFinding[] => {
    const tekun = list.filter(({ scheme }) => scheme === 'tekun');
    const child = list.filter(({ scheme }) => scheme === 'orphan' || scheme === 'defacto_orphan');
    const months = Array.from({ length: 120 }, (_, index) => addMonths(monthOf(facts.asOf), -index));
    const both = months.some((month) => tekun.some((one) => within(one, month)) && child.some((one) => within(one, month)));
    const cared = (paid.get(person) ?? []).some(({ month }) => tekun.some((one) => within(one, month)));
    return both || cared ? [{ rule: 'W04', person, detail: cared ? 'care' : 'orphan' }] : [];
  });
}

/** A benefit that rests on a certificate, and the latest certificate no longer bears it; 90 days are left to renew. */
function certificatesGone({ facts, coverages, certificates }: World): readonly WorldFinding[] {
  const limit = addDays(facts.asOf, -90);
  const recent = monthNumber(monthOf(facts.asOf)) - 2;
  const cared = new Set(
    facts.payments
      .filter(({ scheme, status, month }) => scheme === 'disability_care' && status === 'paid' && monthNumber(month) >= recent)
      .map(({ person }) => person),
  );
  return [...certificates].flatMap(([person, latest]): WorldFinding[] => {
    const single = (coverages.get(person) ?? []).some(
      (one) => one.scheme === 'dibao_single' && isActive(one, facts.asOf),
    );
    const gone = latest.status !== 'valid' || latest.expiry < limit;
    const fallen = (single && (gone || !isSevere(latest))) || (cared.has(person) && (gone || latest.level > '2'));
    return fallen ? [{ rule: 'W14', person, detail: latest.status }] : [];
  });
}

const key = ({ no }: Person): string => `R${String(no).padStart(6, '0')}`;

/** The registered number of covered people is not that of the members on the roll; told by any of the members. */
function headCounts({ facts, homes }: World): readonly WorldFinding[] {
  return homes.flatMap((records): WorldFinding[] => {
    const active = records.filter(
      (one) => (one.scheme === 'dibao' || one.scheme === 'dibao_single') && isActive(one, facts.asOf),
    );
    const members = people(active.map(({ person }) => person));
    const [first] = members;
    const stated = Math.max(...active.map(({ coveredSize }) => coveredSize));
    if (first === undefined || stated === members.length) return [];
    return [{ rule: 'W16', person: first, detail: members.map(key).join(' ') }];
  });
}

/** The head died a month ago or longer and others are still covered under that name; told by any of them. */
function deadHeads({ facts, homes }: World): readonly WorldFinding[] {
  const limit = shiftDay(facts.asOf, -1);
  return homes.flatMap((records): WorldFinding[] => {
    const left = records.filter(
      ({ person, head, ...one }) => isCover({ person, head, ...one }, facts.asOf) && person !== head && person.death === null,
    );
    const [first] = left;
    if (first?.head.death === null || first === undefined || first.head.death > limit) return [];
    return [{ rule: 'W18', person: first.person, detail: people(left.map(({ person }) => person)).map(key).join(' ') }];
  });
}

import { monthNumber, monthOf, shiftDay } from '../calendar.js';
import { CIVIL_CLASSES, countyOf, type Coverage, type Facts } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { isActive, isCover, isSevere } from './activity.js';
import { BENEFIT_RULES, benefitFindings } from './benefit-findings.js';
import { DEPARTMENT_RULES, departmentFindings } from './department-findings.js';
import { WORLD_RULES, worldFindings } from './household-findings.js';
import { REGISTER_RULES, registerFindings, silentDead } from './register-findings.js';
import { openRollBook } from './roll-book.js';
import { WRITTEN_RULES } from './written-findings.js';

export const TRUTH_RULES = ['M01', 'M03', 'M04', 'M07', 'W01', 'W02', 'W03', 'W07', 'D05'] as const;
/** Every rule whose findings the world decides. */
export const MEASURED_RULES = [...TRUTH_RULES, ...WORLD_RULES, ...BENEFIT_RULES, ...REGISTER_RULES, ...DEPARTMENT_RULES, ...WRITTEN_RULES] as const;
/** Nothing is staged for these: they arise from the lives in the county. */
export const WITHOUT_PLANTS: readonly TruthRule[] = [...WORLD_RULES, ...WRITTEN_RULES, 'M10', 'M11', 'M12'];
/** Told by any member of the household: the detail lists them. */
export const HOUSEHOLD_RULES = ['W10', 'W13', 'W16', 'W17', 'W18'] as const satisfies readonly TruthRule[];
export type TruthRule = (typeof MEASURED_RULES)[number];

export interface TrueFinding {
  readonly rule: TruthRule;
  readonly person: Person;
  /** A month, an amount, a class or the other person: what the finding is about. */
  readonly detail: string;
}

/**
 * What a perfect program would find, straight from the facts and issue 2's definitions; README.md lists the boundaries
 * that had to be decided. It reads no export and shares no code with the program.
 */
export function trueFindings(facts: Facts): readonly TrueFinding[] {
  const coverages = groupByPerson(facts.coverages);
  const isCovered = (person: Person): boolean => (coverages.get(person) ?? []).some((one) => isCover(one, facts.asOf));
  const missed = (person: Person): boolean => person.death === null && !isCovered(person);
  const book = openRollBook(facts);
  return [
    ...severelyDisabled(facts, missed),
    ...largeBurden(facts, missed),
    ...assistedWithoutRecord(facts, coverages),
    ...askedForAid(facts, missed),
    ...paidAfterDeath(facts),
    ...coveredTwice(facts, coverages),
    ...highBase(facts, isCovered),
    ...sharedIds(facts),
    ...worldFindings(facts),
    ...benefitFindings(book),
    ...registerFindings(book),
    ...departmentFindings(book),
  ];
}

function groupByPerson<T extends { readonly person: Person }>(list: readonly T[]): ReadonlyMap<Person, readonly T[]> {
  const groups = new Map<Person, T[]>();
  for (const one of list) {
    const group = groups.get(one.person);
    if (group === undefined) groups.set(one.person, [one]);
    else group.push(one);
  }
  return groups;
}

function severelyDisabled(facts: Facts, missed: (person: Person) => boolean): TrueFinding[] {
  const found: TrueFinding[] = [];
  for (const [person, certificates] of groupByPerson(facts.certificates)) {
    const latest = certificates.reduce((best, one) => (one.issued > best.issued ? one : best));
    const counts = latest.status === 'valid' && latest.expiry >= facts.asOf && isSevere(latest);
    if (counts && missed(person)) found.push({ rule: 'M01', person, detail: `${latest.type}/${latest.level}` });
  }
  return found;
}

function largeBurden(facts: Facts, missed: (person: Person) => boolean): TrueFinding[] {
  const after = shiftDay(facts.asOf, -12);
  const found: TrueFinding[] = [];
  for (const [person, settlements] of groupByPerson(facts.settlements)) {
    const sum = settlements
      .filter(({ day, status }) => day > after && day <= facts.asOf && status !== 'revoked')
      .reduce((total, { burden }) => total + burden, 0);
    const standard = facts.dibao.get(countyOf(person)) ?? Infinity;
    if (sum >= 12 * standard && missed(person)) found.push({ rule: 'M03', person, detail: (sum / 100).toFixed(2) });
  }
  return found;
}

function assistedWithoutRecord(facts: Facts, coverages: ReadonlyMap<Person, readonly Coverage[]>): TrueFinding[] {
  return facts.insurances
    .filter(({ person, status, assistedClass }) => {
      const civil = (CIVIL_CLASSES as readonly string[]).includes(assistedClass);
      const recorded = (coverages.get(person) ?? []).some((coverage) => isActive(coverage, facts.asOf));
      return civil && status === 'normal' && person.death === null && !recorded;
    })
    .map(({ person, assistedClass }) => ({ rule: 'M04', person, detail: assistedClass }));
}

function askedForAid(facts: Facts, missed: (person: Person) => boolean): TrueFinding[] {
  const after = shiftDay(facts.asOf, -12);
  const found = new Map<Person, TrueFinding>();
  for (const petition of facts.petitions) {
    const unnamed = petition.relation === '代他人' && petition.subject === null;
    const person = petition.subject ?? petition.person;
    if (!petition.asksForAid || unnamed || petition.day <= after || petition.day > facts.asOf) continue;
    if (missed(person)) found.set(person, { rule: 'M07', person, detail: petition.day });
  }
  return [...found.values()];
}

function paidAfterDeath(facts: Facts): TrueFinding[] {
  const months = new Map<Person, string[]>();
  for (const { person, month, status } of facts.payments) {
    if (person.death === null || status !== 'paid') continue;
    if (monthNumber(month) > monthNumber(monthOf(person.death)) + 1) {
      months.set(person, [...(months.get(person) ?? []), month]);
    }
  }
  return [...months].map(([person, list]) => ({ rule: 'W01', person, detail: [...new Set(list)].sort().join(' ') }));
}

/** W02 and W03 look at the benefits that are active on the as-of date, so that they overlap in its month. */
function coveredTwice(facts: Facts, coverages: ReadonlyMap<Person, readonly Coverage[]>): TrueFinding[] {
  const found: TrueFinding[] = [];
  for (const [person, list] of coverages) {
    const active = list.filter((coverage) => isActive(coverage, facts.asOf));
    const places = (scheme: string): number =>
      new Set(active.filter((one) => one.scheme === scheme).map((one) => `${one.county} ${one.certificate}`)).size;
    for (const scheme of ['dibao', 'tekun', 'edge', 'orphan'] as const) {
      if (places(scheme) > 1) found.push({ rule: 'W02', person, detail: scheme });
    }
    if (places('dibao') > 0 && places('tekun') > 0) found.push({ rule: 'W03', person, detail: monthOf(facts.asOf) });
  }
  return found;
}

function highBase(facts: Facts, isCovered: (person: Person) => boolean): TrueFinding[] {
  return facts.insurances
    .filter(({ person, kind, status, base }) => {
      const standard = facts.dibao.get(countyOf(person)) ?? Infinity;
      return kind === 'employee' && status === 'normal' && base !== null && base > 1.5 * standard && isCovered(person);
    })
    .map(({ person, base }) => ({ rule: 'W07', person, detail: ((base ?? 0) / 100).toFixed(2) }));
}

/** The owner of a number that was typed for somebody else; the detail is that other person's name-free key. */
function sharedIds(facts: Facts): TrueFinding[] {
  const lists = [facts.coverages, facts.certificates, facts.insurances, facts.settlements, facts.petitions, facts.deaths, facts.payments];
  const found = new Map<string, TrueFinding>();
  for (const list of lists) {
    for (const { person, idOf } of list) {
      if (idOf !== undefined) found.set(`${idOf.no} ${person.no}`, { rule: 'D05', person: idOf, detail: `R${String(person.no).padStart(6, '0')}` });
    }
  }
  return [...found.values()];
}

/**
 * Benefits of one scheme, or dibao and tekun, that overlapped and are over now: issue 2 can be read either way, so such
 * a person counts neither for nor against a program; nor does a dead one of whom no other list has heard for a year.
 */
export function undecidedFindings(facts: Facts): readonly TrueFinding[] {
  const found: TrueFinding[] = [...silentDead(openRollBook(facts))];
  for (const [person, list] of groupByPerson(facts.coverages)) {
    for (const [index, one] of list.entries()) {
      for (const other of list.slice(index + 1)) {
        const rule = doubleRule(one, other);
        const bothActive = isActive(one, facts.asOf) && isActive(other, facts.asOf);
        if (rule !== null && !bothActive && overlap(one, other)) found.push({ rule, person, detail: 'past-overlap' });
      }
    }
  }
  return found;
}

function doubleRule(one: Coverage, other: Coverage): 'W02' | 'W03' | null {
  const schemes = `${one.scheme} ${other.scheme}`;
  if (schemes === 'dibao tekun' || schemes === 'tekun dibao') return 'W03';
  const elsewhere = one.certificate !== other.certificate || one.county !== other.county;
  return one.scheme === other.scheme && elsewhere ? 'W02' : null;
}

function overlap(one: Coverage, other: Coverage): boolean {
  const end = ({ stopMonth }: Coverage): string => stopMonth ?? '9999-12';
  return one.startMonth < end(other) && other.startMonth < end(one);
}

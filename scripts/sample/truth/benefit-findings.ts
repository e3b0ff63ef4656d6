import { addMonths, monthNumber, monthOf, shiftDay } from '../calendar.js';
import { dibaoHomes } from '../world/budgets.js';
import type { Payment } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { isActive, latestCertificates } from './activity.js';
import { groupBy, keysOf, type RollBook } from './roll-book.js';

export const BENEFIT_RULES = ['M08', 'M10', 'W17', 'W20', 'W22'] as const;

export interface BenefitFinding {
  readonly rule: (typeof BENEFIT_RULES)[number];
  readonly person: Person;
  readonly detail: string;
}

/** Benefits that are granted again and again, not paid, paid in another sum, or to another account. */
export function benefitFindings(book: RollBook): readonly BenefitFinding[] {
  return [...repeatedRelief(book), ...missingAllowances(book), ...oddAmounts(book), ...oddAccounts(book), ...notesInNames(book)];
}

/** Grants on two days of the twelve months to D; two on one day are one grant. */
function repeatedRelief({ facts, missed }: RollBook): readonly BenefitFinding[] {
  const after = shiftDay(facts.asOf, -12);
  const grants = groupBy(facts.departments.temporary_relief.filter(({ day }) => day > after && day <= facts.asOf), ({ person }) => person);
  return [...grants]
    .filter(([person, list]) => missed(person) && new Set(list.map(({ day }) => day)).size > 1)
    .map(([person, list]) => ({ rule: 'M08', person, detail: list.map(({ day }) => day).join(' ') }));
}

/** A certificate in force: levels 1 and 2 give the care allowance, dibao the living allowance; tekun excludes both. */
function missingAllowances({ facts, recordsOf }: RollBook): readonly BenefitFinding[] {
  const recent = monthNumber(monthOf(facts.asOf)) - 2;
  const paid = new Set(
    [...facts.payments, ...facts.allowances]
      .filter(({ status, month }) => status === 'paid' && monthNumber(month) >= recent)
      .map(({ person, scheme }) => `${person.no} ${scheme}`),
  );
  return [...latestCertificates(facts)].flatMap(([person, { status, expiry, level }]): readonly BenefitFinding[] => {
    const schemes = recordsOf(person).filter((one) => isActive(one, facts.asOf)).map(({ scheme }) => scheme);
    if (status !== 'valid' || expiry < facts.asOf || person.death !== null || schemes.includes('tekun')) return [];
    const due = [
      ...(level < '3' ? ['disability_care'] : []),
      ...(schemes.includes('dibao') || schemes.includes('dibao_single') ? ['disability_living'] : []),
    ];
    return due.filter((scheme) => !paid.has(`${person.no} ${scheme}`)).map((detail) => ({ rule: 'M10', person, detail }));
  });
}

/** What a household receives is what is missing to the standard, rounded up, and the additional aid; a yuan is let pass. */
function oddAmounts({ facts }: RollBook): readonly BenefitFinding[] {
  return dibaoHomes(facts).flatMap(({ records, benefit, standard }): readonly BenefitFinding[] => {
    const [first] = records;
    if (first === undefined) return [];
    const { budget } = first;
    const expected = budget === undefined ? 0 : Math.ceil(Math.max(0, standard - budget.income) / 100) * 100 + budget.supplement;
    const odd = budget === undefined ? benefit > 1.5 * standard + 100 : Math.abs(benefit - expected) > 100;
    return odd ? [{ rule: 'W17', person: first.person, detail: keysOf(records.map(({ person }) => person)) }] : [];
  });
}

/** Words of holders who are no private person. */
const INSTITUTION = /敬老院|中心|村民委员会/;

/** In the last six months: one account of three households, a stranger as holder, or another account since the death. */
function oddAccounts(book: RollBook): readonly BenefitFinding[] {
  const { facts, recordsOf } = book;
  const all = [...facts.payments, ...facts.allowances].filter(({ status }) => status === 'paid');
  const recent = addMonths(monthOf(facts.asOf), -5);
  const last = all.filter(({ month }) => month >= recent);
  const homeOf = (person: Person): string | undefined =>
    recordsOf(person).filter((one) => isActive(one, facts.asOf)).map(({ county, certificate }) => `${county} ${certificate}`).sort()[0];
  const shared = [...groupBy(last, ({ account }) => account).values()]
    .filter((list) => new Set(list.map(({ person }) => homeOf(person)).filter((home) => home !== undefined)).size > 2)
    .flat();
  const strange = last.filter(({ person, holder }) => homeOf(person) !== undefined && isStranger(book, person, holder));
  const changed = [...groupBy(all, ({ person }) => person).values()].flatMap((list) => changedAfterDeath(list, recent));
  return [...new Set([...shared, ...strange, ...changed].map(({ person }) => person))].map((person) => ({ rule: 'W20', person, detail: '' }));
}

/** Neither the person nor a head nor anybody who lives there; a masked name says nothing. */
function isStranger({ recordsOf }: RollBook, person: Person, holder: string): boolean {
  if (holder.includes('*') || INSTITUTION.test(holder)) return false;
  const family = [...person.household.members, ...recordsOf(person).flatMap(({ head }) => head.household.members)];
  return !family.some(({ name }) => name === holder);
}

function changedAfterDeath(list: readonly Pick<Payment, 'person' | 'month' | 'account'>[], recent: string): readonly { readonly person: Person }[] {
  const { death } = list[0]?.person ?? { death: null };
  if (death === null) return [];
  const before = new Set(list.filter(({ month }) => `${month}-01` <= death).map(({ account }) => account));
  return before.size === 0 ? [] : list.filter(({ month, account }) => `${month}-01` > death && month >= recent && !before.has(account));
}

const NOTES_OF_STATE = /迁出|服刑|已故|失踪/;

function notesInNames({ facts }: RollBook): readonly BenefitFinding[] {
  const noted = facts.coverages.filter((one) => isActive(one, facts.asOf) && NOTES_OF_STATE.test(one.note ?? ''));
  return [...new Set(noted.map(({ person }) => person))].map((person) => ({ rule: 'W22', person, detail: '' }));
}

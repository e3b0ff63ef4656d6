import { addMonths, monthOf } from '../calendar.js';
import type { Random } from '../random.js';
import { isActive, latestCertificates } from '../truth/activity.js';
import type { Certificate, Facts, Scheme } from './facts.js';
import { accountOf } from './payments.js';
import { headOf, type Person } from './people.js';

/**
 * The second list of allowances, kept by another desk for the last months: nine in ten of those who are entitled and
 * not on the first list. Some were dropped, and of some the bank refused every payment.
 */
export function payAllowances(facts: Facts, random: Random): void {
  const holding = (...schemes: readonly Scheme[]): ReadonlySet<Person> =>
    new Set(facts.coverages.filter((one) => schemes.includes(one.scheme) && isActive(one, facts.asOf)).map(({ person }) => person));
  const [tekun, dibao] = [holding('tekun'), holding('dibao', 'dibao_single')];
  const cared = new Set(facts.payments.filter(({ scheme }) => scheme === 'disability_care').map(({ person }) => person));
  for (const certificate of latestCertificates(facts).values()) {
    const { person, level } = certificate;
    if (!isInForce(certificate, facts.asOf) || tekun.has(person)) continue;
    if (dibao.has(person)) allow(facts, certificate, { scheme: 'disability_living', amount: 9_800 }, random);
    if (level < '3' && !cared.has(person)) allow(facts, certificate, { scheme: 'disability_care', amount: 11_000 }, random);
  }
}

function isInForce({ status, expiry, person }: Certificate, asOf: string): boolean {
  return status === 'valid' && expiry >= asOf && person.death === null;
}

interface Allowance {
  readonly scheme: 'disability_living' | 'disability_care';
  readonly amount: number;
}

function allow(facts: Facts, { person, issued }: Certificate, allowance: Allowance, random: Random): void {
  const fate = random.next();
  if (fate < 0.1) return;
  const holder = headOf(person.household);
  const dropped = fate < 0.14;
  const status = fate > 0.985 ? ('failed' as const) : ('paid' as const);
  for (let back = dropped ? 5 : 2; back >= (dropped ? 3 : 0); back -= 1) {
    const month = addMonths(monthOf(facts.asOf), -back);
    if (month > monthOf(issued)) facts.allowances.push({ person, ...allowance, month, status, account: accountOf(holder), holder: holder.name });
  }
}

import { addMonths, monthOf } from '../calendar.js';
import type { Random } from '../random.js';
import type { Certificate, Coverage, Facts, Payment } from './facts.js';
import { headOf, type Person } from './people.js';

/** The first of the months that the payment export covers: twelve to the month of the as-of date. */
export function firstPaymentMonth(asOf: string): string {
  return addMonths(monthOf(asOf), -11);
}

/** Account numbers begin with a bank number that no bank has. */
export function accountOf(person: Person): string {
  return `629999${String((person.no * 104_729) % 9_999_999_967).padStart(13, '0')}`;
}

export function pay(facts: Facts, person: Person, request: Pick<Payment, 'scheme' | 'month' | 'amount'> & { status?: Payment['status'] }): void {
  const holder = headOf(person.household);
  facts.payments.push({
    person,
    scheme: request.scheme,
    month: request.month,
    amount: request.amount,
    status: request.status ?? 'paid',
    account: accountOf(holder),
    holder: holder.name,
  });
}

/** Twelve months of payments to everybody on the rolls, and care allowances for severe disability. */
export function payCounty(facts: Facts, random: Random): void {
  const seen = new Set<string>();
  for (const coverage of facts.coverages) {
    const key = `${coverage.person.no} ${coverage.scheme} ${coverage.certificate} ${coverage.county}`;
    if (!seen.has(key)) payCoverage(facts, coverage, random);
    seen.add(key);
  }
  for (const certificate of facts.certificates) payCareAllowance(facts, certificate, random);
}

function payCoverage(facts: Facts, coverage: Coverage, random: Random): void {
  const { scheme, person } = coverage;
  if (scheme === 'edge' || coverage.status === 'suspended') return;
  const last = monthOf(facts.asOf);
  const first = firstPaymentMonth(facts.asOf);
  for (let month = first; month <= last; month = addMonths(month, 1)) {
    if (month < coverage.startMonth || (coverage.stopMonth !== null && month >= coverage.stopMonth)) continue;
    const failed = random.chance(0.004);
    pay(facts, person, { scheme, month, amount: coverage.amount, status: failed ? 'failed' : 'paid' });
  }
}

/** Paid to four in ten holders of a severe certificate, up to the month of death. */
function payCareAllowance(facts: Facts, certificate: Certificate, random: Random): void {
  const { person, level, status, issued } = certificate;
  if (level > '2' || status !== 'valid' || !random.chance(0.4)) return;
  const last = person.death === null ? monthOf(facts.asOf) : monthOf(person.death);
  const amount = level === '1' ? 12_000 : 10_000;
  for (let month = firstPaymentMonth(facts.asOf); month <= last; month = addMonths(month, 1)) {
    if (month > monthOf(issued)) pay(facts, person, { scheme: 'disability_care', month, amount });
  }
}

import { isActive } from '../truth/activity.js';
import type { Random } from '../random.js';
import type { Coverage, Facts } from './facts.js';

/** The records of one dibao household in force: one certificate number in one county. */
export interface Home {
  readonly records: readonly Coverage[];
  /** People who are covered, by the records or by the registered number. */
  readonly people: number;
  /** What the household receives a month, hundredths of a yuan. */
  readonly benefit: number;
  /** The standard for all of them. */
  readonly standard: number;
}

export function dibaoHomes(facts: Facts): readonly Home[] {
  const groups = new Map<string, Coverage[]>();
  for (const one of facts.coverages) {
    if (one.scheme !== 'dibao' || !isActive(one, facts.asOf)) continue;
    const key = `${one.county} ${one.certificate}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((records) => {
    const own = new Map(records.map((one) => [one.person, one]));
    const people = Math.max(own.size, ...records.map(({ coveredSize }) => coveredSize));
    const benefit = [...own.values()].reduce((sum, { amount }) => sum + amount, 0);
    return { records, people, benefit, standard: people * (facts.dibao.get(records[0]?.county ?? '') ?? 0) };
  });
}

/**
 * The income that was entered with the application: the benefit is what is missing to the standard, and more where
 * somebody of the family is old or disabled. One form in ten states no income.
 */
export function enterIncomes(facts: Facts, random: Random): void {
  for (const { records, benefit, standard } of dibaoHomes(facts)) {
    const stated = random.chance(0.9);
    const supplement = random.chance(0.3) ? Math.min(benefit, 8_500) : 0;
    if (stated) state(records, { income: standard - benefit + supplement, supplement });
  }
}

export function state(records: readonly Coverage[], budget: Coverage['budget']): void {
  for (const one of records) one.budget = budget;
}

import { addDays, addMonths, ageOn, monthOf, shiftDay, dayNumber, dayOf } from '../calendar.js';
import type { Random } from '../random.js';
import type { Facts } from './facts.js';
import type { Person } from './people.js';

/** Yearly risk of death by age, about that of a rural county. */
function yearlyRisk(age: number): number {
  if (age < 40) return 0.0006;
  if (age < 60) return 0.003;
  return Math.min(0.3, 0.009 * 1.1 ** (age - 60));
}

/** Deaths of the 24 months to the as-of date; most are reported by two offices with one date. */
export function buryCounty(facts: Facts, people: readonly Person[], random: Random): void {
  for (const person of people) {
    if (person.death !== null || !random.chance(2 * yearlyRisk(ageOn(person.birth, facts.asOf)))) continue;
    const first = Math.max(dayNumber(shiftDay(facts.asOf, -24)) + 1, dayNumber(person.birth));
    reportDeath(facts, person, dayOf(random.between(first, dayNumber(facts.asOf))), random);
  }
}

export function reportDeath(facts: Facts, person: Person, day: string, random: Random): void {
  person.death = day;
  const cremated = addDays(day, random.between(1, 4));
  const source = random.next();
  const late = cremated > facts.asOf;
  if (source < 0.72 && !late) facts.deaths.push({ person, source: 'cremation', day, cremated });
  if (source >= 0.28 || late) facts.deaths.push({ person, source: 'registration', day, cremated: null });
}

/** Benefits of the dead end with the month after death; the plan of a rare late stop is planted elsewhere. */
export function endBenefitsOfTheDead(facts: Facts): void {
  for (const coverage of facts.coverages) {
    const { death } = coverage.person;
    if (death === null || coverage.stopMonth !== null) continue;
    const stopMonth = addMonths(monthOf(death), 1);
    if (coverage.startMonth >= stopMonth) Object.assign(coverage, { startMonth: addMonths(stopMonth, -8) });
    coverage.stopMonth = stopMonth;
    coverage.status = stopMonth <= monthOf(facts.asOf) ? 'ended' : 'active';
  }
}

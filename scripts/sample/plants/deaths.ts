import { addDays, addMonths } from '../calendar.js';
import { grantCoverage } from '../world/coverage.js';
import { reportDeath } from '../world/deaths.js';
import type { Coverage } from '../world/facts.js';
import { pay } from '../world/payments.js';
import { isElder, type Stage } from './stage.js';

interface Ending {
  readonly situation: string;
  /** Months from the as-of month back to the month of death. */
  readonly monthsAgo: number;
  /** Months paid after the month of death. */
  readonly paidAfter: number;
  readonly status?: 'failed' | 'returned';
}

const ENDINGS: readonly (Ending & { readonly least: number })[] = [
  { situation: 'w01-not-month-of-death', monthsAgo: 4, paidAfter: 0, least: 3 },
  { situation: 'w01-not-grace', monthsAgo: 5, paidAfter: 1, least: 4 },
  { situation: 'w01-second-month', monthsAgo: 5, paidAfter: 2, least: 4 },
  { situation: 'w01-many-months', monthsAgo: 9, paidAfter: 9, least: 6 },
  { situation: 'w01-died-long-ago', monthsAgo: 20, paidAfter: 20, least: 3 },
  { situation: 'w01-not-returned', monthsAgo: 6, paidAfter: 2, status: 'returned', least: 3 },
  { situation: 'w01-not-failed', monthsAgo: 7, paidAfter: 3, status: 'failed', least: 2 },
];

/** W01 before payments are drawn up: deaths with a benefit that stops in time or does not. */
export function plantDeaths(stage: Stage): void {
  for (const ending of ENDINGS) stage.repeat(ending.least, () => plantEnding(stage, ending));
  plantDeadNamesakes(stage);
}

function plantEnding(stage: Stage, { situation, monthsAgo, paidAfter, status }: Ending): void {
  const { facts, month, random } = stage;
  const person = stage.cast(situation, isElder(stage.asOf));
  const died = addMonths(month, -monthsAgo);
  reportDeath(facts, person, `${died}-${String(random.between(1, 27)).padStart(2, '0')}`, random);
  stage.insuranceOf(person).status = 'ended';
  const paidMonths = status === undefined ? paidAfter : 0;
  const coverage = grantCoverage(facts, person, { scheme: 'tekun', startMonth: addMonths(died, -40) }, random);
  stopAfter(coverage, addMonths(died, paidMonths + 1), month);
  for (let ahead = 1; status !== undefined && ahead <= paidAfter; ahead += 1) {
    pay(facts, person, { scheme: 'tekun', month: addMonths(died, ahead), amount: coverage.amount, status });
  }
}

function stopAfter(coverage: Coverage, stopMonth: string, month: string): void {
  if (stopMonth > month) return;
  coverage.stopMonth = stopMonth;
  coverage.status = 'ended';
}

/** Somebody of the same name is dead; the one who is paid lives. */
function plantDeadNamesakes(stage: Stage): void {
  stage.repeat(4, () => {
    const pair = stage.castPair('namesake', ['w01-not-dead-namesake', 'dead-namesake']);
    if (pair === null) return;
    const [paid, dead] = pair;
    grantCoverage(stage.facts, paid, { scheme: 'dibao' }, stage.random);
    reportDeath(stage.facts, dead, addDays(stage.asOf, -stage.random.between(120, 300)), stage.random);
    stage.insuranceOf(dead).status = 'ended';
  });
}

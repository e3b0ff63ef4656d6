import { addDays, addMonths, shiftDay } from '../calendar.js';
import { issueCertificate } from '../world/certificates.js';
import { grantCoverage } from '../world/coverage.js';
import { reportDeath } from '../world/deaths.js';
import { countyOf, type AssistedClass } from '../world/facts.js';
import type { Person } from '../world/people.js';
import { reverse, settle } from '../world/settlements.js';
import type { Stage } from './stage.js';

/** M03: sums just at twelve standards, slips of the office, and people who are covered, on the edge or dead. */
export function plantBurden(stage: Stage): void {
  const { facts, asOf, random } = stage;
  const line = (person: Person): number => 12 * (facts.dibao.get(countyOf(person)) ?? 0);
  const charge = (situation: string, extra: number, days: readonly number[] = [20, 90, 200]): Person => {
    const person = stage.cast(situation);
    const total = line(person) + extra;
    const part = Math.floor(total / days.length);
    for (const [index, ago] of days.entries()) {
      const burden = index === 0 ? total - part * (days.length - 1) : part;
      settle(facts, person, { day: addDays(asOf, -ago), burden, disease: '尿毒症' }, random);
    }
    return person;
  };
  stage.repeat(3, () => charge('m03-exactly', 0));
  stage.repeat(3, () => charge('m03-not-one-cent-less', -1));
  stage.repeat(3, () => charge('m03-on-last-day', 5_000, [0, 60]));
  stage.repeat(3, () => grantCoverage(facts, charge('m03-not-covered', 500_000), { scheme: 'dibao' }, random));
  stage.repeat(3, () => grantCoverage(facts, charge('m03-edge', 400_000), { scheme: 'edge' }, random));
  stage.repeat(3, () => {
    const person = charge('m03-not-reversed', -200_000);
    reverse(facts, settle(facts, person, { day: addDays(asOf, -50), burden: 300_000 }, random), addDays(asOf, -45));
  });
  stage.repeat(3, () => {
    const person = charge('m03-not-revoked', -200_000);
    settle(facts, person, { day: addDays(asOf, -50), burden: 300_000, status: 'revoked' }, random);
  });
  stage.repeat(3, () => {
    const person = charge('m03-not-before-window', -200_000);
    settle(facts, person, { day: shiftDay(asOf, -12), burden: 300_000 }, random);
  });
  stage.repeat(3, () => {
    const person = charge('m03-first-day-of-window', -200_000);
    settle(facts, person, { day: addDays(shiftDay(asOf, -12), 1), burden: 200_000 }, random);
  });
  stage.repeat(2, () => {
    const person = charge('m03-not-dead', 600_000, [40, 80]);
    reportDeath(facts, person, addDays(asOf, -30), random);
  });
}

/** M04: assisted classes that come from civil affairs, with a record, without one, and those that do not come from there. */
export function plantAssistedClasses(stage: Stage): void {
  const { facts, month, random } = stage;
  const insure = (situation: string, assistedClass: AssistedClass): Person => {
    const person = stage.cast(situation);
    stage.insuranceOf(person).assistedClass = assistedClass;
    return person;
  };
  const startMonth = addMonths(month, -40);
  stage.repeat(6, () => insure('m04-dibao-without-record', 'dibao'));
  stage.repeat(4, () => insure('m04-tekun-without-record', 'tekun'));
  stage.repeat(4, () => insure('m04-edge-without-record', 'edge'));
  for (const other of ['severe_disability', 'veteran', 'monitored', 'family_planning'] as const) {
    stage.repeat(3, () => insure(`m04-not-${other.replace('_', '-')}`, other));
  }
  const withRecord = (situation: string, request: Omit<Parameters<typeof grantCoverage>[2], 'scheme'>): void => {
    grantCoverage(facts, insure(situation, 'dibao'), { scheme: 'dibao', startMonth, ...request }, random);
  };
  stage.repeat(3, () => withRecord('m04-stops-this-month', { stopMonth: month, status: 'ended' }));
  stage.repeat(3, () => withRecord('m04-not-stops-next-month', { stopMonth: addMonths(month, 1) }));
  stage.repeat(3, () => withRecord('m04-suspended', { status: 'suspended' }));
  stage.repeat(3, () => grantCoverage(facts, insure('m04-not-edge-record', 'dibao'), { scheme: 'edge', startMonth }, random));
  stage.repeat(3, () => {
    stage.insuranceOf(insure('m04-not-paused', 'dibao')).status = 'paused';
  });
  stage.repeat(4, (index) => {
    const person = insure('m04-not-hidden-record', 'dibao');
    const id = (['id_one_digit', 'id_truncated', 'id_missing', 'id_transposed'] as const)[index % 4] ?? 'id_missing';
    grantCoverage(facts, person, { scheme: 'dibao' }, random).force = { id };
  });
  stage.repeat(2, () => {
    const person = insure('m01-severe-class-and-missed', 'severe_disability');
    issueCertificate(facts, person, { type: '6', level: '2' }, random);
  });
}

import { addMonths } from '../calendar.js';
import { COUNTIES } from '../places.js';
import { grantCoverage, type CoverageRequest } from '../world/coverage.js';
import { insureEmployee } from '../world/insurance.js';
import { countyOf } from '../world/facts.js';
import { headOf, type Person } from '../world/people.js';
import { isElder, type Stage } from './stage.js';

/** W02 and W03: two records at once, one after the other, and the same record twice. */
export function plantDoubleBenefits(stage: Stage): void {
  const { facts, month, random } = stage;
  const startMonth = addMonths(month, -26);
  const grant = (person: Person, request: Partial<CoverageRequest>): void => {
    grantCoverage(facts, person, { scheme: 'dibao', startMonth, ...request }, random);
  };
  const otherHead = (): Person => headOf(stage.cast('head-of-other-household').household);
  const otherCounty = COUNTIES[1].name;
  const moved = addMonths(month, -7);
  const pair = (situation: string, first: Partial<CoverageRequest>, second: Partial<CoverageRequest>): void => {
    const person = stage.cast(situation, first.scheme === 'tekun' ? isElder(stage.asOf) : undefined);
    grant(person, first);
    grant(person, second);
  };
  stage.repeat(4, () => pair('w02-two-households', {}, { head: otherHead() }));
  stage.repeat(3, () => pair('w02-two-counties', {}, { head: otherHead(), county: otherCounty }));
  stage.repeat(2, () => pair('w02-stops-next-month', { stopMonth: addMonths(month, 1) }, { head: otherHead() }));
  stage.repeat(4, () =>
    pair('w02-not-moved', { startMonth: moved }, { head: otherHead(), county: otherCounty, status: 'ended', stopMonth: moved }),
  );
  stage.repeat(2, () => pair('w02-not-past-overlap', {}, { head: otherHead(), status: 'ended', stopMonth: moved }));
  stage.repeat(4, () => {
    grant(stage.cast('w02-not-same-row-twice'), {});
    const row = facts.coverages.at(-1);
    if (row !== undefined) facts.coverages.push({ ...row });
  });
  stage.repeat(3, () => pair('w02-not-suspended', {}, { head: otherHead(), status: 'suspended' }));
  stage.repeat(5, () => pair('w03-both', { scheme: 'tekun' }, {}));
  stage.repeat(4, () => pair('w03-not-one-after-other', { scheme: 'tekun', startMonth: moved }, { status: 'ended', stopMonth: moved }));
  stage.repeat(3, () => pair('w03-not-suspended', { scheme: 'tekun' }, { status: 'suspended' }));
}

/** W07: bases at the line, ended insurance, edge families, and a high base with a benefit. */
export function plantHighBases(stage: Stage): void {
  const { facts, random } = stage;
  const employ = (situation: string, base: (line: number) => number, scheme: 'dibao' | 'edge' = 'dibao'): Person => {
    const person = stage.cast(situation, (one) => !isElder(stage.asOf)(one));
    const resident = stage.insuranceOf(person);
    facts.insurances.splice(facts.insurances.indexOf(resident), 1);
    const line = 1.5 * (facts.dibao.get(countyOf(person)) ?? 0);
    insureEmployee(facts, person, random, base(line) / 100).status = 'normal';
    grantCoverage(facts, person, { scheme }, random);
    return person;
  };
  stage.repeat(5, () => employ('w07-high', () => random.between(3_000, 9_000) * 100));
  stage.repeat(3, () => employ('w07-one-cent-more', (line) => line + 1));
  stage.repeat(3, () => employ('w07-not-exactly', (line) => line));
  stage.repeat(3, () => employ('w07-not-edge', () => 450_000, 'edge'));
  for (const status of ['ended', 'paused'] as const) {
    stage.repeat(3, () => {
      const person = employ(`w07-not-${status}`, () => 520_000);
      const insurance = facts.insurances.findLast((one) => one.person === person);
      if (insurance !== undefined) insurance.status = status;
    });
  }
}

import { addDays, shiftDay } from '../calendar.js';
import { grantCoverage } from '../world/coverage.js';
import { submitPetition } from '../world/petitions.js';
import type { Person } from '../world/people.js';
import type { Stage } from './stage.js';

/** M07: who asked, for whom, when, and who is covered already. */
export function plantPetitions(stage: Stage): void {
  const { facts, asOf, random } = stage;
  const recent = (): string => addDays(asOf, -random.between(0, 300));
  const ask = (situation: string, day: string): void => {
    submitPetition(facts, stage.cast(situation, ({ phone }) => phone !== null), { day, asksForAid: true }, random);
  };
  stage.repeat(3, () => ask('m07-on-last-day', asOf));
  stage.repeat(3, () => ask('m07-first-day-of-window', addDays(shiftDay(asOf, -12), 1)));
  stage.repeat(3, () => ask('m07-not-before-window', shiftDay(asOf, -12)));
  stage.repeat(3, () => ask('m07-not-13-months', shiftDay(asOf, -13)));
  stage.repeat(4, () => {
    const petitioner = stage.cast('m07-not-near-miss');
    submitPetition(facts, petitioner, { day: recent(), asksForAid: false, nearMiss: true }, random);
  });
  stage.repeat(6, () => {
    const person = stage.cast('m07-not-covered', ({ phone }) => phone !== null);
    grantCoverage(facts, person, { scheme: 'dibao' }, random);
    submitPetition(facts, person, { day: recent(), asksForAid: true }, random);
  });
  const askFor = (subject: Person): void => {
    const near = ({ household }: Person): boolean => household.village === subject.household.village;
    submitPetition(facts, stage.cast('m07-not-speaker', near), { day: recent(), asksForAid: true, subject }, random);
  };
  stage.repeat(6, () => askFor(stage.cast('m07-asked-for-by-another')));
  stage.repeat(5, () => {
    const subject = stage.cast('m07-not-covered-subject');
    grantCoverage(facts, subject, { scheme: 'tekun' }, random);
    askFor(subject);
  });
  stage.repeat(3, () => {
    submitPetition(facts, stage.cast('m07-not-unnamed'), { day: recent(), asksForAid: true, unnamedSubject: true }, random);
  });
}

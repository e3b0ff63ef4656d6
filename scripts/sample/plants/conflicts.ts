import { addDays } from '../calendar.js';
import { issueCertificate } from '../world/certificates.js';
import { grantCoverage } from '../world/coverage.js';
import { reportDeath } from '../world/deaths.js';
import { submitPetition } from '../world/petitions.js';
import type { Person } from '../world/people.js';
import { isElder, type Stage } from './stage.js';

/**
 * D05: a clerk typed the number of somebody else. The two names must have nothing in common, so that no one can call
 * it a typing error; the owner is known under the right name by the insurer.
 */
export function plantConflicts(stage: Stage): void {
  const { facts, asOf, random } = stage;
  const stranger = (person: Person): Person =>
    stage.cast('d05-owner', (other) => other.household !== person.household && apart(person.name, other.name));
  stage.repeat(6, () => {
    const person = stage.cast('d05-in-certificates', isPlain);
    issueCertificate(facts, person, { type: '4', level: '4' }, random).idOf = stranger(person);
  });
  stage.repeat(5, () => {
    const person = stage.cast('d05-in-insurance', isPlain);
    stage.insuranceOf(person).idOf = stranger(person);
  });
  stage.repeat(4, () => {
    const person = stage.cast('d05-in-assistance', isPlain);
    grantCoverage(facts, person, { scheme: 'dibao' }, random).idOf = stranger(person);
  });
  stage.repeat(3, () => {
    const person = stage.cast('d05-in-petitions', isPlain);
    const day = addDays(asOf, -random.between(5, 300));
    const petition = submitPetition(facts, person, { day, asksForAid: false }, random);
    Object.assign(petition, { idOf: stranger(person), hasId: true });
  });
  plantFalseDeaths(stage, stranger);
}

/** The dead person's notice carries the number of somebody who lives and is paid: W01 must not fire. */
function plantFalseDeaths(stage: Stage, stranger: (person: Person) => Person): void {
  const { facts, asOf, random } = stage;
  stage.repeat(4, () => {
    const person = stage.cast('w01-not-conflict', (one) => isPlain(one) && isElder(asOf)(one));
    const owner = stranger(person);
    grantCoverage(facts, owner, { scheme: 'dibao' }, random);
    reportDeath(facts, person, addDays(asOf, -random.between(100, 330)), random);
    for (const notice of facts.deaths) if (notice.person === person) notice.idOf = owner;
    stage.insuranceOf(person).status = 'ended';
  });
}

function isPlain({ name }: Person): boolean {
  return !name.includes('·');
}

/** No character in common. */
function apart(name: string, other: string): boolean {
  return !other.includes('·') && [...name].every((character) => !other.includes(character));
}

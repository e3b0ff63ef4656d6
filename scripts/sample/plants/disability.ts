import { addDays, addMonths, shiftDay } from '../calendar.js';
import { issueCertificate, type CertificateRequest } from '../world/certificates.js';
import { grantCoverage } from '../world/coverage.js';
import { reportDeath } from '../world/deaths.js';
import type { IdDirtKind, NameDirtKind } from '../world/facts.js';
import type { Person } from '../world/people.js';
import type { Stage } from './stage.js';

const SEVERE: CertificateRequest = { type: '4', level: '1' };

/** M01: who holds a severe certificate that counts, and who only seems to. */
export function plantDisability(stage: Stage): void {
  plantLevels(stage);
  plantCertificateStates(stage);
  plantCoverStates(stage);
  plantHiddenCover(stage);
  plantDoubles(stage);
}

function certify(stage: Stage, situation: string, request: CertificateRequest): Person {
  const person = stage.cast(situation);
  issueCertificate(stage.facts, person, request, stage.random);
  return person;
}

function plantLevels(stage: Stage): void {
  stage.repeat(4, () => certify(stage, 'm01-intellectual-3', { type: '5', level: '3' }));
  stage.repeat(4, () => certify(stage, 'm01-mental-3', { type: '6', level: '3' }));
  stage.repeat(4, () => certify(stage, 'm01-not-limb-3', { type: '4', level: '3' }));
  stage.repeat(3, () => certify(stage, 'm01-not-mental-4', { type: '6', level: '4' }));
}

function plantCertificateStates(stage: Stage): void {
  const { asOf } = stage;
  const old = shiftDay(asOf, -120);
  stage.repeat(3, () => certify(stage, 'm01-not-expired', { ...SEVERE, issued: old, expiry: addDays(asOf, -1) }));
  stage.repeat(3, () => certify(stage, 'm01-expires-today', { ...SEVERE, issued: addDays(old, 1), expiry: asOf }));
  stage.repeat(3, () => certify(stage, 'm01-not-cancelled', { ...SEVERE, status: 'cancelled' }));
  stage.repeat(3, () => certify(stage, 'm01-not-frozen', { ...SEVERE, status: 'frozen' }));
  stage.repeat(3, () => {
    const person = certify(stage, 'm01-not-downgraded', { ...SEVERE, issued: shiftDay(asOf, -80) });
    issueCertificate(stage.facts, person, { type: '4', level: '4', issued: shiftDay(asOf, -9), reissue: 1 }, stage.random);
  });
  stage.repeat(3, () => {
    const person = certify(stage, 'm01-upgraded', { type: '1', level: '4', issued: shiftDay(asOf, -80) });
    issueCertificate(stage.facts, person, { type: '1', level: '2', issued: shiftDay(asOf, -9), reissue: 1 }, stage.random);
  });
  stage.repeat(3, () => {
    const person = certify(stage, 'm01-not-dead', SEVERE);
    reportDeath(stage.facts, person, shiftDay(asOf, -stage.random.between(1, 20)), stage.random);
    stage.insuranceOf(person).status = 'ended';
  });
}

/** Boundaries of cover around the month of the as-of date. */
function plantCoverStates(stage: Stage): void {
  const { facts, month, random } = stage;
  const grant = (situation: string, request: Parameters<typeof grantCoverage>[2]): void => {
    grantCoverage(facts, certify(stage, situation, SEVERE), { startMonth: addMonths(month, -30), ...request }, random);
  };
  stage.repeat(2, () => grant('m01-stops-this-month', { scheme: 'dibao_single', stopMonth: month }));
  stage.repeat(2, () => grant('m01-not-stops-next-month', { scheme: 'dibao_single', stopMonth: addMonths(month, 1) }));
  stage.repeat(2, () => grant('m01-starts-next-month', { scheme: 'dibao_single', startMonth: addMonths(month, 1) }));
  stage.repeat(2, () => grant('m01-not-starts-this-month', { scheme: 'dibao_single', startMonth: month }));
  stage.repeat(3, () => grant('m01-suspended', { scheme: 'dibao_single', status: 'suspended' }));
  stage.repeat(4, () => grant('m01-edge', { scheme: 'edge' }));
  stage.repeat(8, () => grant('m01-not-single-cover', { scheme: 'dibao_single' }));
}

/** Covered, but the roll writes the number or the name wrongly: the dearest false alarm. */
function plantHiddenCover(stage: Stage): void {
  const ids: readonly IdDirtKind[] = ['id_one_digit', 'id_truncated', 'id_transposed', 'id_masked', 'id_missing', 'id_15_digits'];
  const names: readonly (NameDirtKind | null)[] = [null, 'name_homophone', null, 'name_variant'];
  stage.repeat(12, (index) => {
    const person = certify(stage, 'm01-not-hidden-cover', SEVERE);
    const coverage = grantCoverage(stage.facts, person, { scheme: 'dibao_single' }, stage.random);
    const name = names[index % names.length] ?? null;
    const id = ids[index % ids.length] ?? 'id_one_digit';
    coverage.force = name === null ? { id } : { id, name };
  });
  stage.repeat(4, () => {
    const person = certify(stage, 'm01-not-homophone-cover', SEVERE);
    grantCoverage(stage.facts, person, { scheme: 'dibao_single' }, stage.random).force = { name: 'name_homophone' };
  });
}

/** One of two twins, brothers or sisters, or namesakes is covered, and the other is missed. */
function plantDoubles(stage: Stage): void {
  for (const [word, least] of [['twin', 4], ['sibling', 6], ['namesake', 6]] as const) {
    stage.repeat(least, () => {
      const pair = stage.castPair(word, [`m01-${word}-of-covered`, `m01-not-covered-${word}`]);
      if (pair === null) return;
      issueCertificate(stage.facts, pair[0], SEVERE, stage.random);
      grantCoverage(stage.facts, pair[1], { scheme: 'dibao' }, stage.random);
    });
  }
}

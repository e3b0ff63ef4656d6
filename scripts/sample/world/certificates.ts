import { addDays, ageOn, dayNumber, dayOf, shiftDay } from '../calendar.js';
import { weightedPicker, type Random } from '../random.js';
import { grantCoverage } from './coverage.js';
import type { Certificate, Facts } from './facts.js';
import type { Person } from './people.js';

const pickType = weightedPicker<Certificate['type']>([
  ['1', 12],
  ['2', 14],
  ['3', 2],
  ['4', 45],
  ['5', 12],
  ['6', 11],
  ['7', 4],
]);
const pickLevel = weightedPicker<Certificate['level']>([
  ['1', 11],
  ['2', 25],
  ['3', 33],
  ['4', 31],
]);
const pickStatus = weightedPicker<Certificate['status']>([
  ['valid', 930],
  ['cancelled', 22],
  ['expired', 30],
  ['frozen', 10],
  ['moved', 8],
]);

export interface CertificateRequest {
  readonly type: Certificate['type'];
  readonly level: Certificate['level'];
  readonly status?: Certificate['status'];
  readonly issued?: string;
  readonly expiry?: string;
  readonly reissue?: number;
}

/** Certificates run for ten years from the day of issue. */
export function issueCertificate(facts: Facts, person: Person, request: CertificateRequest, random: Random): Certificate {
  const issued = request.issued ?? drawIssueDay(facts, person, random);
  const certificate: Certificate = {
    person,
    type: request.type,
    level: request.level,
    status: request.status ?? 'valid',
    issued,
    expiry: request.expiry ?? addDays(shiftDay(issued, 120), -1),
    reissue: request.reissue ?? 0,
  };
  facts.certificates.push(certificate);
  return certificate;
}

function drawIssueDay(facts: Facts, person: Person, random: Random): string {
  const first = Math.max(dayNumber(shiftDay(facts.asOf, -119)), dayNumber(person.birth) + 200);
  const last = Math.max(dayNumber(facts.asOf) - 30, dayNumber(person.birth));
  return dayOf(Math.min(random.between(Math.min(first, last), last), last));
}

/** About 3 % of the people; a tenth of them renewed, some to another level. The dead keep theirs cancelled or forgotten. */
export function certifyCounty(facts: Facts, people: readonly Person[], random: Random): void {
  for (const person of people) {
    const age = ageOn(person.birth, facts.asOf);
    if (age < 1 || !random.chance(age < 15 ? 0.008 : age < 60 ? 0.021 : 0.062)) continue;
    const type = pickType(random);
    const level = pickLevel(random);
    const status = person.death !== null && random.chance(0.7) ? 'cancelled' : pickStatus(random);
    if (random.chance(0.1)) renew(facts, person, { type, level, status }, random);
    else certify(facts, person, { type, level, status }, random);
  }
  coverTheSevere(facts, random);
}

/** Civil affairs has found most of the severely disabled already: they have cover of their own. */
function coverTheSevere(facts: Facts, random: Random): void {
  const onRoll = new Set(facts.coverages.map(({ person }) => person));
  for (const { person, level, status } of facts.certificates) {
    if (level > '2' || status !== 'valid' || person.death !== null || onRoll.has(person) || !random.chance(0.55)) continue;
    onRoll.add(person);
    grantCoverage(facts, person, { scheme: 'dibao_single' }, random);
  }
}

function certify(facts: Facts, person: Person, request: CertificateRequest, random: Random): void {
  const certificate = issueCertificate(facts, person, request, random);
  if (certificate.status === 'expired') {
    const issued = shiftDay(facts.asOf, -random.between(121, 150));
    Object.assign(certificate, { issued, expiry: addDays(shiftDay(issued, 120), -1) });
  }
}

/** An old certificate that is still on the list, marked as cancelled or not, and the one that counts. */
function renew(facts: Facts, person: Person, request: CertificateRequest, random: Random): void {
  const issued = shiftDay(facts.asOf, -random.between(1, 60));
  const before = shiftDay(issued, -random.between(40, 118));
  if (before <= person.birth || request.status === 'expired') {
    certify(facts, person, request, random);
    return;
  }
  const level = random.chance(0.4) ? pickLevel(random) : request.level;
  const status = random.chance(0.6) ? 'cancelled' : 'valid';
  issueCertificate(facts, person, { type: request.type, level, status, issued: before }, random);
  issueCertificate(facts, person, { ...request, issued, reissue: 1 }, random);
}

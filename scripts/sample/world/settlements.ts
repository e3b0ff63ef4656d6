import { ageOn, dayNumber, dayOf, shiftDay } from '../calendar.js';
import type { Random } from '../random.js';
import type { Facts, Settlement } from './facts.js';
import type { Person } from './people.js';

const DISEASES = ['高血压', '上呼吸道感染', '慢性支气管炎', '2型糖尿病', '腰椎间盘突出', '胃炎', '白内障', '骨折'] as const;
const GRAVE = ['肺恶性肿瘤', '尿毒症', '脑梗死', '急性心肌梗死', '肝恶性肿瘤', '乳腺恶性肿瘤'] as const;

export interface SettlementRequest {
  readonly day: string;
  /** Hundredths of a yuan. */
  readonly burden: number;
  readonly status?: Settlement['status'];
  readonly disease?: string;
}

/** One settlement; the whole bill is made to fit the personal burden. */
export function settle(facts: Facts, person: Person, request: SettlementRequest, random: Random): Settlement {
  const { burden } = request;
  const aid = random.chance(0.05) ? Math.round(burden * 0.3) : 0;
  const fund = Math.round(burden * (1.1 + random.next() * 1.4));
  const settlement: Settlement = {
    person,
    day: request.day,
    total: burden + fund + aid,
    fund,
    aid,
    burden,
    status: request.status ?? 'valid',
    disease: request.disease ?? random.pick(DISEASES),
    no: facts.settlements.length + 1,
  };
  facts.settlements.push(settlement);
  return settlement;
}

/** The office books the amounts of an earlier settlement once more with a minus. */
export function reverse(facts: Facts, original: Settlement, day: string): void {
  const { person, total, fund, aid, burden, disease } = original;
  const no = facts.settlements.length + 1;
  facts.settlements.push({ person, day, total: -total, fund: -fund, aid: -aid, burden: -burden, status: 'reversal', disease, no });
}

/** Fourteen months of care for the insured: most people little or nothing, a few very much. */
export function treatCounty(facts: Facts, random: Random): void {
  const first = dayNumber(shiftDay(facts.asOf, -14)) + 1;
  for (const person of new Set(facts.insurances.map((insurance) => insurance.person))) {
    const last = dayNumber(person.death ?? facts.asOf);
    const from = Math.max(first, dayNumber(person.birth));
    if (last <= from) continue;
    const age = ageOn(person.birth, facts.asOf);
    const days = { from, last };
    if (random.chance(age < 50 ? 0.002 : 0.007)) treatGraveIllness(facts, person, days, random);
    else if (random.chance(age < 15 ? 0.2 : age < 60 ? 0.14 : 0.42)) treatMinor(facts, person, days, random);
  }
}

interface Days {
  readonly from: number;
  readonly last: number;
}

function treatMinor(facts: Facts, person: Person, { from, last }: Days, random: Random): void {
  let visits = 1;
  while (visits < 14 && random.chance(0.66)) visits += 1;
  for (let visit = 0; visit < visits; visit += 1) {
    const burden = Math.round(Math.min(6_000, 60 * Math.exp(1.3 * random.normal())) * 100) + 100;
    settleWithSlips(facts, person, { day: dayOf(random.between(from, last)), burden }, random);
  }
}

function treatGraveIllness(facts: Facts, person: Person, { from, last }: Days, random: Random): void {
  const disease = random.pick(GRAVE);
  const stays = random.between(2, 8);
  for (let stay = 0; stay < stays; stay += 1) {
    const burden = Math.round(Math.min(60_000, 3_200 * Math.exp(0.7 * random.normal())) * 100);
    settleWithSlips(facts, person, { day: dayOf(random.between(from, last)), burden, disease }, random);
  }
}

/** One in a hundred is reversed and booked again, one in two hundred is revoked and booked again. */
function settleWithSlips(facts: Facts, person: Person, request: SettlementRequest, random: Random): void {
  const slip = random.next();
  if (slip < 0.01) {
    reverse(facts, settle(facts, person, request, random), request.day);
  } else if (slip < 0.015) {
    settle(facts, person, { ...request, status: 'revoked' }, random);
  }
  settle(facts, person, request, random);
}

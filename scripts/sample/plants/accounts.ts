import { addMonths, monthOf } from '../calendar.js';
import type { Payment } from '../world/facts.js';
import { accountOf } from '../world/payments.js';
import { headOf, type Person } from '../world/people.js';
import type { RollStage } from './roll.js';

/** W20: who draws the money. Accounts and holders change on payments that are there already; none is added. */
export function plantAccounts(stage: RollStage): void {
  const paid = new Map<Person, Payment[]>();
  for (const payment of stage.facts.payments) paid.set(payment.person, [...(paid.get(payment.person) ?? []), payment]);
  const recent = addMonths(stage.month, -5);
  const isPaid = (person: Person): boolean =>
    (paid.get(person) ?? []).filter(({ month, status }) => month >= recent && status === 'paid').length >= 5;
  const redirect = (person: Person, from: string, to: { readonly account: string; readonly holder?: string }): void => {
    for (const payment of paid.get(person) ?? []) if (payment.month >= from) Object.assign(payment, to);
  };
  const cast = (situation: string): Person | null => stage.castCovered(situation, isPaid);
  const firstMonth = addMonths(stage.month, -11);
  const together = (least: number, situation: string, count: number, holder: (first: Person) => string): void =>
    stage.repeat(least, () => {
      const people = Array.from({ length: count }, () => cast(situation)).filter((one) => one !== null);
      const [first] = people;
      if (first === undefined || people.length < count) return;
      for (const person of people) redirect(person, firstMonth, { account: accountOf(first), holder: holder(first) });
    });
  together(2, 'w20-four-households', 4, (first) => headOf(first.household).name);
  together(1, 'w20-nursing-home', 5, () => '云岭镇敬老院');
  together(2, 'w20-not-two-households', 2, () => '屏山村村民委员会');
  const hold = (least: number, situation: string, from: string, holderOf: (person: Person) => string): void =>
    stage.repeat(least, () => {
      const person = cast(situation);
      if (person !== null) redirect(person, from, { account: accountOf(person), holder: holderOf(person) });
    });
  hold(6, 'w20-stranger', addMonths(stage.month, -3), (person) => strangerOf(stage, person).name);
  hold(3, 'w20-not-own-account', addMonths(stage.month, -3), (person) => person.name);
  hold(3, 'w20-not-institution', addMonths(stage.month, -3), () => '南屏县社会福利中心');
  hold(3, 'w20-not-masked', addMonths(stage.month, -3), ({ name }) => `${name.slice(0, 1)}**`);
  plantChangeAfterDeath(stage, paid);
}

/** Somebody whose name shares no character with any name in the person's household. */
function strangerOf({ facts, random }: RollStage, person: Person): Person {
  const own = new Set(person.household.members.flatMap(({ name }) => [...name]));
  for (;;) {
    const { person: other } = random.pick(facts.insurances);
    if (![...other.name].some((character) => own.has(character) || character === '·')) return other;
  }
}

/** Of those who are paid for months after their death, some get another account then. */
function plantChangeAfterDeath({ facts, month }: RollStage, paid: ReadonlyMap<Person, readonly Payment[]>): void {
  const recent = addMonths(month, -5);
  const late = [...paid].filter(([person, list]) => {
    const died = person.death === null ? '9999-12' : monthOf(person.death);
    return list.some((one) => one.month <= died && one.status === 'paid') && list.some((one) => one.month > died && one.month >= recent && one.status === 'paid');
  });
  const known = new Set(facts.deaths.map(({ person }) => person));
  for (const [person, list] of late.filter(([one]) => known.has(one)).filter((_, index) => index % 3 === 0)) {
    person.tags.push('w20-changed-after-death');
    for (const payment of list) {
      if (payment.month > monthOf(person.death ?? '9999-12')) Object.assign(payment, { account: `629999${String(person.no).padStart(13, '9')}` });
    }
  }
}

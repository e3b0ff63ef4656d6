import type { Random } from '../random.js';
import type { Village } from '../places.js';
import type { Sex } from '../names.js';

/** GB/T 4761 words for the relation to the head. */
export type Relation = '户主' | '配偶' | '子' | '女' | '父亲' | '母亲' | '孙子' | '孙女';

export interface Person {
  readonly no: number;
  name: string;
  readonly sex: Sex;
  readonly birth: string;
  readonly id: string;
  household: Household;
  relation: Relation;
  phone: string | null;
  /** Day of death, null while alive. */
  death: string | null;
  /** `twin:3`, `sibling:17`, `namesake:5`, `ethnic`, `rare`, and the situations that were planted. */
  readonly tags: string[];
}

export interface Household {
  readonly no: number;
  readonly village: Village;
  readonly grid: string;
  readonly address: string;
  readonly phone: string;
  readonly members: Person[];
}

export function headOf(household: Household): Person {
  const head = household.members[0];
  if (head === undefined) throw new RangeError(`household ${household.no} is empty`);
  return head;
}

export function personKey(person: Person): string {
  return `R${String(person.no).padStart(6, '0')}`;
}

export function householdKey(household: Household): string {
  return `H${String(household.no).padStart(6, '0')}`;
}

/** Prefixes that no operator has been given for subscribers, so that nobody's telephone rings. */
const PHONE_PREFIXES = ['154', '161', '163', '164'] as const;

export function inventPhone(random: Random): string {
  return random.pick(PHONE_PREFIXES) + String(random.below(100_000_000)).padStart(8, '0');
}

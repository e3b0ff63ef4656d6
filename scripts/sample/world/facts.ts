import { emptyDepartments, type Departments } from './departments.js';
import type { Household, Person } from './people.js';

/** Dirt that a planted situation insists on; a clean sample leaves it out. */
export interface ForcedDirt {
  readonly id?: IdDirtKind;
  readonly name?: NameDirtKind;
}

export const ID_DIRT_KINDS = [
  'id_15_digits',
  'id_truncated',
  'id_scientific',
  'id_float',
  'id_former',
  'id_wrapped',
  'id_lower_x',
  'id_full_width',
  'id_one_digit',
  'id_transposed',
  'id_masked',
  'id_missing',
] as const;
export type IdDirtKind = (typeof ID_DIRT_KINDS)[number];

export const NAME_DIRT_KINDS = [
  'name_homophone',
  'name_near_sound',
  'name_shape',
  'name_variant',
  'name_surname_variant',
  'name_dropped',
  'name_swapped',
  'name_space',
  'name_note',
  'name_alias',
  'name_renamed',
  'name_placeholder',
  'name_title',
  'name_dot',
  'name_rare',
] as const;
export type NameDirtKind = (typeof NAME_DIRT_KINDS)[number];

interface Fact {
  readonly person: Person;
  force?: ForcedDirt;
  /** The clerk typed the number of this other person: same valid ID, incompatible names (D05). */
  idOf?: Person;
}

export type Scheme = 'dibao' | 'dibao_single' | 'tekun' | 'edge' | 'orphan' | 'defacto_orphan';

export interface Coverage extends Fact {
  readonly scheme: Scheme;
  status: 'active' | 'suspended' | 'ended';
  readonly startMonth: string;
  /** First month without benefit. */
  stopMonth: string | null;
  readonly amount: number;
  /** Number of the household certificate; two certificates are two households. */
  readonly certificate: string;
  readonly head: Person;
  /** Where the benefit is paid: the household's county or, for people who moved, another one. */
  readonly county: string;
  /** People of the family, and those who are covered. */
  readonly familySize: number;
  readonly coveredSize: number;
  /** Income of the household a month and additional aid by class, where the form states them. */
  budget?: { readonly income: number; readonly supplement: number } | undefined;
  /** What somebody wrote behind the name. */
  note?: string;
}

export interface Certificate extends Fact {
  readonly type: '1' | '2' | '3' | '4' | '5' | '6' | '7';
  readonly level: '1' | '2' | '3' | '4';
  status: 'valid' | 'frozen' | 'cancelled' | 'expired' | 'moved';
  readonly issued: string;
  expiry: string;
  readonly reissue: number;
  /** Type and level as they stand in the number, where the card was printed before they changed. */
  printed?: string;
}

export const CIVIL_CLASSES = ['dibao', 'tekun', 'edge', 'orphan', 'defacto_orphan'] as const;
export type AssistedClass =
  | (typeof CIVIL_CLASSES)[number]
  | 'severe_disability'
  | 'monitored'
  | 'veteran'
  | 'family_planning'
  | 'none';

export interface Insurance extends Fact {
  readonly kind: 'employee' | 'resident';
  status: 'normal' | 'paused' | 'ended';
  assistedClass: AssistedClass;
  /** Yuan a month, employees at work only. */
  base: number | null;
  readonly since: string;
  readonly until: string | null;
  readonly employer: string | null;
  readonly memberNo: string;
}

export interface Settlement extends Fact {
  readonly day: string;
  /** Hundredths of a yuan; negative in a reversal. */
  readonly total: number;
  readonly fund: number;
  readonly aid: number;
  readonly burden: number;
  readonly status: 'valid' | 'revoked' | 'reversal';
  readonly disease: string;
  readonly no: number;
}

export interface Petition extends Fact {
  readonly day: string;
  readonly topic: string;
  readonly content: string;
  /** Asks for aid for the subject. */
  readonly asksForAid: boolean;
  /** The person it is about; null where that is the petitioner or nobody who is named. */
  readonly subject: Person | null;
  readonly relation: '本人' | '代他人' | '不明';
  readonly hasId: boolean;
  readonly subjectHasId: boolean;
}

export interface DeathNotice extends Fact {
  readonly source: 'cremation' | 'registration';
  readonly day: string;
  readonly cremated: string | null;
}

export interface Payment extends Fact {
  readonly scheme: 'dibao' | 'dibao_single' | 'tekun' | 'orphan' | 'defacto_orphan' | 'disability_care';
  readonly month: string;
  readonly amount: number;
  readonly status: 'paid' | 'failed' | 'returned';
  readonly account: string;
  readonly holder: string;
}

/** A payment of the second list of allowances. */
export interface AllowancePayment extends Omit<Payment, 'scheme'> {
  readonly scheme: 'disability_living' | 'disability_care';
}

/** Everything that the registries will say, before any clerk has touched it. */
export interface Facts {
  readonly asOf: string;
  readonly coverages: Coverage[];
  readonly certificates: Certificate[];
  readonly insurances: Insurance[];
  readonly settlements: Settlement[];
  readonly petitions: Petition[];
  readonly deaths: DeathNotice[];
  readonly payments: Payment[];
  readonly allowances: AllowancePayment[];
  readonly departments: Departments;
  /** Monthly dibao standard by county on the as-of date, hundredths of a yuan. */
  readonly dibao: ReadonlyMap<string, number>;
}

export function emptyFacts(asOf: string, dibao: ReadonlyMap<string, number>): Facts {
  return {
    asOf,
    coverages: [],
    certificates: [],
    insurances: [],
    settlements: [],
    petitions: [],
    deaths: [],
    payments: [],
    allowances: [],
    departments: emptyDepartments(),
    dibao,
  };
}

export function countyOf(person: Person): string {
  return person.household.village.county;
}

export type { Household, Person };

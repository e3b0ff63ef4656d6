import type { DirtRates } from '../dirt/level.js';
import type { DayFormat, MonthFormat } from '../dirt/plain-fields.js';
import type { Fields } from '../dirt/row.js';
import type { Random } from '../random.js';
import type { DepartmentName } from '../world/departments.js';
import type { ForcedDirt } from '../world/facts.js';
import { headOf, type Person } from '../world/people.js';

export const SAMPLE_REGISTRIES = ['assistance', 'insurance', 'settlement', 'disability', 'petition', 'death', 'payment'] as const;
export type SampleRegistry = (typeof SAMPLE_REGISTRIES)[number] | DepartmentName;

export interface ExportRow {
  readonly person: Person;
  /** The person a petition is about, where it is not the petitioner. */
  readonly mention: Person | null;
  readonly force: ForcedDirt | undefined;
  /** The number belongs to somebody else; then no further error hides it. */
  readonly conflict: boolean;
  /** The number before any error. */
  readonly typed: string;
  /** True of a benefit in force and of a certificate that is valid. */
  readonly counts?: boolean;
  /** Type and level of a certificate, as two digits. */
  readonly spelled?: string;
  readonly fields: Fields;
}

/** A file as a department sends it; the rows come in the order of the file. */
export interface ExportFile {
  readonly registry: SampleRegistry;
  readonly name: string;
  readonly encoding: 'utf8' | 'utf8-bom' | 'gb18030';
  readonly eol: '\n' | '\r\n';
  readonly columns: readonly (readonly [header: string, field: string])[];
  readonly days: { readonly fields: readonly string[]; readonly format: DayFormat };
  readonly months: { readonly fields: readonly string[]; readonly format: MonthFormat };
  readonly rates: DirtRates;
  /** The system stores a person once, so an error stands in all of the person's rows. */
  readonly sticky: boolean;
  rows(): Iterable<ExportRow>;
}

interface TypedFact {
  readonly person: Person;
  readonly idOf?: Person;
  readonly force?: ForcedDirt;
}

export function typedId({ person, idOf }: TypedFact): string {
  return (idOf ?? person).id;
}

export function exportRow(fact: TypedFact, fields: Fields, mention: Person | null = null): ExportRow {
  return { person: fact.person, mention, force: fact.force, conflict: fact.idOf !== undefined, typed: typedId(fact), fields };
}

/** Fields that most registries have. */
export function personFields(fact: TypedFact, random: Random): Fields {
  const { person } = fact;
  const { village, grid, address } = person.household;
  return {
    name: person.name,
    id: typedId(fact),
    sex: person.sex === 'M' ? '男' : '女',
    birthDate: person.birth,
    phone: knownPhone(person, random),
    county: village.county,
    town: village.town,
    village: village.village,
    grid,
    address,
  };
}

/** What the pay office and the insurer's cashier write of a person. */
export function briefPersonFields(fact: TypedFact): Fields {
  const { county, town, village } = fact.person.household.village;
  return { name: fact.person.name, id: typedId(fact), county, town, village };
}

/** Offices know a person's own number, that of the household, or none. */
function knownPhone(person: Person, random: Random): string {
  const share = random.next();
  if (share < 0.12) return '';
  if (share < 0.72 && person.phone !== null) return person.phone;
  return headOf(person.household).phone ?? person.household.phone;
}

/** Hundredths of a yuan as text. */
export function yuan(cents: number): string {
  return (cents / 100).toFixed(2);
}

const REMARKS = ['', '', '', '', '', '', '', '', '常年在外务工，春节返乡', '与儿子同住，户口未迁', '"一户一档"已建', '电话打不通,\n已请村干部联系'] as const;

/** Free text with commas, quotes and line breaks, as a clerk leaves it. */
export function remark(random: Random): string {
  return random.chance(0.12) ? random.pick(REMARKS) : '';
}

/** `20261031` of an as-of date, as it stands in file names. */
export function fileDay(asOf: string): string {
  return asOf.replaceAll('-', '');
}

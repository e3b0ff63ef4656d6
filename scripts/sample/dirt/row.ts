import { spoilId } from './citizen-id.js';
import { DIRT_FACTOR, type Dirt, type DirtLevel, type DirtRates } from './level.js';
import type { NameSpoiler } from './person-name.js';
import { mistypeDay, respellPlace, spoilPhone } from './plain-fields.js';
import type { Random } from '../random.js';
import type { ForcedDirt, NameDirtKind } from '../world/facts.js';
import type { Person } from '../world/people.js';

/** Values by field before they are written; dates are `YYYY-MM-DD`, months `YYYY-MM`. */
export type Fields = Record<string, string>;

export interface SpoilRequest {
  readonly person: Person;
  readonly force: ForcedDirt | undefined;
  readonly rates: DirtRates;
}

export interface RowSpoiler {
  readonly level: DirtLevel;
  /** Spoils the fields in place and says what it did. */
  spoil(fields: Fields, request: SpoilRequest): readonly Dirt[];
  /** Whether a row is typed twice. */
  repeats(rates: DirtRates): boolean;
}

/** Errors come one field at a time, each registry at its own rate; in a clean sample there are none. */
export function createRowSpoiler(level: DirtLevel, names: NameSpoiler, random: Random): RowSpoiler {
  const factor = DIRT_FACTOR[level];
  const happens = (rate: number): boolean => factor > 0 && random.chance(Math.min(0.6, rate * factor));
  const spoil: RowSpoiler['spoil'] = (fields, request) => {
    if (factor === 0) return [];
    return [
      ...spoilIds(fields, request, { happens, random }),
      ...spoilNames(fields, request, { happens, random, names }),
      ...spoilPlainFields(fields, request, { happens, random }),
    ];
  };
  return { level, spoil, repeats: (rates) => happens(rates.duplicate) };
}

interface Chance {
  readonly happens: (rate: number) => boolean;
  readonly random: Random;
}

function spoilIds(fields: Fields, { force, rates }: SpoilRequest, { happens, random }: Chance): Dirt[] {
  const dirt: Dirt[] = [];
  const { id = '', headId } = fields;
  if (id !== '' && (force?.id !== undefined || happens(rates.id))) {
    const spoiled = spoilId(id, random, force?.id);
    fields['id'] = spoiled.text;
    dirt.push({ field: 'id', kind: spoiled.kind });
    dirt.push(...carryIntoCertificate(fields, { id, ...spoiled }, random));
  }
  // A head who is the person has the number copied down with its slip.
  if (headId === id) fields['headId'] = fields['id'] ?? '';
  else dirt.push(...spoilOtherId(fields, 'headId', { rate: rates.id / 2, happens, random }));
  dirt.push(...spoilOtherId(fields, 'subjectId', { rate: rates.id, happens, random }));
  for (const parent of ['fatherId', 'motherId']) dirt.push(...spoilOtherId(fields, parent, { rate: rates.id / 2, happens, random }));
  return dirt;
}

function spoilOtherId(fields: Fields, field: string, { rate, happens, random }: Chance & { readonly rate: number }): Dirt[] {
  const id = fields[field] ?? '';
  if (id === '' || !happens(rate)) return [];
  const spoiled = spoilId(id, random);
  fields[field] = spoiled.text;
  return [{ field, kind: spoiled.kind }];
}

/** The certificate number is made from the number that was typed, so it may carry the same slip. */
function carryIntoCertificate(
  fields: Fields,
  { id, text, kind }: { readonly id: string; readonly text: string; readonly kind: string },
  random: Random,
): Dirt[] {
  const number = fields['disabilityNo'];
  if (number === undefined || !number.startsWith(id)) return [];
  if ((kind !== 'id_one_digit' && kind !== 'id_transposed') || !random.chance(0.4)) return [];
  fields['disabilityNo'] = text + number.slice(18);
  return [{ field: 'disabilityNo', kind }];
}

function spoilNames(
  fields: Fields,
  { person, force, rates }: SpoilRequest,
  { happens, random, names }: Chance & { readonly names: NameSpoiler },
): Dirt[] {
  const dirt: Dirt[] = [];
  const difficult = person.tags.includes('ethnic') || person.tags.includes('rare');
  const context = { dead: person.death !== null, isHead: person.relation === '户主', sex: person.sex, birth: person.birth, random };
  const change = (field: string, rate: number, wanted?: NameDirtKind): void => {
    const name = fields[field] ?? '';
    if (name === '' || (wanted === undefined && !happens(rate))) return;
    const spoiled = names.spoil(name, field === 'name' ? context : { ...context, dead: false }, wanted);
    fields[field] = spoiled.text;
    dirt.push({ field, kind: spoiled.kind });
  };
  if (happens(rates.title ?? 0)) change('name', 1, 'name_title');
  else change('name', difficult ? rates.name * 15 : rates.name, force?.name);
  change('headName', rates.name / 2);
  change('subjectName', rates.name / 2);
  return dirt;
}

function spoilPlainFields(fields: Fields, { rates }: SpoilRequest, { happens, random }: Chance): Dirt[] {
  const dirt: Dirt[] = [];
  const change = (field: string, rate: number, spoil: (value: string) => { text: string; kind: string } | null): void => {
    const value = fields[field];
    if (value === undefined || value === '' || !happens(rate)) return;
    const spoiled = spoil(value);
    if (spoiled === null) return;
    fields[field] = spoiled.text;
    dirt.push({ field, kind: spoiled.kind });
  };
  change('birthDate', rates.date, (day) => mistypeDay(day, random));
  change('phone', rates.phone, (phone) => spoilPhone(phone, random));
  for (const field of ['county', 'town', 'village']) change(field, rates.place, (place) => respellPlace(place, random));
  change('sex', rates.id / 10, (sex) => ({ text: sex === '男' ? '女' : sex === '女' ? '男' : '', kind: 'sex_wrong' }));
  return dirt;
}

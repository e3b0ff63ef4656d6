import { ident } from '../engine/sql.js';
import { townKey } from '../normalize/place-keys.js';

/** How a kind of row spells what the keys are made of; beside them it has `name`, `phone`, `name_no` and `day_no`. */
export interface FetchRow {
  /** Eight digits of a birth date. */
  readonly day: string;
  readonly prefix14: string;
  readonly idTail: string;
  readonly idText: string;
  readonly county: string;
  readonly town: string;
}

/** A row of `link_source`. */
export const SOURCE_ROW: FetchRow = {
  day: "CASE WHEN eid IS NOT NULL THEN substr(eid, 7, 8) ELSE strftime(coalesce(birth_date, id_birth_date), '%Y%m%d') END",
  prefix14: 'left(coalesce(eid, CASE WHEN length(id_key) >= 14 THEN id_key END), 14)',
  idTail: 'right(coalesce(eid, id_key), 4)',
  idText: 'id_key',
  county: 'raw_county',
  town: 'raw_town',
};

/** A row of a registry with a valid ID in its column. */
export const RAW_ROW: FetchRow = {
  day: 'substr(id, 7, 8)',
  prefix14: 'left(id, 14)',
  idTail: 'right(id, 4)',
  idText: 'CAST(NULL AS VARCHAR)',
  county: 'county',
  town: 'town',
};

/**
 * Keys that bring a record of a streamed registry into the comparison. They are wider than the blocking rules and
 * need no table of readings: a first or last character shared is enough, the blocking rules decide later.
 */
export interface FetchKey {
  readonly name: string;
  /** SQL over a row; NULL takes it out. */
  readonly key: (row: FetchRow) => string;
}

/** Room for a code point. */
const CHARACTER = '2097152';

function ofDay(key: string): string {
  return `CASE WHEN day_no IS NOT NULL THEN ${key} END`;
}

function ofName(key: string): string {
  return `CASE WHEN name_no IS NOT NULL THEN name_no || '|' || ${key} END`;
}

/**
 * Birth dates and names are looked up once for all keys that hold one: `day_no` and `name_no` are NULL where nobody
 * sought has them, and then the rest is never worked out.
 */
export const FETCH_KEYS: readonly FetchKey[] = [
  { name: 'first 14 characters of the ID', key: ({ prefix14 }) => prefix14 },
  { name: 'phone', key: () => 'phone' },
  { name: 'birth date and surname', key: () => ofDay(`day_no * ${CHARACTER} + unicode(name)`) },
  {
    name: 'birth date and last character',
    key: () => ofDay(`day_no * ${CHARACTER} + unicode(right(name, 1))`),
  },
  { name: 'name and birth year', key: ({ day }) => ofName(`left(${day}, 4)`) },
  { name: 'name and town', key: ({ town, county }) => ofName(townKey(town, county)) },
  {
    name: 'name and end of the ID',
    key: ({ idTail }) => ofName(`CASE WHEN NOT contains(${idTail}, '*') THEN ${idTail} END`),
  },
  { name: 'damaged or other number', key: ({ idText }) => idText },
];

/** Who seeks: all held records, or only those without an ID. */
export type Seekers = 'all' | 'weak';

/** Sought keys of one kind. */
export function soughtTable(who: Seekers, index: number): string {
  return ident(`link_sought_${who}_${String(index)}`);
}

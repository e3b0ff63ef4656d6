import { number } from '../engine/sql.js';
import type { RegistryRecords } from './linkage-input.js';

/** A registry with its place in the input. */
export interface NumberedRegistry {
  readonly no: number;
  readonly registry: RegistryRecords;
}

/** Digits that show a birth date at places 7–14: a valid ID, or what damage left of one. */
const FRAGMENT = `coalesce(
    eid,
    CASE WHEN id_kind IN ('truncated', 'scientific') OR (id_kind IN ('masked', 'invalid') AND length(id_key) = 18) THEN id_key END
  )`;

/**
 * Where a person's effective ID comes from: the ID column, else the ID inside a disability certificate number, else
 * the head's ID where the person is the head.
 */
const EFFECTIVE_ID = `CASE
      WHEN id IS NOT NULL THEN id
      WHEN disability_no IS NOT NULL AND valid_citizen_id(left(disability_no, 18)) THEN left(disability_no, 18)
      WHEN head_id IS NOT NULL AND head_name = name THEN head_id
    END`;
/** Another valid ID that the certificate number shows beside the one in the ID column. */
const CERTIFICATE_ID = `CASE
      WHEN eid_source IN ('id', 'upgraded') AND left(disability_no, 18) <> eid AND valid_citizen_id(left(disability_no, 18))
      THEN left(disability_no, 18)
    END`;
const EFFECTIVE_ID_SOURCE = `CASE
      WHEN id IS NOT NULL THEN CASE id_kind WHEN 'upgraded' THEN 'upgraded' ELSE 'id' END
      WHEN disability_no IS NOT NULL AND valid_citizen_id(left(disability_no, 18)) THEN 'certificate'
      WHEN head_id IS NOT NULL AND head_name = name THEN 'head'
    END`;

/** Who says of a record that it is the head's own: the numbers where both are there, else the relation, else the names. */
const IS_HEAD = `coalesce(eid = head_id, regexp_matches(relation, '^(户主|本人|申请人)'), head_name = name, false)`;

const AGE = "CAST(regexp_extract(age, '[0-9]{1,3}') AS INTEGER)";

/** Year and month of a birth date of which no more is written, as YYYYMM00, or YYYY0000 for the year alone. */
const BIRTH_PART = `CASE
      WHEN birth_date IS NULL AND regexp_full_match(trim(birth_date_raw), '(18|19|20)[0-9]{2}([-./年](0?[1-9]|1[0-2])月?|年|0[1-9]|1[0-2])?')
      THEN CAST(left(trim(birth_date_raw), 4) AS INTEGER) * 10000
        + coalesce(try_cast(regexp_extract(trim(birth_date_raw), '^[0-9]{4}[^0-9]?([0-9]{1,2})', 1) AS INTEGER), 0) * 100
    END`;

/**
 * The latest day, as YYYYMMDD, on which somebody of this age was born; with the year before it that is all an age says.
 * Only where neither number nor birth date is there: rows of one person say another age in another year.
 */
const BIRTH_BY_AGE = `CASE
      WHEN eid IS NULL AND birth_date IS NULL AND regexp_full_match(trim(age), '[0-9]{1,3}(周?岁)?') AND ${AGE} <= 120
      THEN ((year(aged_on) - ${AGE}) * 10000 + month(aged_on) * 100 + day(aged_on))::INTEGER
    END`;

/** A phone in the place of the ID is no damaged number. */
const IS_PHONE = "coalesce(id_kind = 'invalid' AND regexp_full_match(id_key, '1[3-9][0-9]{9}'), false)";
const PHONE = `coalesce(phone, CASE WHEN ${IS_PHONE} THEN id_key END)`;

/** Digits of a bank account; what a program that counts left of one shows no account. */
const ACCOUNT =
  "CASE WHEN regexp_full_match(account, '[0-9 -]{8,30}') THEN regexp_replace(account, '[ -]', '', 'g') END";

/**
 * The number of a house as an address ends with it: what stands before 号 (with the room, where there is one) and not
 * before 号楼, which many households share.
 */
const HOUSE = `CASE WHEN contains(address, '号') OR contains(address, '室') THEN
      nullif(
        coalesce(try_cast(regexp_extract(address, '([0-9]{1,5})号([^楼院]|$)', 1) AS INTEGER), 0) * 10000
          + coalesce(try_cast(regexp_extract(address, '([0-9]{1,4})室', 1) AS INTEGER), 0),
        0)
    END`;

/** Between the levels of an address: a place begins at the start or behind a higher one. */
const NOT_HIGHER = '[^省市县区旗州镇乡道0-9０-９(（]';

/** The town or village that a list without such a column names in its addresses (福建省南屏县东镇上村6组42号). */
const ADDRESS_TOWN = `nullif(regexp_extract(address, '(?:^|[省市县区旗州])(${NOT_HIGHER}{1,8}(?:街道|镇|乡))', 1), '')`;
const ADDRESS_VILLAGE = `nullif(regexp_extract(address, '(?:^|[省市县区旗州镇乡]|街道)(${NOT_HIGHER}{1,10}(?:村|社区))(?:[^镇乡街]|$)', 1), '')`;

/** A number cut to its first 15 digits looks like an old one of 15; the birth date beside it tells (born 2001 to 2012). */
const IS_CUT =
  "coalesce(id_kind = 'upgraded' AND left(id, 6) || substr(id, 9, 9) LIKE '______' || strftime(birth_date, '%Y%m%d') || '_', false)";

/** Columns that a record is known by, besides its head. */
const OWN_COLUMNS = [
  'name',
  'alias',
  'eid',
  'eid_source',
  'id_kind',
  'id_key',
  'sex',
  'birth_date',
  'id_birth_date',
  'phone',
  'raw_county',
  'raw_town',
  'raw_village',
] as const;

/** What few registries tell: the head of the household, the house, part of a birth date, an age, an account; else NULL. */
const FURTHER_COLUMNS = [
  'house_head_id',
  'house_head_name',
  'is_head',
  'house',
  'birth_part',
  'birth_by_age',
  'account',
] as const;

/** The columns that tell identities apart; two records that agree in all of them need comparing once. */
export const IDENTITY_COLUMNS = [...OWN_COLUMNS, ...FURTHER_COLUMNS] as const;

/**
 * SQL for all that is compared of a record as one text, over a row with IDENTITY_COLUMNS. Where nobody names a head or a
 * house the text says nothing of one, so that a registry that begins to do so changes no other registry's keys.
 */
export function identityText(row: string, first: string): string {
  const own = OWN_COLUMNS.map((column) => `coalesce(CAST(${row}${column} AS VARCHAR), '')`);
  const further = FURTHER_COLUMNS.map((column) => `CAST(${row}${column} AS VARCHAR)`);
  return `concat_ws('|', ${[first, ...own, ...further].join(', ')})`;
}

/**
 * A query over the records of one registry in the form that linkage compares; `registry_no` is its place in the
 * input. `id17` is the effective ID as a number: its last character follows from the others. `head_name` stands only
 * where the head is somebody else by number: then it may have changed places with the name.
 */
export function sourceQuery({ no, registry }: NumberedRegistry): string {
  return `SELECT
  ${number(no)}::UTINYINT AS registry_no,
  record_no,
  file,
  line,
  CAST(left(eid, 17) AS BIGINT) AS id17,
  name,
  name_alias AS alias,
  CASE WHEN head_id <> id AND head_name <> name THEN head_name END AS head_name,
  CASE WHEN is_head THEN coalesce(head_id, eid) ELSE head_id END AS house_head_id,
  CASE WHEN is_head THEN coalesce(head_name, name) ELSE head_name END AS house_head_name,
  CASE WHEN head_id IS NOT NULL OR head_name IS NOT NULL OR is_head THEN is_head END AS is_head,
  eid,
  eid_source,
  ${CERTIFICATE_ID} AS certificate_id,
  CASE WHEN eid IS NULL AND NOT ${IS_PHONE} THEN id_kind END AS id_kind,
  CASE WHEN eid IS NULL AND NOT ${IS_PHONE} THEN id_key END AS id_key,
  coalesce(sex, CASE WHEN eid IS NOT NULL THEN CASE WHEN ascii(substr(eid, 17, 1)) % 2 = 1 THEN 'M' ELSE 'F' END END) AS sex,
  birth_date,
  ${BIRTH_PART} AS birth_part,
  ${BIRTH_BY_AGE} AS birth_by_age,
  CAST(try_strptime(substr(${FRAGMENT}, 7, 8), '%Y%m%d') AS DATE) AS id_birth_date,
  ${PHONE} AS phone,
  ${ACCOUNT} AS account,
  county AS raw_county,
  CASE WHEN town IS NULL AND address IS NOT NULL THEN ${ADDRESS_TOWN} ELSE town END AS raw_town,
  CASE WHEN village IS NULL AND address IS NOT NULL THEN ${ADDRESS_VILLAGE} ELSE village END AS raw_village,
  ${HOUSE} AS house
FROM (
  SELECT *, ${IS_HEAD} AS is_head
  FROM (
    SELECT
      *,
      ${EFFECTIVE_ID} AS eid,
      ${EFFECTIVE_ID_SOURCE} AS eid_source
    FROM (
      SELECT
        * REPLACE (
          CASE WHEN ${IS_CUT} THEN NULL ELSE id END AS id,
          CASE WHEN ${IS_CUT} THEN 'truncated' ELSE id_kind END AS id_kind,
          CASE WHEN ${IS_CUT} THEN left(id, 6) || substr(id, 9, 9) ELSE id_key END AS id_key
        )
      FROM (
${registry.query}
      )
    )
  )
)`;
}

/** All records of the held registries, ready to compare. */
export function sourceStatement(held: readonly NumberedRegistry[]): string {
  return `CREATE OR REPLACE TABLE link_source AS\n${held.map(sourceQuery).join('\nUNION ALL\n')}`;
}

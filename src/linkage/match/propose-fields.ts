import type { Engine } from '../../engine/engine.js';
import { ident, number } from '../../engine/sql.js';
import type { FieldKind, MatchField } from './match-model.js';

/** What the values of a column look like; shares are of the filled cells. */
export interface ColumnProfile {
  readonly header: string;
  readonly rows: number;
  readonly filled: number;
  readonly distinct: number;
  readonly averageLength: number;
  readonly dates: number;
  readonly digits: number;
  readonly han: number;
  readonly spaced: number;
  /** Text around one run of digits: a serial number, when no two are alike. */
  readonly serial: number;
}

/** Profiles all columns of a query in one scan. */
export async function profileColumns(
  engine: Engine,
  query: string,
  columns: readonly { readonly header: string; readonly as: string }[],
): Promise<readonly ColumnProfile[]> {
  const measures = columns.flatMap(({ as }, index) => profileSql(ident(as), index));
  const [row = {}] = await engine.rows(`SELECT count(*) AS n,\n${measures.join(',\n')}\nFROM (\n${query}\n)`);
  return columns.map(({ header }, index) => {
    const value = (name: string): number => Number(row[`${name}_${number(index)}`] ?? 0);
    return {
      header,
      rows: Number(row['n']),
      filled: value('filled'),
      distinct: value('distinct'),
      averageLength: value('length'),
      dates: value('dates'),
      digits: value('digits'),
      han: value('han'),
      spaced: value('spaced'),
      serial: value('serial'),
    };
  });
}

function profileSql(column: string, index: number): readonly string[] {
  const filled = `${column} <> ''`;
  const share = (pattern: string): string =>
    `coalesce(avg(CAST(regexp_full_match(${column}, '${pattern}') AS DOUBLE)) FILTER (WHERE ${filled}), 0)`;
  return [
    `count(*) FILTER (WHERE ${filled}) AS filled_${index}`,
    `count(DISTINCT ${column}) FILTER (WHERE ${filled}) AS distinct_${index}`,
    `coalesce(avg(length(${column})) FILTER (WHERE ${filled}), 0) AS length_${index}`,
    `${share('(1[89]|20)[0-9]{2}[-/.年]?[0-9]{1,2}[-/.月]?[0-9]{1,2}日?')} AS dates_${index}`,
    `${share('[0-9]+([.][0-9]+)?')} AS digits_${index}`,
    `${share('.*\\p{Han}.*')} AS han_${index}`,
    `${share('.*[^ ] [^ ].*')} AS spaced_${index}`,
    `${share('[^0-9]*[0-9]+[^0-9]*[0-9]?')} AS serial_${index}`,
  ];
}

const WORDS: readonly (readonly [RegExp, FieldKind])[] = [
  [/birth|dob|date|生日|出生|日期/i, 'date'],
  [/phone|mobile|tel|电话|手机/i, 'phone'],
  [/post_?code|zip|邮编|邮政/i, 'postcode'],
  [/姓名$/, 'person_name'],
  [/name|surname|姓名|姓|名字|户主/i, 'name'],
  [/addr|street|地址|住址/i, 'address'],
  [/身份证|公民身份|居民证件|^证件号码?$/, 'citizen_id'],
  [/^(id|ssn|nhs|passport)$|_id$|soc_?sec|number$|证件|身份证|证号|号码|编号/i, 'id'],
];

/**
 * The fields worth comparing and what they hold, by header and by values. Left out: empty and constant columns, and
 * numbers that are different in every row.
 */
export function proposeFields(
  profiles: readonly ColumnProfile[],
): readonly (MatchField & { readonly header: string })[] {
  return profiles.filter(isWorthComparing).map((profile, index) => ({
    name: fieldName(profile.header, index),
    kind: kindOf(profile),
    columns: [profile.header],
    header: profile.header,
  }));
}

function isWorthComparing({ rows, filled, distinct, serial }: ColumnProfile): boolean {
  if (filled === 0 || distinct < 2) return false;
  const serialNumber = rows > 2 && distinct === rows && serial > 0.99;
  return !serialNumber;
}

function fieldName(header: string, index: number): string {
  const plain = header
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '');
  return plain === '' ? `field_${index + 1}` : plain;
}

function kindOf(profile: ColumnProfile): FieldKind {
  if (profile.dates > 0.9) return 'date';
  const named = WORDS.find(([word]) => word.test(profile.header))?.[1];
  if (named !== undefined && fits(named, profile)) return named;
  if (profile.digits > 0.9) return profile.averageLength >= 5 ? 'id' : 'number';
  if (profile.distinct <= 60) return 'category';
  return profile.spaced > 0.5 && profile.averageLength > 10 ? 'address' : 'text';
}

/** A header may promise what the values do not hold. */
function fits(kind: FieldKind, { digits, dates, averageLength }: ColumnProfile): boolean {
  if (kind === 'date') return dates > 0.5;
  if (kind === 'phone' || kind === 'postcode') return digits > 0.5;
  if (kind === 'id') return averageLength >= 5;
  if (kind === 'citizen_id') return averageLength >= 12;
  return digits < 0.5;
}

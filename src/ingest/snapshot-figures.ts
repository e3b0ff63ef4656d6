import type { Engine } from '../engine/engine.js';
import { columnName } from '../model/kinds/field.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { UnmappedValue } from '../model/snapshot.js';
import { ident, number } from '../engine/sql.js';
import { readsLikeClass } from '../normalize/class-text.js';
import { isPlaceholder } from './columns/column-sql.js';

/** Forms of one category that nothing maps; more are no category. */
const MOST_FORMS = 50;
/** From so many on, classes are written more than once. */
const FEWEST_TO_REPEAT = 5;

/** Records per quality flag over the parts of a snapshot, in order of code. */
export async function countFlags(
  engine: Engine,
  parts: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const rows = await engine.rows(
    [
      'SELECT code, count(*) AS records',
      'FROM (',
      "  SELECT unnest(string_split(flags, ' ')) AS code",
      `  FROM ${engine.dialect.readParquet(parts)}`,
      '  WHERE flags IS NOT NULL',
      ')',
      'GROUP BY code',
      'ORDER BY code',
    ].join('\n'),
  );
  return Object.fromEntries(rows.map((row) => [String(row['code']), Number(row['records'])]));
}

/**
 * Written categories without a code, most frequent first. What may be persons of a wrongly mapped column, because
 * nearly every record has another or because it reads like one, is counted in one entry without a value.
 */
export async function findUnmapped(
  engine: Engine,
  kind: RegistryKind,
  parts: readonly string[],
): Promise<readonly UnmappedValue[]> {
  const found: UnmappedValue[] = [];
  for (const field of KIND_SPECS[kind].fields) {
    const { name, vocabulary } = field;
    if (vocabulary === undefined) continue;
    const { forms, records } = await unknownForms(engine, columnName(name), parts);
    const classes = repeatThemselves(forms, records) ? tellable(forms) : [];
    found.push(...classes.map(({ value, count }) => ({ field: name, vocabulary, value, count })));
    const others = records - classes.reduce((sum, { count }) => sum + count, 0);
    if (others > 0) found.push({ field: name, vocabulary, value: null, count: others });
  }
  return found;
}

interface Form {
  readonly value: string;
  readonly count: number;
}

/** The most frequent forms, one more than may be told, and the number of records with any. */
async function unknownForms(
  engine: Engine,
  column: string,
  parts: readonly string[],
): Promise<{ readonly forms: readonly Form[]; readonly records: number }> {
  const raw = ident(`${column}_raw`);
  const rows = await engine.rows(
    [
      `SELECT ${raw} AS value, count(*) AS records, sum(count(*)) OVER () AS all_records`,
      `FROM ${engine.dialect.readParquet(parts)}`,
      `WHERE ${ident(column)} IS NULL`,
      `  AND ${raw} IS NOT NULL`,
      `  AND NOT ${isPlaceholder(raw)}`,
      `GROUP BY ${raw}`,
      'ORDER BY records DESC, value',
      `LIMIT ${number(MOST_FORMS + 1)}`,
    ].join('\n'),
  );
  return {
    forms: rows.map((row) => ({ value: String(row['value']), count: Number(row['records']) })),
    records: Number(rows[0]?.['all_records'] ?? 0),
  };
}

/** Classes are few and stand in many records; names are not. */
function repeatThemselves(forms: readonly Form[], records: number): boolean {
  return forms.length <= MOST_FORMS && (forms.length < FEWEST_TO_REPEAT || forms.length <= records / 2);
}

/** A column in which a good part reads like persons is one of persons: then the rare surnames are not told either. */
function tellable(forms: readonly Form[]): readonly Form[] {
  const told = forms.filter(({ value }) => readsLikeClass(value));
  return (forms.length - told.length) * 4 > forms.length ? [] : told;
}

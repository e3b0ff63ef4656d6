import type { Engine } from '../engine/engine.js';
import { number, text } from '../engine/sql.js';

/** A shape of values and its share of those looked at: `9{17}A` for an ID that ends with X. */
export interface ColumnPattern {
  readonly pattern: string;
  readonly share: number;
}

const MOST_PATTERNS = 3;
/** Longer text differs in nothing but its length. */
const MOST_CHARACTERS = 40;
const MOST_RECORDS = 100_000;

/**
 * The usual shapes of what is written, most frequent first: 9 for a digit, A for a letter, 汉 for a Chinese character,
 * ? for what is none of these and no usual sign. Every n-th record is looked at, so that large files take no longer.
 */
export async function columnPatterns(
  engine: Engine,
  source: { readonly parts: readonly string[]; readonly records: number },
  written: string,
): Promise<readonly ColumnPattern[]> {
  const step = Math.max(1, Math.ceil(source.records / MOST_RECORDS));
  const rows = await engine.rows(
    [
      'SELECT pattern, count(*) / sum(count(*)) OVER () AS share',
      'FROM (',
      `  SELECT ${shapeOf(written)} AS pattern`,
      `  FROM ${engine.dialect.readParquet(source.parts, { rowNumber: true })}`,
      `  WHERE file_row_number % ${number(step)} = 0`,
      `    AND trim(${written}) <> ''`,
      ')',
      'GROUP BY pattern',
      'ORDER BY share DESC, pattern',
      `LIMIT ${number(MOST_PATTERNS)}`,
    ].join('\n'),
  );
  return rows.map((row) => ({
    pattern: shortened(String(row['pattern'])),
    share: Math.round(Number(row['share']) * 1000) / 1000,
  }));
}

/** Signs that stand in dates, amounts, masks and phone numbers stay as they are. */
const CLASSES = [
  ['[^0-9A-Za-z一-鿿 ./:()*+-]', '?'],
  ['[0-9]', '9'],
  ['[A-Za-z]', 'A'],
  ['[一-鿿]', '汉'],
] as const;

function shapeOf(written: string): string {
  return CLASSES.reduce(
    (sql, [characters, sign]) => `regexp_replace(${sql}, ${text(characters)}, ${text(sign)}, 'g')`,
    `left(trim(${written}), ${number(MOST_CHARACTERS)})`,
  );
}

function shortened(pattern: string): string {
  return pattern.replace(/(.)\1{2,}/gu, (run: string, sign: string) => `${sign}{${Array.from(run).length}}`);
}

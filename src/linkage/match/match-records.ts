import { ident, number, text } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { cleanedSql } from './clean-fields.js';
import { fieldColumn, spacelessColumn } from './match-levels.js';
import type { MatchModel } from './match-model.js';

/** One of the tables to match: a query with `line` (BIGINT) and one VARCHAR column for each field of the model. */
export interface MatchTable {
  readonly query: string;
  readonly records: number;
}

/**
 * Cleans the records of both sides into `match_records`: `no` (unique), `side` (0 left, 1 right), `line`, the fields,
 * the fields without spaces, and `content`, a digest of all that is compared.
 */
export function recordSteps(model: MatchModel, left: MatchTable, right: MatchTable | null): readonly Step[] {
  const sides = right === null ? [left] : [left, right];
  const fields = model.fields.map((field) => `    ${cleanedSql(field)} AS ${fieldColumn(field.name)}`);
  const spaceless = model.fields.map(
    ({ name }) => `  replace(${fieldColumn(name)}, ' ', '') AS ${spacelessColumn(name)}`,
  );
  const content = model.fields
    .map(({ name }) => `coalesce(${fieldColumn(name)}, '')`)
    .join(`, ${text('|')}, `);
  const columns = model.fields.map(({ name }) => ident(name)).join(', ');
  return [
    sqlStep(
      'records to match',
      'cleans the fields of both sides',
      `CREATE OR REPLACE TABLE match_records AS
WITH input AS (
${sides.map(({ query }, side) => `  SELECT ${number(side)}::UTINYINT AS side, line, ${columns}\n  FROM (\n${query}\n  )`).join('\n  UNION ALL\n')}
),
cleaned AS (
  SELECT
    side,
    line,
${fields.join(',\n')}
  FROM input
)
SELECT
  row_number() OVER (ORDER BY side, line) AS no,
  *,
${spaceless.join(',\n')},
  md5(concat(${content})) AS content
FROM cleaned`,
    ),
    sqlStep(
      'left records',
      'the side that looks for partners',
      'CREATE OR REPLACE VIEW match_left AS SELECT * FROM match_records WHERE side = 0',
    ),
    sqlStep(
      'right records',
      'the side that is looked through; the same one when a table is searched for duplicates',
      `CREATE OR REPLACE VIEW match_right AS SELECT * FROM match_records WHERE side = ${number(sides.length - 1)}`,
    ),
  ];
}

/** How many pairs there are to compare in all. */
export function pairSpace(left: MatchTable, right: MatchTable | null): number {
  return right === null ? (left.records * (left.records - 1)) / 2 : left.records * right.records;
}

import type { Engine } from '../../engine/engine.js';
import { number, text } from '../../engine/sql.js';
import { sqlStep, type Step } from '../../engine/step.js';
import { levelSql } from './match-levels.js';
import type { MatchModel } from './match-model.js';
import type { MatchTable } from './match-records.js';
import { pairSpace } from './match-records.js';
import type { LevelPattern } from './estimate-match-model.js';

/** Random pairs that tell how often strangers agree; all pairs where there are no more. */
const RANDOM_PAIRS = 500_000;

/** Levels of all comparisons for the pairs of a table with l_no and r_no; columns c0, c1 … */
function levelsStatement(model: MatchModel, pairs: string, target: string, kept: string): string {
  const columns = model.comparisons.map(
    (comparison, index) => `  (${levelSql(model, comparison)})::TINYINT AS c${index}`,
  );
  return `CREATE OR REPLACE TABLE ${target} AS
SELECT
  ${kept},
${columns.join(',\n')}
FROM ${pairs} AS p
JOIN match_records AS l
  ON l.no = p.l_no
JOIN match_records AS r
  ON r.no = p.r_no`;
}

/** Compares the candidate pairs into `match_levels`. */
export function comparingSteps(model: MatchModel): readonly Step[] {
  return [
    sqlStep(
      'comparison levels',
      'the level of each comparison for each candidate pair',
      levelsStatement(model, 'match_candidates', 'match_levels', 'p.l_no, p.r_no, p.rule_no, p.verdict'),
    ),
  ];
}

/**
 * Compares random pairs into `match_random`. Records are put into an order that depends on their content and the seed
 * alone (by MD5, not the engine's hash, which changes between versions), and each is paired with those at
 * fixed distances: so the order of rows and the number of threads change nothing.
 */
export function randomSteps(
  model: MatchModel,
  left: MatchTable,
  right: MatchTable | null,
  seed: number,
): readonly Step[] {
  return [
    ...randomPairs(left, right, seed),
    sqlStep(
      'levels of random pairs',
      'how often strangers agree',
      levelsStatement(model, 'match_random_pairs', 'match_random', 'p.l_no, p.r_no'),
    ),
  ];
}

function rankedStatement(right: MatchTable | null, seed: number): string {
  const sides = right === null ? [0] : [0, 1];
  return `CREATE OR REPLACE TABLE match_ranked AS\n${sides
    .map(
      (
        side,
      ) => `SELECT no, side, row_number() OVER (ORDER BY md5(concat(${text(`${seed}:${side}:`)}, content)), content, no) - 1 AS rank
FROM match_records
WHERE side = ${number(side)}`,
    )
    .join('\nUNION ALL\n')}`;
}

function randomPairs(left: MatchTable, right: MatchTable | null, seed: number): readonly Step[] {
  const all = pairSpace(left, right) <= RANDOM_PAIRS;
  return [
    sqlStep('random order', 'an order by content and seed', rankedStatement(right, seed)),
    sqlStep(
      'random pairs',
      'pairs that are hardly ever matches',
      `CREATE OR REPLACE TABLE match_random_pairs AS\n${all ? allPairs(right) : shiftedPairs(left, right)}`,
    ),
  ];
}

function allPairs(right: MatchTable | null): string {
  return `SELECT l.no AS l_no, r.no AS r_no
FROM match_left AS l
JOIN match_right AS r
  ON ${right === null ? 'l.no < r.no' : 'true'}`;
}

/** Each record of the larger side with some of the smaller one, evenly far apart. */
function shiftedPairs(left: MatchTable, right: MatchTable | null): string {
  const [nl, nr] = [left.records, right?.records ?? left.records];
  const most = right === null ? Math.floor((nl - 1) / 2) : Math.min(nl, nr);
  const shifts = Math.min(Math.ceil(RANDOM_PAIRS / Math.max(nl, nr)), most);
  const distance = Math.max(Math.floor(most / shifts), 1);
  const [large, small] = nl >= nr ? ['l', 'r'] : ['r', 'l'];
  const numbers =
    right === null ? 'least(l.no, r.no) AS l_no, greatest(l.no, r.no) AS r_no' : 'l.no AS l_no, r.no AS r_no';
  return `WITH shifted AS (
  SELECT no, (rank + shift * ${number(distance)}) % ${number(Math.min(nl, nr))} AS other_rank
  FROM match_ranked
  CROSS JOIN (SELECT unnest(range(1, ${number(shifts + 1)})) AS shift)
  WHERE side = ${right === null || large === 'l' ? 0 : 1}
)
SELECT ${numbers}
FROM shifted AS ${large}
JOIN match_ranked AS ${small}
  ON ${small}.side = ${right === null || large === 'r' ? 0 : 1} AND ${small}.rank = ${large}.other_rank`;
}

/** The distinct patterns of a table of levels, how many pairs show each, and what people said of them. */
export async function readPatterns(
  engine: Engine,
  model: MatchModel,
  table: 'match_levels' | 'match_random',
): Promise<readonly LevelPattern[]> {
  const columns = model.comparisons.map((_, index) => `c${index}`);
  const verdict = table === 'match_levels' ? 'verdict' : 'NULL AS verdict';
  const rows = await engine.rows(
    `SELECT ${columns.join(', ')}, ${verdict}, count(*) AS pairs FROM ${table} GROUP BY ALL ORDER BY ALL`,
  );
  return rows.map((row) => ({
    levels: columns.map((column) => (row[column] === null ? null : Number(row[column]))),
    count: Number(row['pairs']),
    ...(row['verdict'] === 'same' || row['verdict'] === 'different' ? { judged: row['verdict'] } : {}),
  }));
}

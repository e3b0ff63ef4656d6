// EM on PAIRS candidate pairs: counting their comparison patterns in SQL, then estimating on the counts.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { number } from '../../src/engine/sql.js';
import { estimateByEm, type EmUnit, type PatternCount } from '../../src/linkage/em.js';

/** Levels of each comparison, best first; the last is disagreement. One in two hundred pairs is a match. */
const LEVELS = [10, 9, 5, 2, 6, 3] as const;
const MATCH_EVERY = 200;

export interface EmFigures {
  readonly pairs: number;
  readonly patterns: number;
  readonly seconds: number;
  readonly iterations: number;
  readonly converged: boolean;
}

function mixed(salt: number): string {
  const first = `((range + ${number(salt * 7_919 + 1)}) * 1103515245) % 2147483647`;
  return `(xor(${first}, (${first}) >> 13) * 1181783497) % 2147483647`;
}

/** Matches agree nine times in ten; strangers reach better levels more and more seldom. */
function levelSql(levels: number, index: number): string {
  const share = `(${mixed(index + 2)} / 2147483647.0)`;
  const agrees = `CASE WHEN ${share} < 0.9 THEN 0 ELSE CAST(floor(pow(${share}, 3) * ${number(levels)}) AS INTEGER) END`;
  const strange = `${number(levels - 1)} - CAST(floor(pow(${share}, 6) * ${number(levels)}) AS INTEGER)`;
  return `CASE WHEN ${mixed(1)} % ${number(MATCH_EVERY)} = 0 THEN ${agrees} ELSE ${strange} END AS l${number(index)}`;
}

const [folder = '.', pairsText = '10000000'] = process.argv.slice(2);
const pairs = Number(pairsText);
const engine = await openDuckDb({ spillFolder: mkdtempSync(join(folder, 'spill-')) });
await engine.run(
  `CREATE TABLE levels AS SELECT ${LEVELS.map(levelSql).join(', ')} FROM range(${number(pairs)})`,
);
const columns = LEVELS.map((_, index) => `l${number(index)}`);
const started = performance.now();
const rows = await engine.rows(
  `SELECT ${columns.join(', ')}, CAST(count(*) AS DOUBLE) AS n FROM levels GROUP BY ALL ORDER BY ALL`,
);
const candidates: PatternCount[] = rows.map((row) => ({
  values: columns.map((column) => Number(row[column])),
  count: Number(row['n']),
}));
const units: EmUnit[] = LEVELS.map((levels) => ({
  strata: Array.from({ length: levels }, () => 0),
  disagreement: Array.from({ length: levels }, (_, level) => level === levels - 1),
  start: Array.from({ length: levels }, (_, level) => (level === 0 ? 0.9 : 0.1 / (levels - 1))),
}));
const estimated = estimateByEm({
  units,
  candidates,
  random: candidates,
  pairSpace: pairs,
  startMatches: pairs / 100,
  mostMatches: pairs / 10,
});
const seconds = Math.round(performance.now() - started) / 1000;
await engine.close();
const figures: EmFigures = {
  pairs,
  patterns: candidates.length,
  seconds,
  iterations: estimated.iterations,
  converged: estimated.converged,
};
console.log(JSON.stringify(figures));

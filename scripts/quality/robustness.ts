import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine } from '../../src/engine/engine.js';
import { readTable } from '../../src/ingest/read-table.js';
import { matchFunctions } from '../../src/linkage/match/match-functions.js';
import { matchUnknown } from '../../src/linkage/match/match-unknown.js';
import type { EstimateReport } from '../../src/linkage/match/estimate-match-model.js';
import { clusterPairs, pairFigures, truePairs, type PairFigures } from './pair-figures.js';
import { makeTable, robustShapes, type RobustTable } from './robust-tables.js';

export interface RobustFigures extends PairFigures {
  readonly name: string;
  readonly records: number;
  readonly candidates: number;
  readonly seconds: number;
  readonly estimation: EstimateReport | null;
  /** F1 of the plain rule "all fields but one are equal", for comparison. */
  readonly plainRuleF1: number;
}

/** Finds duplicates in a table without a model, and compares them with the truth. */
export async function measureRobustness(table: RobustTable): Promise<RobustFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'robust-'));
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill') });
  try {
    for (const fn of matchFunctions) engine.register(fn);
    const path = join(folder, 'table.csv');
    writeFileSync(path, stringify([[...table.columns], ...table.rows.map(({ cells }) => [...cells])]));
    const started = Date.now();
    const read = await readTable({ path, shown: 'table.csv' }, join(folder, 'cut'), 0);
    const outcome = await matchUnknown(engine, { left: read, right: null, oneToOne: false, seed: 1 });
    const people = new Map(table.rows.map(({ person }, index) => [index + 2, String(person)]));
    const truth = truePairs(people, null);
    return {
      name: table.name,
      plainRuleF1: pairFigures(truth, await plainRule(engine, table.columns.length)).f1,
      records: table.rows.length,
      candidates: outcome.candidates,
      seconds: (Date.now() - started) / 1000,
      estimation: outcome.estimation,
      ...pairFigures(truth, clusterPairs(outcome.clusters)),
    };
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Candidate pairs of which all fields but one are equal. */
async function plainRule(engine: Engine, fields: number): Promise<readonly string[]> {
  const columns = await engine.rows(
    "SELECT column_name FROM duckdb_columns() WHERE table_name = 'match_levels' AND regexp_full_match(column_name, 'c[0-9]+')",
  );
  const equal = columns
    .map((row) => `CAST(coalesce(v.${String(row['column_name'])} = 0, false) AS INTEGER)`)
    .join(' + ');
  const rows = await engine.rows(`SELECT l.line AS l_line, r.line AS r_line
FROM match_levels AS v
JOIN match_records AS l
  ON l.no = v.l_no
JOIN match_records AS r
  ON r.no = v.r_no
WHERE ${equal} >= ${fields - 1}`);
  return rows.map((row) => `${Number(row['l_line'])}-${Number(row['r_line'])}`);
}

export async function measureAllRobustness(large: boolean): Promise<readonly RobustFigures[]> {
  const figures: RobustFigures[] = [];
  for (const shape of robustShapes(large)) figures.push(await measureRobustness(makeTable(shape)));
  return figures;
}

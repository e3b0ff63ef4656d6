import { join } from 'node:path';
import { findProjectFolder } from '../config/project.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import { number } from '../engine/sql.js';
import type { Reason } from '../linkage/levels/name-reason.js';
import { linkSentence } from '../linkage/link-sentence.js';
import { openEngine } from './engine-session.js';
import { projectLayout } from './layout.js';
import { findRun, RUN_FILES } from './results.js';

/** A doubtful link of the last run, by its places. */
export interface PairForReview {
  readonly left: string;
  readonly right: string;
  readonly matchWeight: number;
  readonly sentence: Reason;
}

/** Pairs that wait for a judgement, the likeliest first. Throws ConfigError before the first run. */
export async function pairsForReview(projectFolder: string, most: number): Promise<readonly PairForReview[]> {
  const layout = projectLayout(findProjectFolder(projectFolder));
  const links = duckdbDialect.readParquet([join(findRun(layout).folder, RUN_FILES.links)]);
  const engine = await openEngine(layout);
  try {
    const rows = await engine.rows(`SELECT
  left_registry || ' ' || left_file || ':' || left_line AS "left",
  right_registry || ' ' || right_file || ':' || right_line AS "right",
  match_weight,
  reason
FROM ${links}
WHERE class = 'review'
ORDER BY match_weight DESC, 1, 2
LIMIT ${number(most)}`);
    return rows.map((row) => ({
      left: String(row['left']),
      right: String(row['right']),
      matchWeight: Number(row['match_weight']),
      sentence: linkSentence(String(row['reason'])),
    }));
  } finally {
    await engine.close();
  }
}

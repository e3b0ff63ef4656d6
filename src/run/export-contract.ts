import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Row } from '../engine/engine.js';
import { publishedFindings } from '../followup/published-findings.js';
import { openEngine } from './engine-session.js';
import { projectLayout } from './layout.js';
import { CONTRACT_ORDER, findRun, RUN_FILES, type Exportable } from './results.js';

const FINDINGS: readonly Exportable[] = ['findings', 'unchecked'];

/** Hands the rows of a published contract to `take`, a few thousand at a time, in the contract's order. */
export async function exportContract(
  request: { readonly projectFolder: string; readonly contract: Exportable; readonly runId?: string },
  take: (rows: readonly Row[], columns: readonly string[]) => void | Promise<void>,
): Promise<void> {
  const layout = projectLayout(request.projectFolder);
  const run = findRun(layout, request.runId);
  const engine = await openEngine(layout);
  try {
    const file = duckdbDialect.readParquet([join(run.folder, RUN_FILES[request.contract])]);
    const relation = FINDINGS.includes(request.contract) ? publishedFindings(file) : file;
    const described = await engine.rows(`DESCRIBE SELECT * FROM ${relation}`);
    const columns = described.map((row) => String(row['column_name']));
    await take([], columns);
    const ordered = `SELECT * FROM ${relation}\nORDER BY ${CONTRACT_ORDER[request.contract]}`;
    for await (const rows of engine.batches(ordered)) await take(rows, columns);
  } finally {
    await engine.close();
  }
}

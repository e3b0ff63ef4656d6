import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, Row } from '../engine/engine.js';
import { readTable } from '../ingest/read-table.js';
import { evaluatePairs, type Evaluation } from '../linkage/match/evaluate-pairs.js';
import { ConfigError } from '../model/errors.js';
import { openScratchEngine } from './engine-session.js';

export interface EvaluateFilesRequest {
  /** CSV with left_line, right_line, probability, as `yingbao match --format csv` writes it. */
  readonly pairs: string;
  /** CSV with left_line, right_line and perhaps stratum. */
  readonly truth: string;
  readonly thresholds: readonly number[];
  readonly symmetric: boolean;
  readonly worst: number;
}

/** Measures a file of pairs against a file of true pairs. Throws ConfigError where a column is missing. */
export async function evaluateFiles(request: EvaluateFilesRequest): Promise<Evaluation> {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-evaluate-'));
  const engine = await openScratchEngine(join(folder, 'spill'));
  try {
    const pairs = await readColumns(engine, request.pairs, join(folder, 'pairs'), {
      required: ['left_line', 'right_line', 'probability'],
    });
    const truth = await readColumns(engine, request.truth, join(folder, 'truth'), {
      required: ['left_line', 'right_line'],
      optional: ['stratum'],
    });
    return evaluatePairs(
      pairs.map((row) => ({
        left: cell(row, 'left_line'),
        right: cell(row, 'right_line'),
        probability: Number(cell(row, 'probability')),
      })),
      truth.map((row) => ({
        left: cell(row, 'left_line'),
        right: cell(row, 'right_line'),
        stratum: cell(row, 'stratum') === '' ? null : cell(row, 'stratum'),
      })),
      request,
    );
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function cell(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

async function readColumns(
  engine: Engine,
  file: string,
  folder: string,
  {
    required,
    optional = [],
  }: { readonly required: readonly string[]; readonly optional?: readonly string[] },
): Promise<readonly Row[]> {
  const table = await readTable({ path: file, shown: file }, folder, 0);
  const missing = required.filter((column) => !table.headers.includes(column));
  if (missing.length > 0) {
    throw new ConfigError(`${file}: no column ${missing.join(', ')}`, {
      code: 'E_EVALUATE_COLUMNS',
      hint: 'pairs need left_line, right_line, probability; truth needs left_line, right_line and may have stratum',
      file,
    });
  }
  const columns = [...required, ...optional].map((column) => ({ header: column, as: column }));
  return engine.rows(`SELECT * FROM (\n${table.query(columns)}\n) ORDER BY line`);
}

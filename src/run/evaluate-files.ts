import { join } from 'node:path';
import { evaluatePairs, type Evaluation } from '../linkage/match/evaluate-pairs.js';
import { openScratchEngine } from './engine-session.js';
import { cell, readColumns } from './read-columns.js';
import { openTemporaryFolder } from './temporary-folder.js';

export interface EvaluateFilesRequest {
  /** CSV with left_line, right_line, probability, as `yingbao match --format csv` writes it. */
  readonly pairs: string;
  /** CSV with left_line, right_line and perhaps stratum. */
  readonly truth: string;
  readonly thresholds: readonly number[];
  readonly symmetric: boolean;
  readonly worst: number;
}

const HINT =
  'pairs need left_line, right_line, probability; truth needs left_line, right_line and may have stratum';

/** Measures a file of pairs against a file of true pairs. Throws ConfigError where a column is missing. */
export async function evaluateFiles(request: EvaluateFilesRequest): Promise<Evaluation> {
  const { path: folder, remove } = openTemporaryFolder('evaluate');
  const engine = await openScratchEngine(join(folder, 'spill'));
  try {
    const pairs = await readColumns(engine, request.pairs, join(folder, 'pairs'), {
      required: ['left_line', 'right_line', 'probability'],
      hint: HINT,
    });
    const truth = await readColumns(engine, request.truth, join(folder, 'truth'), {
      required: ['left_line', 'right_line'],
      optional: ['stratum'],
      hint: HINT,
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
    remove();
  }
}

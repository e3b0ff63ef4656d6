import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { evaluatePairs, type Evaluation } from '../linkage/match/evaluate-pairs.js';
import { openScratchEngine } from './engine-session.js';
import { cell, columnsQuery, readColumns } from './read-columns.js';
import { openTemporaryFolder } from './temporary-folder.js';

export interface EvaluateFilesRequest {
  /** CSV with left_line, right_line, probability, as `yingbao match --format csv` writes it. */
  readonly pairs: string;
  /** CSV with left_line, right_line and perhaps stratum. */
  readonly truth: string;
  /** CSV with left_line and right_line of all pairs that were compared, as `yingbao match --candidates` writes it. */
  readonly candidates?: string;
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
    const candidates = await comparedTruth(engine, request, folder);
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
      {
        thresholds: request.thresholds,
        symmetric: request.symmetric,
        worst: request.worst,
        ...(candidates === undefined ? {} : { candidates }),
      },
    );
  } finally {
    await engine.close();
    remove();
  }
}

/** The true pairs that were compared: candidates may be many millions, so the engine looks them up. */
async function comparedTruth(
  engine: Engine,
  { candidates, truth, symmetric }: EvaluateFilesRequest,
  folder: string,
): Promise<readonly { readonly left: string; readonly right: string }[] | undefined> {
  if (candidates === undefined) return undefined;
  const wanted = {
    required: ['left_line', 'right_line'],
    hint: 'write it with `yingbao match --candidates FILE`',
  };
  const compared = await columnsQuery(candidates, join(folder, 'candidates'), wanted);
  const known = await columnsQuery(truth, join(folder, 'known'), { ...wanted, hint: HINT });
  const sides = symmetric
    ? `SELECT left_line, right_line FROM known UNION SELECT right_line, left_line FROM known`
    : 'SELECT left_line, right_line FROM known';
  const rows = await engine.rows(`WITH known AS (
${known}
)
SELECT DISTINCT left_line, right_line
FROM (
${compared}
)
WHERE (left_line, right_line) IN (SELECT (left_line, right_line) FROM (${sides}))
ORDER BY left_line, right_line`);
  return rows.map((row) => ({ left: cell(row, 'left_line'), right: cell(row, 'right_line') }));
}

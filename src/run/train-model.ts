import { writeFileSync } from 'node:fs';
import type { EstimateReport } from '../linkage/match/estimate-match-model.js';
import { GateError } from '../model/errors.js';
import { matchFiles } from './match-files.js';

export interface TrainRequest {
  readonly left: string;
  readonly right?: string;
  readonly model?: string;
  readonly oneToOne: boolean;
  readonly ignore: readonly string[];
  /** Labels, as `match --judgements` takes them. */
  readonly judgements?: string;
  readonly out: string;
  /** Day for the provenance, YYYY-MM-DD. */
  readonly day: string;
  readonly onStep?: (name: string) => void;
}

/**
 * Estimates a match model from files and writes it with its provenance. Throws GateError where the data do not separate
 * matches from strangers: such a model must not be kept.
 */
export async function trainModel(request: TrainRequest): Promise<EstimateReport> {
  const { out, day, ...rest } = request;
  const { outcome, records } = await matchFiles({ ...rest, seed: 1, estimateAgain: true });
  const { estimation } = outcome;
  if (estimation === null) throw new RangeError('training always estimates');
  if (!estimation.separates) {
    throw new GateError('the data do not separate matches from strangers; no model was written', {
      zh: '数据不足以区分同一人与不同人，没有写入模型',
      code: 'E_TRAIN_COLLAPSED',
      hint: 'give more fields, files that overlap, or a model file with better blocking rules and levels',
    });
  }
  const size = records[1] === null ? `${records[0]} records` : `${records[0]} × ${records[1]} records`;
  const model = {
    ...outcome.model,
    provenance: {
      how: request.judgements === undefined ? 'EM without labels' : 'EM with judgements as labels',
      date: day,
      note: `${outcome.model.provenance.note}; estimated from ${size}, ${outcome.candidates} candidate pairs, ${estimation.iterations} iterations`,
    },
  };
  writeFileSync(out, `${JSON.stringify(model, null, 2)}\n`, { mode: 0o600 });
  return estimation;
}

import { calibrationTable, type CalibrationBand } from './calibration.js';

/** A pair of lines with the probability that it was given. */
export interface ScoredPair {
  readonly left: string;
  readonly right: string;
  readonly probability: number;
}

/** A pair that is known to be one person; strata (by kind of damage, by county …) are evaluated apart. */
export interface TruePair {
  readonly left: string;
  readonly right: string;
  readonly stratum: string | null;
}

export interface QualityRow {
  /** Null for all pairs. False links have no stratum, so a stratum has recall only. */
  readonly stratum: string | null;
  readonly threshold: number;
  readonly truth: number;
  readonly linked: number | null;
  readonly right: number;
  readonly precision: number | null;
  readonly recall: number;
  readonly f1: number | null;
}

export interface PairError {
  readonly error: 'false' | 'missed';
  readonly left: string;
  readonly right: string;
  readonly probability: number;
  readonly stratum: string | null;
  /** Whether blocking brought the pair together at all; null where the candidates are not known. */
  readonly compared: boolean | null;
}

/** Blocking apart from scoring: a true pair that was never compared no weight can find. */
export interface BlockingRow {
  readonly stratum: string | null;
  readonly truth: number;
  readonly compared: number;
  readonly recall: number;
  /** Of the true pairs that were compared, the share that is linked from each threshold on. */
  readonly scoring: readonly { readonly threshold: number; readonly recall: number | null }[];
}

export interface Evaluation {
  readonly rows: readonly QualityRow[];
  /** Null where the candidate pairs are not given. */
  readonly blocking: readonly BlockingRow[] | null;
  /** Wrong links with the highest probability, true pairs with the lowest; references only. */
  readonly worst: readonly PairError[];
  readonly calibration: readonly CalibrationBand[];
}

export interface EvaluateOptions {
  readonly thresholds: readonly number[];
  /** Pairs of one table: (a, b) is (b, a). */
  readonly symmetric: boolean;
  readonly worst: number;
  /** True pairs (others may be among them) that were compared. */
  readonly candidates?: readonly { readonly left: string; readonly right: string }[];
}

/** Measures scored pairs against the truth. A true pair that is not among them has the probability 0. */
export function evaluatePairs(
  pairs: readonly ScoredPair[],
  truth: readonly TruePair[],
  options: EvaluateOptions,
): Evaluation {
  const key = (left: string, right: string): string =>
    JSON.stringify(options.symmetric && right < left ? [right, left] : [left, right]);
  const known = new Map(truth.map((pair) => [key(pair.left, pair.right), pair]));
  const scored = new Map<string, ScoredPair>();
  for (const pair of pairs) {
    const own = key(pair.left, pair.right);
    if ((scored.get(own)?.probability ?? -1) < pair.probability) scored.set(own, pair);
  }
  const judged = [...scored].map(([own, pair]) => ({ ...pair, match: known.has(own) }));
  const { candidates } = options;
  const compared =
    candidates === undefined ? null : new Set(candidates.map(({ left, right }) => key(left, right)));
  const found = [...known].map(([own, pair]) => ({
    ...pair,
    probability: scored.get(own)?.probability ?? 0,
    // A scored pair was compared, whatever the list of candidates holds.
    compared: compared === null ? null : compared.has(own) || scored.has(own),
  }));
  return {
    rows: options.thresholds.flatMap((threshold) => qualityRows(judged, found, threshold)),
    blocking: compared === null ? null : blockingRows(found, options.thresholds),
    worst: worstErrors(judged, found, options.worst),
    calibration: calibrationTable(judged),
  };
}

type Judged = ScoredPair & { readonly match: boolean };
type Found = TruePair & { readonly probability: number; readonly compared: boolean | null };

function strataOf(found: readonly Found[]): readonly string[] {
  return [...new Set(found.flatMap(({ stratum }) => (stratum === null ? [] : [stratum])))].sort();
}

function blockingRows(found: readonly Found[], thresholds: readonly number[]): readonly BlockingRow[] {
  return [null, ...strataOf(found)].map((stratum) => {
    const own = stratum === null ? found : found.filter((pair) => pair.stratum === stratum);
    const compared = own.filter((pair) => pair.compared === true);
    return {
      stratum,
      truth: own.length,
      compared: compared.length,
      recall: own.length === 0 ? 1 : compared.length / own.length,
      scoring: thresholds.map((threshold) => ({
        threshold,
        recall:
          compared.length === 0
            ? null
            : compared.filter(({ probability }) => probability >= threshold).length / compared.length,
      })),
    };
  });
}

function qualityRows(
  judged: readonly Judged[],
  found: readonly Found[],
  threshold: number,
): readonly QualityRow[] {
  const linked = judged.filter(({ probability }) => probability >= threshold);
  const right = linked.filter(({ match }) => match).length;
  const precision = linked.length === 0 ? 1 : right / linked.length;
  const recall = found.length === 0 ? 1 : right / found.length;
  const all: QualityRow = {
    stratum: null,
    threshold,
    truth: found.length,
    linked: linked.length,
    right,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
  return [all, ...strataOf(found).map((stratum) => stratumRow(found, stratum, threshold))];
}

function stratumRow(found: readonly Found[], stratum: string, threshold: number): QualityRow {
  const own = found.filter((pair) => pair.stratum === stratum);
  const right = own.filter(({ probability }) => probability >= threshold).length;
  return {
    stratum,
    threshold,
    truth: own.length,
    linked: null,
    right,
    precision: null,
    recall: right / own.length,
    f1: null,
  };
}

function worstErrors(judged: readonly Judged[], found: readonly Found[], most: number): readonly PairError[] {
  const byText = (a: PairError, b: PairError): number =>
    a.left === b.left ? (a.right < b.right ? -1 : 1) : a.left < b.left ? -1 : 1;
  const wrong = judged
    .filter(({ match, probability }) => !match && probability >= 0.5)
    .map(({ left, right, probability }): PairError => ({
      error: 'false',
      left,
      right,
      probability,
      stratum: null,
      compared: true,
    }))
    .sort((a, b) => b.probability - a.probability || byText(a, b));
  const missed = found
    .filter(({ probability }) => probability < 0.5)
    .map(({ left, right, probability, stratum, compared }): PairError => ({
      error: 'missed',
      left,
      right,
      probability,
      stratum,
      compared,
    }))
    .sort((a, b) => a.probability - b.probability || byText(a, b));
  return [...wrong.slice(0, most), ...missed.slice(0, most)];
}

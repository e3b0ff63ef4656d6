/** Estimates of errors from match probabilities alone, without labels. They are as good as the model is. */
export interface ErrorEstimate {
  /** Pairs linked from this probability on. */
  readonly threshold: number;
  readonly linked: number;
  /** Expected share of false links among the links. */
  readonly falseDiscovery: number;
  /** Expected share of candidate matches that are not linked. */
  readonly falseNegative: number;
}

export const THRESHOLDS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999] as const;

/** Expected false discovery and false negative rates at each threshold. */
export function estimateErrors(
  probabilities: readonly number[],
  thresholds: readonly number[] = THRESHOLDS,
): readonly ErrorEstimate[] {
  const sorted = [...probabilities].sort((a, b) => a - b);
  const matches = sum(sorted);
  return thresholds.map((threshold) => {
    const linked = sorted.filter((probability) => probability >= threshold);
    const right = sum(linked);
    return {
      threshold,
      linked: linked.length,
      falseDiscovery: linked.length === 0 ? 0 : 1 - right / linked.length,
      falseNegative: matches === 0 ? 0 : 1 - right / matches,
    };
  });
}

/** Pairs of one band of probabilities: how many matches the model expects and how many there are. */
export interface CalibrationBand {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  readonly expected: number;
  readonly matches: number;
}

const BANDS = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1] as const;

/** Compares probabilities with the truth, band by band; the last band takes 1. */
export function calibrationTable(
  pairs: readonly { readonly probability: number; readonly match: boolean }[],
): readonly CalibrationBand[] {
  return BANDS.slice(0, -1).map((from, index) => {
    const to = BANDS[index + 1] ?? 1;
    const own = pairs.filter(({ probability }) => probability >= from && (probability < to || to === 1));
    return {
      from,
      to,
      pairs: own.length,
      expected: sum(own.map(({ probability }) => probability).sort((a, b) => a - b)),
      matches: own.filter(({ match }) => match).length,
    };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

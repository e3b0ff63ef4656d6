import type { GateVerdict } from '../../model/gate.js';
import { GATE_THRESHOLDS } from '../gate-thresholds.js';

/** How many findings a run has, and how large the roll is that they speak of. */
export interface FindingNumbers {
  readonly missed: number;
  readonly newWrong: number;
  /** Records of the assistance registries. */
  readonly roll: number;
}

/** D6 and D7: a jump in findings is a fault of the data until a person says otherwise. Pure; first run = baseline. */
export function findingVerdicts(
  now: FindingNumbers,
  past: readonly FindingNumbers[],
): readonly GateVerdict[] {
  const recent = past.slice(-GATE_THRESHOLDS.medianOf);
  if (recent.length === 0) return [];
  return [missedVerdict(now, recent), wrongVerdict(now, recent)].filter((verdict) => verdict !== null);
}

function missedVerdict(now: FindingNumbers, recent: readonly FindingNumbers[]): GateVerdict | null {
  const { missedTimes, missedMore } = GATE_THRESHOLDS;
  const usual = median(recent.map(({ missed }) => missed));
  if (now.missed <= usual * missedTimes || now.missed - usual <= missedMore) return null;
  return {
    gate: 'D6',
    registry: null,
    outcome: 'held',
    number: now.missed,
    zh: `疑似漏保 ${now.missed} 条，近期通常为 ${usual} 条`,
    en: `${now.missed} suspected missed, usually ${usual}`,
  };
}

function wrongVerdict(now: FindingNumbers, recent: readonly FindingNumbers[]): GateVerdict | null {
  const { wrongShare, wrongMost, wrongTimes, wrongFloor } = GATE_THRESHOLDS;
  // The first run has every finding for new; what is usual shows from the second one on.
  const usual = median(recent.slice(recent.length > 1 ? 1 : 0).map(({ newWrong }) => newWrong));
  const limit = Math.max(
    wrongFloor,
    Math.floor(
      Math.min(
        wrongMost,
        now.roll * wrongShare,
        recent.length > 2 ? usual * wrongTimes : Number.POSITIVE_INFINITY,
      ),
    ),
  );
  if (now.newWrong <= limit) return null;
  return {
    gate: 'D7',
    registry: null,
    outcome: 'held',
    number: now.newWrong,
    zh: `新增疑似错保 ${now.newWrong} 条，超过上限 ${limit} 条（在册 ${now.roll} 人，近期通常新增 ${usual} 条）`,
    en: `${now.newWrong} new suspected wrongly included, more than ${limit} (roll ${now.roll}, usually ${usual} new)`,
  };
}

/** The middle value; of an even count the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  return (upper + lower) / 2;
}

import type { GateVerdict, PastCount, RegistryProfile } from '../model/gate.js';
import { columnVerdicts } from './gates/column-gates.js';
import { boilVerdict, freshnessVerdicts, recordsVerdict } from './gates/count-gates.js';
import { overlapVerdict } from './gates/key-gates.js';
import { placeVerdict } from './gates/place-gate.js';

/** What a delivery is compared with. */
export interface DriftReference {
  /** The last one whose run was published; null for a registry that is new. */
  readonly before: RegistryProfile | null;
  /** Records on the days of published runs, oldest first. */
  readonly past: readonly PastCount[];
  /** The day of this run, YYYY-MM-DD. */
  readonly today: string;
  /** True where the project has published a run before; then a new registry is worth a note. */
  readonly hasHistory: boolean;
}

/**
 * Judges a delivery against what was accepted before: gates D1–D5, D8, D10 and D11. Pure; the order is that of the
 * gates. An empty list means that nothing is worth a word.
 */
export function driftVerdicts(after: RegistryProfile, reference: DriftReference): readonly GateVerdict[] {
  const { before, past, today } = reference;
  if (before === null) return reference.hasHistory ? [newRegistry(after)] : [];
  if (before.kind !== after.kind) return [newRegistry(after)];
  const verdicts = [
    recordsVerdict(before, after),
    overlapVerdict(before, after),
    placeVerdict(before, after),
    ...columnVerdicts(before, after),
    ...freshnessVerdicts(before, after),
    boilVerdict(after, past, today),
  ];
  return verdicts.filter((verdict) => verdict !== null);
}

function newRegistry({ registry, records }: RegistryProfile): GateVerdict {
  return {
    gate: 'D10',
    registry,
    outcome: 'noted',
    number: records,
    zh: `首次读入，没有可比较的上期数据；以本次 ${records} 条为基准`,
    en: `read for the first time: nothing to compare it with; these ${records} records are the baseline`,
  };
}

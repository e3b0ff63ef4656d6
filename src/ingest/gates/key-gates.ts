import type { GateVerdict, KeySketch, RegistryProfile } from '../../model/gate.js';
import { GATE_THRESHOLDS, ROLLS } from '../gate-thresholds.js';

/** People of two sketches who could be in both, and those who are. */
export interface CommonPeople {
  readonly possible: number;
  readonly common: readonly string[];
}

/**
 * Compares two sketches below the smaller of their largest hashes: there both are complete, so the share is an unbiased
 * estimate of how many people of the first are in the second (bottom-k sampling).
 */
export function commonPeople(before: KeySketch, after: KeySketch): CommonPeople | null {
  if (before.oneIn !== after.oneIn) return null;
  const earlier = Object.keys(before.people).sort();
  const last = Object.keys(after.people).sort().at(-1) ?? '';
  const possible = earlier.filter((key) => key <= last);
  return { possible: possible.length, common: possible.filter((key) => Object.hasOwn(after.people, key)) };
}

/** D2: the right size, but other people. */
export function overlapVerdict(before: RegistryProfile, after: RegistryProfile): GateVerdict | null {
  const { overlap, overlapPeople } = GATE_THRESHOLDS;
  if (!ROLLS.has(after.kind)) return null;
  const people = commonPeople(before.sketch, after.sketch);
  if (people === null || people.possible < overlapPeople) return null;
  const share = people.common.length / people.possible;
  if (share >= overlap) return null;
  const shown = Math.round(share * 100);
  return {
    gate: 'D2',
    registry: after.registry,
    outcome: 'held',
    number: shown,
    zh: `上期人员只有约 ${shown} % 仍在本期名单中`,
    en: `only about ${shown} % of the people of last time are in it`,
  };
}

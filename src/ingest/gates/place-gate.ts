import type { GateVerdict, RegistryProfile } from '../../model/gate.js';
import { EVENTS, GATE_THRESHOLDS } from '../gate-thresholds.js';

const MOST_NAMED = 5;

/** D3: a county or a town that is gone or lost a third; one of a hundred hides in the total. */
export function placeVerdict(before: RegistryProfile, after: RegistryProfile): GateVerdict | null {
  const { placeRecords, placeKept, placeGone, mostPlaces } = GATE_THRESHOLDS;
  const allKnown = Object.keys(after.places).length < mostPlaces;
  const isLost = (records: number, left: number): boolean =>
    (records >= placeRecords && left < records * placeKept) ||
    (left === 0 && records >= placeGone && allKnown);
  if (EVENTS.has(after.kind)) return null;
  const lost = Object.entries(before.places)
    .filter(([place, records]) => isLost(records, after.places[place] ?? 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (lost.length === 0) return null;
  const named = lost
    .slice(0, MOST_NAMED)
    .map(([place, records]) => `${place} ${records} → ${after.places[place] ?? 0}`)
    .join('; ');
  const more = lost.length > MOST_NAMED ? ' …' : '';
  return {
    gate: 'D3',
    registry: after.registry,
    outcome: 'held',
    number: lost.length,
    zh: `${lost.length} 个县区或乡镇的记录缺失或减少三成以上：${named}${more}`,
    en: `${lost.length} counties or towns are missing or lost more than 30 %: ${named}${more}`,
  };
}

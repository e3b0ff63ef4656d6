import type { GateVerdict, PastCount, RegistryProfile } from '../../model/gate.js';
import { EVENTS, GATE_THRESHOLDS } from '../gate-thresholds.js';

const DAY_MS = 86_400_000;

/** D1: far more or far fewer records than last time. */
export function recordsVerdict(before: RegistryProfile, after: RegistryProfile): GateVerdict | null {
  const { floor, recordsNoted, recordsHeld, eventsHeld } = GATE_THRESHOLDS;
  if (Math.max(before.records, after.records) < floor) return null;
  const change = after.records / Math.max(1, before.records) - 1;
  const limit = EVENTS.has(after.kind) ? eventsHeld : recordsHeld;
  if (Math.abs(change) < recordsNoted) return null;
  return {
    gate: 'D1',
    registry: after.registry,
    outcome: Math.abs(change) > limit ? 'held' : 'noted',
    number: after.records,
    zh: `上期 ${before.records} 条，本期 ${after.records} 条（${percent(change)}）`,
    en: `${before.records} records last time, ${after.records} now (${percent(change)})`,
  };
}

/** D11: small steps in one direction that together are a large one; compared with the oldest of the last 28 days. */
export function boilVerdict(
  after: RegistryProfile,
  past: readonly PastCount[],
  today: string,
): GateVerdict | null {
  const { floor, boil, boilDays } = GATE_THRESHOLDS;
  const recent = past.filter(({ day }) => daysBetween(day, today) <= boilDays && day <= today);
  const [reference] = recent;
  if (reference === undefined || EVENTS.has(after.kind)) return null;
  if (Math.max(reference.records, after.records) < floor) return null;
  const change = after.records / Math.max(1, reference.records) - 1;
  if (Math.abs(change) <= boil) return null;
  return {
    gate: 'D11',
    registry: after.registry,
    outcome: 'held',
    number: after.records,
    zh: `${reference.day} 为 ${reference.records} 条，本期 ${after.records} 条（${percent(change)}），逐期累计变化过大`,
    en: `${reference.records} records on ${reference.day}, ${after.records} now (${percent(change)}): small steps that add up`,
  };
}

/** D8: the same bytes under a new date, or events that end earlier than they did. */
export function freshnessVerdicts(before: RegistryProfile, after: RegistryProfile): readonly GateVerdict[] {
  const { eventDays, sameFileDays } = GATE_THRESHOLDS;
  const verdicts: GateVerdict[] = [];
  const later = daysBetween(before.asOf, after.asOf);
  if (before.files.join() === after.files.join() && later > sameFileDays) {
    verdicts.push(
      stale(after, later, [
        `截止日期推后了 ${later} 天，但文件与上期完全相同`,
        `the as-of date moved by ${later} days, but the files are the same bytes`,
      ]),
    );
  }
  for (const [field, day] of Object.entries(after.latest)) {
    const previous = before.latest[field];
    const back = previous === undefined ? 0 : daysBetween(day, previous);
    if (back <= eventDays) continue;
    verdicts.push(
      stale(after, back, [
        `最近一笔业务日期（${field}）比上期早 ${back} 天`,
        `the newest event (${field}) is ${back} days older than last time`,
      ]),
    );
  }
  return verdicts;
}

function stale(after: RegistryProfile, days: number, [zh, en]: readonly [string, string]): GateVerdict {
  return { gate: 'D8', registry: after.registry, outcome: 'held', number: days, zh, en };
}

export function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

import type { RegistryKind } from '../model/registry-kinds.js';

/** When a gate notes and when it holds; docs/ingest.md says why. Shares unless a unit is named. */
export const GATE_THRESHOLDS = {
  /** Below this many records on both sides nothing is compared: a few people are no trend. */
  floor: 200,
  recordsNoted: 0.05,
  recordsHeld: 0.2,
  /** For kinds that list events of a period, whose numbers vary. */
  eventsHeld: 0.5,
  overlap: 0.9,
  /** People in both sketches that are needed for a share to mean something. */
  overlapPeople: 100,
  placeRecords: 100,
  placeKept: 0.7,
  /** A place of this many records that is gone altogether was left out: no chance empties a town. */
  placeGone: 20,
  /** Places that a profile holds, the largest first; where there are more a small one may be missing for that alone. */
  mostPlaces: 20_000,
  filledDrop: 0.02,
  invalidRise: 0.01,
  maskedRise: 0.01,
  /** Total variation distance of two histograms. */
  shapeDistance: 0.25,
  /** People of whom a column says the same as before. */
  agreement: 0.7,
  /** Days by which the newest event may go back. */
  eventDays: 31,
  /** Days of a new date that the same bytes may carry: a weekend. */
  sameFileDays: 3,
  boil: 0.15,
  boilDays: 28,
  missedTimes: 1.5,
  missedMore: 500,
  wrongShare: 0.005,
  wrongMost: 500,
  wrongTimes: 3,
  /** Fewer new findings than this are no jump. */
  wrongFloor: 20,
  medianOf: 14,
} as const;

/** Kinds whose rows are the same people from delivery to delivery. */
export const ROLLS: ReadonlySet<RegistryKind> = new Set(['assistance', 'insurance', 'disability']);
/** Kinds whose rows are events of a period. */
export const EVENTS: ReadonlySet<RegistryKind> = new Set(['settlement', 'petition', 'death', 'payment']);

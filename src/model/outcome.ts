import type { FindingGroup } from './finding.js';

/** Outcomes after which the same evidence does not bring the finding back before the clearance ends. */
export const CLEARING_OUTCOMES = [
  'wrong_person',
  'not_eligible',
  'data_stale',
  'already_covered',
  'not_true',
  'still_eligible',
] as const;

/**
 * What a visit or a desk established. Some close a finding for as long as its evidence stays the same (CLEARING), one
 * pauses it (PAUSING); the others leave it open. `confirmed` is a claim until the safeguards of its kind are met
 * (followup/finding-state), and none ends a benefit.
 */
export const OUTCOMES = [
  ...CLEARING_OUTCOMES,
  'confirmed',
  'unverifiable',
  'handled',
  'objection',
  'unreachable',
  'open',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** An objection pauses a finding whatever its evidence, until it is decided. */
export const PAUSING_OUTCOMES = ['objection'] as const;

/** Outcomes that say something was established: they need somebody who says so and what was seen (reliability S1). */
export const DECIDING_OUTCOMES = [...CLEARING_OUTCOMES, 'confirmed', 'unverifiable', 'handled'] as const;

/** True for an outcome of one of these lists. */
export function isOneOf(list: readonly Outcome[], outcome: Outcome): boolean {
  return list.includes(outcome);
}

/** What whoever visited saw or read; nothing counts as established without one of them. */
export const EVIDENCE_SEEN = [
  'person',
  'home',
  'document',
  'record',
  'neighbours',
  'department',
  'phone',
] as const;
export type EvidenceSeen = (typeof EVIDENCE_SEEN)[number];

/**
 * The states of a finding (reliability S1), in order: 待核实 → 核实中 → 属实 / 不属实 / 无法核实 → 已办理（外部）. What is
 * done about a finding is done elsewhere, by people; no state says so much as that something should be.
 */
export const FINDING_STATES = [
  'to_verify',
  'verifying',
  'confirmed',
  'not_confirmed',
  'unverifiable',
  'handled_elsewhere',
] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What the memory of findings needs to know of an outcome. */
export interface LedgerOutcome {
  readonly findingId: string;
  readonly outcome: Outcome;
  /** The finding's `evidence` in the run that issued the list; null where it is not known. */
  readonly evidence: string | null;
  /** Last day of the clearance or pause, YYYY-MM-DD; null: it does not end. */
  readonly until: string | null;
  /** Id of whoever says so. */
  readonly who: string;
  /** When it was recorded, ISO 8601. */
  readonly when: string;
  /** Day of the visit, YYYY-MM-DD; null or absent in lines that did not come from a list. */
  readonly visited?: string | null;
  /** The run whose list came back. */
  readonly run?: string | null;
}

/** An outcome with all that a list that was filled in says of it. */
export interface RecordedOutcome extends LedgerOutcome {
  readonly visited: string | null;
  /** HH:MM, where the list says the time of day. */
  readonly time: string | null;
  readonly seen: readonly EvidenceSeen[];
  readonly run: string | null;
  readonly rule: string | null;
  /** What the list said of the finding; null in lines that do not tell. */
  readonly group: FindingGroup | null;
  /** Keyed hash of the note; its words stay in the list that was filled in. */
  readonly note: string | null;
}

/**
 * What a visit or a desk established. The first four close a finding for as long as its evidence stays the same; the
 * others leave it open.
 */
export const OUTCOMES = [
  'wrong_person',
  'not_eligible',
  'data_stale',
  'already_covered',
  'confirmed',
  'objection',
  'unreachable',
  'open',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes after which the same evidence does not bring the finding back before the clearance ends. */
export const CLEARING_OUTCOMES = ['wrong_person', 'not_eligible', 'data_stale', 'already_covered'] as const;

/** An objection pauses a finding whatever its evidence, until it is decided. */
export const PAUSING_OUTCOMES = ['objection'] as const;

/** One line of the ledger that concerns a finding. */
export interface LedgerOutcome {
  readonly findingId: string;
  readonly outcome: Outcome;
  /** The finding's `evidence` when the outcome was recorded; null where the import did not know it. */
  readonly evidence: string | null;
  /** Last day of the clearance or pause, YYYY-MM-DD; null: it does not end. */
  readonly until: string | null;
  readonly who: string;
  /** When it was recorded, ISO 8601. */
  readonly when: string;
}

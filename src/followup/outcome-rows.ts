import type { FindingGroup, FindingKind } from '../model/finding.js';
import {
  CLEARING_OUTCOMES,
  DECIDING_OUTCOMES,
  isOneOf,
  type EvidenceSeen,
  type Outcome,
  type RecordedOutcome,
} from '../model/outcome.js';
import { normalizeDate } from '../normalize/date.js';
import { normalizePhone } from '../normalize/phone.js';
import type { FilledColumn, FilledRow } from './filled-list.js';
import { isNotSeen, readOutcome, readSeen } from './outcome-words.js';

/** A finding as the list of a published run showed it. */
export interface ListedFinding {
  readonly findingId: string;
  readonly run: string;
  /** Day on which the run was published. */
  readonly issued: string;
  readonly kind: FindingKind;
  readonly rule: string;
  readonly group: FindingGroup;
  readonly evidence: string;
}

export interface OutcomeDays {
  /** Days after a visit for which somebody who was missed and found not eligible is not visited again. */
  readonly clearance: number;
  /** Days for which an objection pauses a finding. */
  readonly objection: number;
  /** Days for which a finding that was handled elsewhere is not listed. */
  readonly handled: number;
}

export interface RowContext {
  /** Newest run first: every run whose list the row may have come from. */
  readonly listed: (findingId: string) => readonly ListedFinding[];
  readonly isRun: (run: string) => boolean;
  /** Calendar day of the import. */
  readonly today: string;
  readonly when: string;
  readonly days: OutcomeDays;
  /** Keyed hash of the words of a note. */
  readonly hashNote: (note: string) => string;
}

/** Why a row is not taken: a code of the catalogue and the column that it is about. */
export interface RowReject {
  readonly code: string;
  readonly column: FilledColumn | null;
}

export type JudgedRow =
  | { readonly as: 'blank' }
  | { readonly as: 'rejected'; readonly reject: RowReject }
  | { readonly as: 'outcome'; readonly outcome: RecordedOutcome; readonly listed: ListedFinding };

/** A reject on its way out of the steps below. */
class Refusal extends Error {
  constructor(readonly reject: RowReject) {
    super(reject.code);
  }
}

function refuse(code: string, column: FilledColumn | null): never {
  throw new Refusal({ code, column });
}

/**
 * Judges one row of a list that came back. A row whose outcome and "was the person met" are empty is blank and leaves the
 * finding open, whoever signed it. Never throws.
 */
export function judgeRow({ cells }: FilledRow, context: RowContext): JudgedRow {
  const notMet = isNotSeen(cells.met);
  if (cells.outcome === '' && !notMet) return { as: 'blank' };
  try {
    const findingId = cells.finding.toUpperCase();
    if (!/^F[0-9A-F]{24}$/.test(findingId)) refuse('E_OUTCOME_FINDING', 'finding');
    const who = workerOf(cells.worker);
    const visited = visitDay(cells.visited, context.today);
    const listed = listOf({ findingId, run: cells.run, visited }, context);
    const outcome = cells.outcome === '' ? 'unreachable' : outcomeOf(cells.outcome, listed.kind);
    const outcomeLine: RecordedOutcome = {
      findingId,
      outcome,
      evidence: listed.evidence,
      until: endOf({ outcome, kind: listed.kind, visited }, context.days),
      who,
      when: context.when,
      visited,
      time: timeOf(cells.visited),
      seen: seenOf(cells.seen, outcome),
      run: listed.run,
      rule: listed.rule,
      group: listed.group,
      note: cells.note === '' ? null : context.hashNote(cells.note),
    };
    return { as: 'outcome', outcome: outcomeLine, listed };
  } catch (error) {
    if (error instanceof Refusal) return { as: 'rejected', reject: error.reject };
    throw error;
  }
}

/** Ids are short and plain, so that neither a name nor the number of a person gets into the ledger for one. */
export function isWorkerId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{1,31}$/.test(id) && !/\d{11}/.test(id) && normalizePhone(id) === null;
}

function workerOf(cell: string): string {
  return isWorkerId(cell) ? cell : refuse('E_OUTCOME_WORKER', 'worker');
}

function visitDay(cell: string, today: string): string {
  const day = normalizeDate(cell);
  if (day === null) return refuse('E_OUTCOME_DATE', 'visited');
  return day > today ? refuse('E_OUTCOME_FUTURE', 'visited') : day;
}

/** HH:MM, where the cell has a time of day. */
function timeOf(cell: string): string | null {
  const parts = /(?:^|[^\d:])([01]?\d|2[0-3])[:：时]([0-5]\d)/.exec(cell);
  return parts === null ? null : `${(parts[1] ?? '').padStart(2, '0')}:${parts[2] ?? ''}`;
}

/** The finding in the run that the row names, else in the newest run that was published by the day of the visit. */
function listOf(
  { findingId, run, visited }: { readonly findingId: string; readonly run: string; readonly visited: string },
  { listed, isRun }: RowContext,
): ListedFinding {
  if (run !== '' && !isRun(run)) refuse('E_OUTCOME_RUN', 'run');
  const known = listed(findingId).filter((one) => run === '' || one.run === run);
  if (known.length === 0) refuse('E_OUTCOME_FINDING', 'finding');
  return known.find(({ issued }) => issued <= visited) ?? refuse('E_OUTCOME_EARLY', 'visited');
}

function outcomeOf(cell: string, kind: FindingKind): Outcome {
  const outcome = readOutcome(cell, kind);
  if (outcome === 'unknown') return refuse('E_OUTCOME_WORD', 'outcome');
  return outcome === 'other_kind' ? refuse('E_OUTCOME_KIND', 'outcome') : outcome;
}

/** Whatever decides a finding rests on something that was seen; an objection needs no proof. */
function seenOf(cell: string, outcome: Outcome): readonly EvidenceSeen[] {
  const seen = readSeen(cell) ?? refuse('E_OUTCOME_EVIDENCE', 'seen');
  return seen.length === 0 && isOneOf(DECIDING_OUTCOMES, outcome)
    ? refuse('E_OUTCOME_EVIDENCE', 'seen')
    : seen;
}

/** What clears somebody suspected to be wrongly included does so for good; hardship may come, so the rest ends. */
function endOf(
  {
    outcome,
    kind,
    visited,
  }: { readonly outcome: Outcome; readonly kind: FindingKind; readonly visited: string },
  days: OutcomeDays,
): string | null {
  if (outcome === 'objection') return addDays(visited, days.objection);
  if (outcome === 'handled') return addDays(visited, days.handled);
  return kind === 'missed' && isOneOf(CLEARING_OUTCOMES, outcome) ? addDays(visited, days.clearance) : null;
}

/** The day so many days after a day, YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

import {
  CLEARING_OUTCOMES,
  DECIDING_OUTCOMES,
  isOneOf,
  type FindingState,
  type LedgerOutcome,
  type Outcome,
} from '../model/outcome.js';
import type { FindingKind } from '../model/finding.js';
import { outcomesOf, type LedgerLine } from './ledger.js';

/** What the answers about one evidence come to. `disputed`: two people say the opposite, so neither counts. */
export type Verdict = 'confirmed' | 'not_confirmed' | 'unverifiable' | 'disputed';

/** What counts of the outcomes of one finding. */
export interface Standing {
  /** The objection that pauses the finding, null where none waits. */
  readonly objection: LedgerOutcome | null;
  /** Answers in the order of the visits; what an objection or a later answer of the same person set aside is gone. */
  readonly answers: readonly LedgerOutcome[];
}

/**
 * What counts of a finding's outcomes, given in the order of the ledger. An objection reopens what was confirmed and
 * pauses the finding until somebody decides it after a later visit; what cleared the person stays. Nobody reached sets
 * nothing aside.
 */
export function standingOf(entries: readonly LedgerOutcome[]): Standing {
  let objection: LedgerOutcome | null = null;
  let answers: LedgerOutcome[] = [];
  for (const entry of entries) {
    if (entry.outcome === 'objection') {
      objection = entry;
      answers = answers.filter(clears);
    } else if (objection !== null && dayOf(entry) < dayOf(objection)) {
      if (clears(entry)) answers.push(entry);
    } else {
      if (clears(entry) || entry.outcome === 'confirmed') objection = null;
      answers.push(entry);
    }
  }
  return { objection, answers: [...answers].sort((a, b) => compareText(dayOf(a), dayOf(b))) };
}

/** The verdict on one evidence as of a day, and the answers behind it; null where nothing was decided. */
export function verdictOn(
  { answers }: Standing,
  evidence: string,
  asOf: string,
): { readonly verdict: Verdict; readonly by: readonly LedgerOutcome[] } | null {
  const last = new Map<string, LedgerOutcome>();
  for (const answer of answers) {
    if (answer.evidence !== evidence || answer.outcome === 'unreachable' || answer.outcome === 'handled')
      continue;
    last.set(answer.who, answer);
  }
  const decided = [...last.values()].filter((answer) => decides(answer) && !isOver(answer, asOf));
  const confirmed = decided.filter(({ outcome }) => outcome === 'confirmed');
  const cleared = decided.filter(clears);
  if (confirmed.length > 0 && cleared.length > 0)
    return { verdict: 'disputed', by: [...confirmed, ...cleared] };
  if (confirmed.length > 0) return { verdict: 'confirmed', by: confirmed };
  if (cleared.length > 0) return { verdict: 'not_confirmed', by: cleared };
  return decided.length > 0 ? { verdict: 'unverifiable', by: decided } : null;
}

/** True where somebody said that the finding was handled elsewhere and the time for which that holds has not passed. */
export function isHandled({ answers }: Standing, evidence: string, asOf: string): boolean {
  return answers.some(
    (answer) => answer.outcome === 'handled' && answer.evidence === evidence && !isOver(answer, asOf),
  );
}

/** The evidences on which a finding does not come back: cleared, or handled elsewhere for the time being. */
export function settledEvidence(standing: Standing, asOf: string): readonly string[] {
  const known = new Set(standing.answers.flatMap(({ evidence }) => (evidence === null ? [] : [evidence])));
  return [...known].filter(
    (evidence) =>
      verdictOn(standing, evidence, asOf)?.verdict === 'not_confirmed' || isHandled(standing, evidence, asOf),
  );
}

/** The last answer that spoke against the finding, on whatever evidence, though its time may be over; null where none did. */
export function lastCleared({ answers }: Standing): LedgerOutcome | null {
  return answers.findLast(clears) ?? null;
}

/** True where the objection of a finding still pauses it. */
export function isPaused({ objection }: Standing, asOf: string): boolean {
  return objection !== null && !isOver(objection, asOf);
}

/** A finding as the ledger knows it on one evidence. */
export interface FindingCase {
  readonly state: FindingState;
  readonly verdict: Verdict | null;
  /** Ids of those whose answers make the verdict. */
  readonly by: readonly string[];
  readonly approval: Extract<LedgerLine, { type: 'approval' }> | null;
  readonly notice: Extract<LedgerLine, { type: 'notice' }> | null;
  /** Last day of a pause; null where nothing pauses, or where the pause has no end. */
  readonly pausedUntil: string | null;
  readonly paused: boolean;
}

/** The case of one finding from its lines of the ledger, in order; an objection voids approvals, notices and closing. */
export function findingCase(
  lines: readonly LedgerLine[],
  { kind, evidence }: { readonly kind: FindingKind; readonly evidence: string },
  asOf: string,
): FindingCase {
  const outcomes = outcomesOf(lines);
  const standing = standingOf(outcomes);
  const { verdict, by } = verdictOn(standing, evidence, asOf) ?? { verdict: null, by: [] };
  const { closed, approval, notice } = stepsSince(lines, evidence);
  const paused = isPaused(standing, asOf);
  return {
    state: stateOf({
      begun: outcomes.length > 0,
      verdict,
      met: kind !== 'wrong' || closed,
      handled: isHandled(standing, evidence, asOf),
    }),
    verdict,
    by: by.map(({ who }) => who),
    approval,
    notice,
    paused,
    pausedUntil: paused ? (standing.objection?.until ?? null) : null,
  };
}

/** What was done about one evidence since the last objection. */
function stepsSince(
  lines: readonly LedgerLine[],
  evidence: string,
): Pick<FindingCase, 'approval' | 'notice'> & { readonly closed: boolean } {
  const objectedAt = lines.findLastIndex((line) => line.type === 'outcome' && line.outcome === 'objection');
  const since = lines.slice(objectedAt + 1);
  return {
    approval:
      since
        .flatMap((line) => (line.type === 'approval' && line.evidence === evidence ? [line] : []))
        .at(-1) ?? null,
    notice:
      since.flatMap((line) => (line.type === 'notice' && line.evidence === evidence ? [line] : [])).at(-1) ??
      null,
    closed: since.some((line) => line.type === 'closed' && line.evidence === evidence),
  };
}

/** `met`: what the kind asks for before a confirmed finding is 属实 (reliability S7). */
function stateOf(facts: {
  readonly begun: boolean;
  readonly verdict: Verdict | null;
  readonly met: boolean;
  readonly handled: boolean;
}): FindingState {
  const { begun, verdict, met, handled } = facts;
  if (verdict === null) return begun ? 'verifying' : 'to_verify';
  if (verdict === 'disputed' || (verdict === 'confirmed' && !met)) return 'verifying';
  return handled ? 'handled_elsewhere' : verdict;
}

/** The lines of each finding, in the order of the ledger. */
export function linesByFinding(lines: readonly LedgerLine[]): ReadonlyMap<string, readonly LedgerLine[]> {
  return groupedBy(
    lines.filter((line) => line.type !== 'review'),
    (line) => line.finding_id,
  );
}

/** Items under their key, each group in the order given. */
export function groupedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function clears({ outcome }: { readonly outcome: Outcome }): boolean {
  return isOneOf(CLEARING_OUTCOMES, outcome);
}

function decides({ outcome }: { readonly outcome: Outcome }): boolean {
  return isOneOf(DECIDING_OUTCOMES, outcome);
}

function isOver({ until }: LedgerOutcome, asOf: string): boolean {
  return until !== null && until < asOf;
}

/** The day of the visit, or of the record where the visit is not known. */
export function dayOf({ visited, when }: LedgerOutcome): string {
  return visited ?? when.slice(0, 10);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { RecordedOutcome } from '../model/outcome.js';
import type { FilledRow } from './filled-list.js';
import { findingCase, linesByFinding, standingOf, verdictOn } from './finding-state.js';
import { outcomesOf, type LedgerLine, type OutcomeLine } from './ledger.js';
import { judgeRow, type ListedFinding, type RowContext, type RowReject } from './outcome-rows.js';

/** A row that is not taken, and where it stands. */
export interface RejectedRow extends RowReject {
  readonly file: string;
  readonly line: number;
}

/** A finding about which two people say the opposite, so that it stays open. */
export interface Dispute {
  readonly findingId: string;
  readonly workers: readonly string[];
}

/** What becomes of the rows of one file. */
export interface RowCounts {
  readonly taken: number;
  /** Rows that the ledger holds already, to the letter. */
  readonly unchanged: number;
  readonly blank: number;
}

/** What an import would do: of each file, rows = taken + unchanged + blank + rejected. */
export interface OutcomePlan {
  readonly taken: readonly OutcomeLine[];
  readonly counts: ReadonlyMap<string, RowCounts>;
  readonly rejected: readonly RejectedRow[];
  readonly disputes: readonly Dispute[];
  /** Taken findings of kind `wrong` that somebody confirmed: they wait for a second person (reliability S7). */
  readonly toApprove: readonly string[];
  /** Ids of all whose answers the rows hold, taken or known. */
  readonly workers: readonly string[];
}

/**
 * What makes two rows one answer: the same person about the same finding on the same evidence after the same visit. That
 * somebody objects, or that the finding was handled, is said beside the answer.
 */
function keyOf({ findingId, evidence, who, visited, outcome }: RecordedOutcome): string {
  const beside = outcome === 'objection' || outcome === 'handled' ? outcome : '';
  return [findingId, evidence, who, visited, beside].join('|');
}

/** What an answer says. */
function contentOf({ outcome, seen, time, note }: RecordedOutcome): string {
  return [outcome, seen.join(' '), time, note].join('|');
}

/**
 * Plans the import of rows that came back, in their order. A row that repeats an answer changes nothing; one that says
 * something else about the same visit is rejected, unless `correct` allows it: a quiet change of an answer is what the
 * ledger is there to prevent (reliability C6).
 */
export function planOutcomes(
  rows: readonly FilledRow[],
  ledger: readonly LedgerLine[],
  context: RowContext,
  correct: boolean,
): OutcomePlan {
  const desk = new ImportDesk(ledger, context, correct);
  for (const row of rows) desk.take(row);
  return desk.plan();
}

class ImportDesk {
  private readonly answers: Map<string, string>;
  private readonly byFinding: Map<string, LedgerLine[]>;
  private readonly taken: OutcomeLine[] = [];
  private readonly rejected: RejectedRow[] = [];
  private readonly listed = new Map<string, ListedFinding>();
  private readonly workers = new Set<string>();
  private readonly counts = new Map<string, RowCounts>();

  constructor(
    ledger: readonly LedgerLine[],
    private readonly context: RowContext,
    private readonly correct: boolean,
  ) {
    const outcomes = outcomesOf(ledger);
    this.answers = new Map(outcomes.map((one) => [keyOf(one), contentOf(one)]));
    this.byFinding = new Map([...linesByFinding(ledger)].map(([id, lines]) => [id, [...lines]]));
  }

  take(row: FilledRow): void {
    const judged = judgeRow(row, this.context);
    if (judged.as === 'blank') this.count(row, 'blank');
    else if (judged.as === 'rejected') this.reject(row, judged.reject);
    else this.answer(row, judged.outcome, judged.listed);
  }

  private answer(row: FilledRow, outcome: RecordedOutcome, listed: ListedFinding): void {
    const key = keyOf(outcome);
    const known = this.answers.get(key);
    this.workers.add(outcome.who);
    if (known === contentOf(outcome)) {
      return this.count(row, 'unchanged');
    }
    if (known !== undefined && !this.correct)
      return this.reject(row, { code: 'E_OUTCOME_CONFLICT', column: 'outcome' });
    if (outcome.outcome === 'handled' && !this.mayBeHandled(listed))
      return this.reject(row, { code: 'E_OUTCOME_STATE', column: 'outcome' });
    const line = lineOf(outcome);
    this.answers.set(key, contentOf(outcome));
    this.listed.set(outcome.findingId, listed);
    this.byFinding.set(outcome.findingId, [...this.linesOf(outcome.findingId), line]);
    this.taken.push(line);
    this.count(row, 'taken');
  }

  private count({ file }: FilledRow, what: keyof RowCounts): void {
    const counts = this.counts.get(file) ?? { taken: 0, unchanged: 0, blank: 0 };
    this.counts.set(file, { ...counts, [what]: counts[what] + 1 });
  }

  /** Handled elsewhere is what comes after a finding is settled, never instead of it. */
  private mayBeHandled({ findingId, kind, evidence }: ListedFinding): boolean {
    const { state } = findingCase(this.linesOf(findingId), { kind, evidence }, this.context.today);
    return state !== 'to_verify' && state !== 'verifying';
  }

  private linesOf(findingId: string): readonly LedgerLine[] {
    return this.byFinding.get(findingId) ?? [];
  }

  private reject({ file, line }: FilledRow, reject: RowReject): void {
    this.rejected.push({ file, line, ...reject });
  }

  plan(): OutcomePlan {
    const findings = [...this.listed.values()].sort((a, b) => (a.findingId < b.findingId ? -1 : 1));
    return {
      taken: this.taken,
      counts: this.counts,
      rejected: this.rejected,
      disputes: findings.flatMap((listed) => this.disputeOf(listed)),
      toApprove: findings.flatMap((listed) => (this.waits(listed) ? [listed.findingId] : [])),
      workers: [...this.workers].sort(),
    };
  }

  private disputeOf({ findingId, evidence }: ListedFinding): readonly Dispute[] {
    const outcomes = outcomesOf(this.linesOf(findingId));
    const decided = verdictOn(standingOf(outcomes), evidence, this.context.today);
    if (decided?.verdict !== 'disputed') return [];
    return [{ findingId, workers: [...new Set(decided.by.map(({ who }) => who))].sort() }];
  }

  private waits({ findingId, kind, evidence }: ListedFinding): boolean {
    if (kind !== 'wrong') return false;
    const { state, verdict } = findingCase(this.linesOf(findingId), { kind, evidence }, this.context.today);
    return state === 'verifying' && verdict === 'confirmed';
  }
}

/** The outcome as a line of the ledger; what is not known is left out. */
export function lineOf(outcome: RecordedOutcome): OutcomeLine {
  const {
    findingId,
    outcome: what,
    evidence,
    until,
    who,
    when,
    visited,
    time,
    seen,
    run,
    rule,
    group,
    note,
  } = outcome;
  return {
    type: 'outcome',
    finding_id: findingId,
    outcome: what,
    evidence,
    until,
    who,
    when,
    visited,
    ...(time === null ? {} : { time }),
    ...(seen.length === 0 ? {} : { seen: [...seen] }),
    run,
    rule,
    ...(group === null ? {} : { group }),
    ...(note === null ? {} : { note }),
  };
}

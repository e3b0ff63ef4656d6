import { textRows } from '../engine/sql.js';
import type { LedgerOutcome } from '../model/outcome.js';
import { dayOf, groupedBy, isHandled, isPaused, standingOf, verdictOn } from './finding-state.js';
import { addDays } from './outcome-rows.js';

/**
 * What a finding of somebody missed waits for once a visit confirmed it: `waits` for the department, or `overdue` where
 * the lists still say the same after the days that the project allows.
 */
export const WAITING = ['waits', 'overdue'] as const;
export type Waiting = (typeof WAITING)[number];

/** A finding that somebody confirmed on one evidence. */
export interface ConfirmedFinding {
  readonly findingId: string;
  readonly evidence: string;
  /** Day of the last visit that confirmed it, YYYY-MM-DD. */
  readonly confirmedOn: string;
  readonly waiting: Waiting;
}

/** What is confirmed as of a day and neither paused nor handled, in the order of the ledger. */
export function confirmedFindings(
  ledger: readonly LedgerOutcome[],
  asOf: string,
  waitingDays: number,
): readonly ConfirmedFinding[] {
  return [...groupedBy(ledger, ({ findingId }) => findingId)].flatMap(([findingId, entries]) => {
    if (entries.every(({ outcome }) => outcome !== 'confirmed')) return [];
    const standing = standingOf(entries);
    if (isPaused(standing, asOf)) return [];
    const evidences = [...new Set(standing.answers.flatMap(({ evidence }) => evidence ?? []))];
    return evidences.flatMap((evidence): readonly ConfirmedFinding[] => {
      const decided = verdictOn(standing, evidence, asOf);
      if (decided?.verdict !== 'confirmed' || isHandled(standing, evidence, asOf)) return [];
      const confirmedOn = decided.by.map(dayOf).reduce((a, b) => (a > b ? a : b));
      const waiting = addDays(confirmedOn, waitingDays) < asOf ? 'overdue' : 'waits';
      return [{ findingId, evidence, confirmedOn, waiting }];
    });
  });
}

/** A table of what is confirmed. */
export function confirmedTable(confirmed: readonly ConfirmedFinding[]): string {
  return textRows(
    ['finding_id', 'evidence', 'confirmed_on', 'waiting'],
    confirmed.map(({ findingId, evidence, confirmedOn, waiting }) => ({
      finding_id: findingId,
      evidence,
      confirmed_on: confirmedOn,
      waiting,
    })),
  );
}

/** Join of the findings `a` with the table `confirmed`: only who was missed waits to be helped. */
export const CONFIRMED_JOIN =
  "LEFT JOIN confirmed AS f ON f.finding_id = a.finding_id AND f.evidence = a.evidence AND a.kind = 'missed'";

/** What a list says of it. */
export const WAITING_LABELS: Readonly<Record<Waiting, string>> = {
  waits: '已核实属实，待部门办理',
  overdue: '已核实属实，超期未办理',
};

/** What a list asks for in the place of a visit. */
export function waitingSentence(waiting: Waiting, confirmedOn: string): string {
  return waiting === 'waits'
    ? `${confirmedOn}已入户核实属实，请勿重复入户，等待部门办理`
    : `${confirmedOn}已入户核实属实，至今名单未变，请先向经办部门了解办理情况`;
}

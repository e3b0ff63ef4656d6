import type { FindingGroup } from '../model/finding.js';
import type { RecordedOutcome } from '../model/outcome.js';
import { groupedBy, standingOf, verdictOn, type Verdict } from './finding-state.js';

/** A finding on one evidence, as visits left it; `verdict` null where nobody decided it. */
export interface DecidedFinding {
  readonly rule: string;
  /** What the list said of it; null in lines of the ledger that do not tell. */
  readonly group: FindingGroup | null;
  readonly verdict: Verdict | null;
}

/**
 * What the outcomes come to, finding by finding and evidence by evidence, in the order of the first answers. A clearance
 * whose time is over has been found all the same. Outcomes that name no rule or no evidence are left out.
 */
export function decidedFindings(outcomes: readonly RecordedOutcome[]): readonly DecidedFinding[] {
  const told = outcomes.filter(({ rule, evidence }) => rule !== null && evidence !== null);
  return [...groupedBy(told, ({ findingId }) => findingId).values()].flatMap((own) => {
    const standing = standingOf(own);
    return [...groupedBy(own, ({ evidence }) => evidence ?? '')].map(([evidence, answers]) => ({
      rule: answers[0]?.rule ?? '',
      group: answers.findLast(({ group }) => group !== null)?.group ?? null,
      verdict: verdictOn(standing, evidence, '')?.verdict ?? null,
    }));
  });
}

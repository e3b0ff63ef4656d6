import type { FindingKind } from '../model/finding.js';
import type { RecordedOutcome } from '../model/outcome.js';
import { decidedFindings } from './decided-findings.js';
import { expectedYields, SMALLEST_GROUP, type ExpectedYield } from './expected-yield.js';
import { outcomeFigures, type OutcomeFigures } from './outcome-figures.js';

/** What visits found about a rule, and what is made of it. */
export interface RuleYield extends OutcomeFigures {
  /** Null where the rule is no longer there. */
  readonly kind: FindingKind | null;
  /** What is expected of the next visit, and the step by which it orders; null for rules about people wrongly included. */
  readonly expected: number | null;
  readonly step: number | null;
  /** True where visits confirm clearly less than they should; the analyst decides what becomes of the rule. */
  readonly low: boolean;
}

/** What the outcomes so far say of the rules: for people, and for the order of the lists. */
export interface Yields {
  readonly rules: readonly RuleYield[];
  readonly expected: readonly ExpectedYield[];
}

/** A rule about people wrongly included that clearly frightens more than it finds (reliability S9). */
const WRONG_FLOOR = 0.5;
/** Other rules: clearly less than this part of what the rules of their kind confirm together. */
const PART_OF_KIND = 0.5;

/**
 * The yields of all rules that the ledger names; `kinds` by rule id. What visits found on the lists of a run that was
 * taken back says what was wrong with the run, not with its rules: it does not count.
 */
export function readYields(
  outcomes: readonly RecordedOutcome[],
  kinds: ReadonlyMap<string, FindingKind>,
  recalledRuns: readonly string[],
): Yields {
  const findings = decidedFindings(outcomes.filter(({ run }) => run === null || !recalledRuns.includes(run)));
  const figures = outcomeFigures(findings);
  const expected = expectedYields(findings, kinds);
  const ofRule = new Map(expected.filter(({ severity }) => severity === null).map((one) => [one.rule, one]));
  const rules = figures.map((own): RuleYield => {
    const kind = kinds.get(own.rule) ?? null;
    const alike = figures.filter(({ rule }) => kinds.get(rule) === kind);
    const next = ofRule.get(own.rule);
    return {
      ...own,
      kind,
      expected: next?.expected ?? null,
      step: next?.step ?? null,
      low: kind !== null && isLow(own, kind === 'wrong' ? WRONG_FLOOR : PART_OF_KIND * shareOf(alike)),
    };
  });
  return { rules, expected };
}

/** Clearly: the whole interval lies below, and not after a few visits. */
function isLow({ confirmed, notConfirmed, yield: found }: OutcomeFigures, floor: number): boolean {
  return confirmed + notConfirmed >= SMALLEST_GROUP && found !== null && found.high < floor;
}

function shareOf(figures: readonly OutcomeFigures[]): number {
  const confirmed = figures.reduce((sum, one) => sum + one.confirmed, 0);
  const decided = figures.reduce((sum, one) => sum + one.confirmed + one.notConfirmed, 0);
  return decided === 0 ? 0 : confirmed / decided;
}

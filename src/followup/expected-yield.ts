import type { Confidence, FindingKind, Severity } from '../model/finding.js';
import type { DecidedFinding } from './decided-findings.js';
import { groupedBy } from './finding-state.js';

/** How often a visit to such a finding is expected to confirm it. Null stands for any. */
export interface ExpectedYield {
  readonly rule: string;
  readonly severity: Severity | null;
  readonly confidence: Confidence | null;
  readonly county: string | null;
  readonly confirmed: number;
  /** Findings that visits decided, either way. */
  readonly decided: number;
  /** Between 0 and 1, to four places. */
  readonly expected: number;
  /** How far that is from all rules of the kind: 0 about the same, 1 half as much again, -1 two thirds … */
  readonly step: number;
}

/** A group of fewer decided findings says nothing by itself: it takes what is expected of the wider one. */
export const SMALLEST_GROUP = 10;

/** What is expected before visits say otherwise weighs as much as the visits that confirm so many, */
const PRIOR_CONFIRMED = 5;
/** and at least as much as so many visits. */
const PRIOR_VISITS = 20;

/** Yields that are less than about a fifth apart change no order: they are the same step of a scale by one and a half. */
const STEP = 1.5;

/**
 * What is expected of visits, from the outcomes so far: a Beta prior around the share of all rules of the kind, updated by
 * those of the rule; for its groups of one severity and confidence around what the rest of the rule says, and for each
 * county around what the others say (Gelman et al., Bayesian Data Analysis, 3rd ed., ch. 2.4 and 5). So few visits change little, and a county or a rule
 * without visits borrows from all. Nothing is expected of rules about people wrongly included: nobody is ranked by how
 * guilty they may be (reliability S24). Empty for a kind of which nothing was decided.
 */
export function expectedYields(
  findings: readonly DecidedFinding[],
  kinds: ReadonlyMap<string, FindingKind>,
): readonly ExpectedYield[] {
  const decided = findings.filter(({ verdict }) => verdict === 'confirmed' || verdict === 'not_confirmed');
  const ordered = [...new Set(kinds.values())].filter((kind) => kind !== 'wrong');
  return ordered.flatMap((kind) => {
    const rules = [...kinds].flatMap(([rule, own]) => (own === kind ? [rule] : [])).sort();
    return yieldsOfKind(rules, decided);
  });
}

function yieldsOfKind(
  rules: readonly string[],
  decided: readonly DecidedFinding[],
): readonly ExpectedYield[] {
  const byRule = groupedBy(decided, ({ rule }) => rule);
  const all = tallyOf(rules.flatMap((rule) => byRule.get(rule) ?? []));
  if (all.decided === 0) return [];
  // Half a finding each way (Jeffreys), so that nothing is expected never or always.
  const usual = (all.confirmed + 0.5) / (all.decided + 1);
  return rules.flatMap((rule) => {
    const findings = byRule.get(rule) ?? [];
    const any = { rule, severity: null, confidence: null, county: null };
    const tally = tallyOf(findings);
    return [yieldOf(any, tally, updated(usual, tally), usual), ...groupYields({ rule, findings, usual })];
  });
}

interface RuleFindings {
  readonly rule: string;
  readonly findings: readonly DecidedFinding[];
  readonly usual: number;
}

/** A group borrows from the others of its rule, a county from the others of its group: nothing counts twice. */
function groupYields({ rule, findings, usual }: RuleFindings): readonly ExpectedYield[] {
  const ofRule = tallyOf(findings);
  const groups = findings.flatMap(({ group, verdict }) => (group === null ? [] : [{ ...group, verdict }]));
  return large(groups, ({ severity, confidence }) => `${severity} ${confidence}`).flatMap((alike) => {
    const [{ severity, confidence }] = alike;
    const ofGroup = tallyOf(alike);
    const others = updated(usual, without(ofRule, ofGroup));
    const counties = large(alike, ({ county }) => county ?? '').filter(([{ county }]) => county !== null);
    return [
      yieldOf({ rule, severity, confidence, county: null }, ofGroup, updated(others, ofGroup), usual),
      ...counties.map((own) => {
        const tally = tallyOf(own);
        const elsewhere = updated(others, without(ofGroup, tally));
        const place = { rule, severity, confidence, county: own[0].county };
        return yieldOf(place, tally, updated(elsewhere, tally), usual);
      }),
    ];
  });
}

/** Groups by key that are large enough, in the order of their keys. */
function large<T>(items: readonly T[], keyOf: (item: T) => string): readonly [T, ...T[]][] {
  return [...groupedBy(items, keyOf)]
    .filter(([, group]) => group.length >= SMALLEST_GROUP)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group as [T, ...T[]]);
}

interface Tally {
  readonly confirmed: number;
  readonly decided: number;
}

function tallyOf(findings: readonly Pick<DecidedFinding, 'verdict'>[]): Tally {
  const confirmed = findings.filter(({ verdict }) => verdict === 'confirmed').length;
  return { confirmed, decided: findings.length };
}

function without(all: Tally, part: Tally): Tally {
  return { confirmed: all.confirmed - part.confirmed, decided: all.decided - part.decided };
}

/** The mean of the Beta distribution around `expected` after the findings that were decided. */
function updated(expected: number, { confirmed, decided }: Tally): number {
  const weight = Math.max(PRIOR_VISITS, PRIOR_CONFIRMED / expected);
  return (confirmed + weight * expected) / (decided + weight);
}

function yieldOf(
  place: Pick<ExpectedYield, 'rule' | 'severity' | 'confidence' | 'county'>,
  tally: Tally,
  expected: number,
  usual: number,
): ExpectedYield {
  const steps = Math.round(Math.log(expected / usual) / Math.log(STEP));
  // -0 is 0.
  return { ...place, ...tally, expected: Math.round(expected * 10_000) / 10_000, step: steps + 0 };
}

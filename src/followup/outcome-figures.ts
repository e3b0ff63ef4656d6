import type { DecidedFinding } from './decided-findings.js';
import { groupedBy, type Verdict } from './finding-state.js';

/** What visits have found about the findings of one rule so far. */
export interface OutcomeFigures {
  readonly rule: string;
  /** Findings, on one evidence each, that somebody decided. */
  readonly confirmed: number;
  readonly notConfirmed: number;
  readonly unverifiable: number;
  readonly disputed: number;
  /** confirmed / (confirmed + notConfirmed), with its 95 % interval (Wilson 1927); null before the first. */
  readonly yield: { readonly rate: number; readonly low: number; readonly high: number } | null;
}

/** What the findings of each rule came to, by rule id. */
export function outcomeFigures(findings: readonly DecidedFinding[]): readonly OutcomeFigures[] {
  const byRule = groupedBy(findings, ({ rule }) => rule);
  return [...byRule].map(([rule, own]) => figuresOf(rule, own)).sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

function figuresOf(rule: string, findings: readonly DecidedFinding[]): OutcomeFigures {
  const count = (wanted: Verdict): number => findings.filter(({ verdict }) => verdict === wanted).length;
  const confirmed = count('confirmed');
  const notConfirmed = count('not_confirmed');
  return {
    rule,
    confirmed,
    notConfirmed,
    unverifiable: count('unverifiable'),
    disputed: count('disputed'),
    yield: wilson(confirmed, confirmed + notConfirmed),
  };
}

const Z = 1.959963984540054;

/** A share with the Wilson score interval at 95 %, each between 0 and 1, rounded to four places; null of nothing. */
export function wilson(part: number, all: number): OutcomeFigures['yield'] {
  if (all === 0) return null;
  const share = part / all;
  const middle = (share + (Z * Z) / (2 * all)) / (1 + (Z * Z) / all);
  const half = (Z * Math.sqrt((share * (1 - share)) / all + (Z * Z) / (4 * all * all))) / (1 + (Z * Z) / all);
  const places = (value: number): number => Math.round(value * 10_000) / 10_000;
  return {
    rate: places(share),
    low: places(Math.max(0, middle - half)),
    high: places(Math.min(1, middle + half)),
  };
}

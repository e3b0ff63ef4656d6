import { textRows } from '../engine/sql.js';
import type { ExpectedYield } from './expected-yield.js';

/** A table of what is expected of visits, NULL for any. */
export function yieldTable(yields: readonly ExpectedYield[]): string {
  const rows = yields.map(({ rule, severity, confidence, county, step }) => {
    return { rule_id: rule, severity, confidence, county, step: String(step) };
  });
  const columns = ['rule_id', 'severity', 'confidence', 'county', 'step'] as const;
  return `SELECT * REPLACE (CAST(step AS INTEGER) AS step)\nFROM (\n${textRows(columns, rows)}\n)`;
}

/** Joins of the findings `a` with the table `yields`: of their county, of their severity and confidence, of their rule. */
export const YIELD_JOINS: readonly string[] = [
  'LEFT JOIN yields AS yc ON yc.rule_id = a.rule_id AND yc.severity = a.severity AND yc.confidence = a.confidence AND yc.county = a.county',
  'LEFT JOIN yields AS yg ON yg.rule_id = a.rule_id AND yg.severity = a.severity AND yg.confidence = a.confidence AND yg.county IS NULL',
  'LEFT JOIN yields AS yr ON yr.rule_id = a.rule_id AND yr.severity IS NULL',
];

/** The narrowest of them that there is. */
export const YIELD_STEP = 'coalesce(yc.step, yg.step, yr.step)';

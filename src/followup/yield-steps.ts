import { number, text } from '../engine/sql.js';
import type { ExpectedYield } from './expected-yield.js';

const COLUMNS = 'y (rule_id, severity, confidence, county, step)';

/** A table of what is expected of visits, NULL for any. */
export function yieldTable(yields: readonly ExpectedYield[]): string {
  const rows = yields.map(({ rule, severity, confidence, county, step }) => {
    const group = [severity, confidence, county].map((value) => (value === null ? 'NULL' : text(value)));
    return `(${[text(rule), ...group, number(step)].join(', ')})`;
  });
  const values =
    rows.length > 0
      ? `VALUES ${rows.join(', ')}`
      : "SELECT '' AS rule_id, '' AS severity, '' AS confidence, '' AS county, 0 AS step WHERE false";
  return [
    'SELECT rule_id, CAST(severity AS VARCHAR) AS severity, CAST(confidence AS VARCHAR) AS confidence,',
    '  CAST(county AS VARCHAR) AS county, CAST(step AS INTEGER) AS step',
    `FROM (${values}) AS ${COLUMNS}`,
  ].join('\n');
}

/** Joins of the findings `a` with the table `yields`: of their county, of their severity and confidence, of their rule. */
export const YIELD_JOINS: readonly string[] = [
  'LEFT JOIN yields AS yc ON yc.rule_id = a.rule_id AND yc.severity = a.severity AND yc.confidence = a.confidence AND yc.county = a.county',
  'LEFT JOIN yields AS yg ON yg.rule_id = a.rule_id AND yg.severity = a.severity AND yg.confidence = a.confidence AND yg.county IS NULL',
  'LEFT JOIN yields AS yr ON yr.rule_id = a.rule_id AND yr.severity IS NULL',
];

/** The narrowest of them that there is. */
export const YIELD_STEP = 'coalesce(yc.step, yg.step, yr.step)';

import type { ValidationReport } from '../validate.js';

/** The report as one JSON document; its keys are a contract. */
export function renderJson(report: ValidationReport): string {
  return `${JSON.stringify({ version: 1, ...report }, null, 2)}\n`;
}

import { CONTAINER_ISSUES } from './issues/container-issues.js';
import { FILE_ISSUES } from './issues/file-issues.js';
import { GATE_ISSUES } from './issues/gate-issues.js';
import type { IssueSpec } from './issues/issue.js';
import { OUTCOME_ISSUES } from './issues/outcome-issues.js';
import { QUALITY_ISSUES } from './issues/quality-issues.js';
import { REJECT_ISSUES } from './issues/reject-issues.js';
import { RUN_ISSUES } from './issues/run-issues.js';
import { WARNING_ISSUES } from './issues/warning-issues.js';

export { ISSUE_SEVERITIES, type IssueSeverity, type IssueSpec } from './issues/issue.js';

/** Every code that a run or an export can earn, in the order of the manual. */
export const ISSUE_CATALOGUE: readonly IssueSpec[] = [
  ...RUN_ISSUES,
  ...FILE_ISSUES,
  ...CONTAINER_ISSUES,
  ...REJECT_ISSUES,
  ...WARNING_ISSUES,
  ...GATE_ISSUES,
  ...OUTCOME_ISSUES,
  ...QUALITY_ISSUES,
];

const BY_CODE: ReadonlyMap<string, IssueSpec> = new Map(ISSUE_CATALOGUE.map((spec) => [spec.code, spec]));

export function findIssue(code: string): IssueSpec | null {
  return BY_CODE.get(code) ?? null;
}

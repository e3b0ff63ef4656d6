import { ConfigError } from '../model/errors.js';
import { findIssue } from '../model/issue-catalogue.js';

/** Letters and digits that a reason has at least: dots and blanks say nothing to whoever audits. */
const SHORTEST = 4;

type ReasonCode = 'E_GATE_REASON' | 'E_RECALL_REASON' | 'E_REASON_MISSING';

/** The reason as it goes to the audit trail. Throws ConfigError of the code given where it says nothing. */
export function statedReason(reason: string, code: ReasonCode): string {
  const said = reason.match(/[\p{L}\p{N}]/gu) ?? [];
  if (said.length >= SHORTEST) return reason.trim();
  const issue = findIssue(code);
  throw new ConfigError(issue?.en ?? code, {
    zh: `理由至少要有 ${SHORTEST} 个字或数字`,
    code,
    ...(issue === null ? {} : { hint: issue.advice.en }),
  });
}

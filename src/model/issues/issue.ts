export const ISSUE_SEVERITIES = ['error', 'warning', 'note'] as const;
export type IssueSeverity = (typeof ISSUE_SEVERITIES)[number];

/** What a code means, in both languages, and what to do about it. */
export interface IssueSpec {
  readonly code: string;
  readonly severity: IssueSeverity;
  readonly zh: string;
  readonly en: string;
  readonly advice: { readonly zh: string; readonly en: string };
}

/** An entry of the catalogue; each pair is Chinese, then English. */
export function issue(
  code: string,
  severity: IssueSeverity,
  what: readonly [zh: string, en: string],
  advice: readonly [zh: string, en: string],
): IssueSpec {
  return { code, severity, zh: what[0], en: what[1], advice: { zh: advice[0], en: advice[1] } };
}

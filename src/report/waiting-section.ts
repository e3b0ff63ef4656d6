import type { ReportSection, Words } from './report-section.js';

/** Findings of one rule that visits confirmed and the department has not answered yet. */
export interface WaitingRule {
  readonly rule: string;
  readonly findings: number;
  readonly overdue: number;
}

/** People who are missed, as visits confirmed, and whom the lists still do not hold. */
export function waitingSection(
  rules: readonly WaitingRule[],
  titled: (rule: string) => Words | string,
): ReportSection {
  return {
    title: { zh: '已核实属实、待部门办理的疑似漏保', en: 'Confirmed as missed, waiting for the department' },
    head: [
      { zh: '规则', en: 'rule' },
      { zh: '疑点', en: 'findings' },
      { zh: '其中超期', en: 'overdue' },
    ],
    rows: rules.map(({ rule, findings, overdue }) => [titled(rule), findings, overdue]),
    note: {
      zh: '不再要求入户；名单更新后自动消除。超期的排在清单最前。',
      en: 'no second visit is asked for; they go once the lists change. Those that are overdue come first on the lists.',
    },
  };
}

import { ISSUE_CATALOGUE } from '../../model/issue-catalogue.js';
import type { IssuePlace, ValidationIssue, ValidationReport } from '../validate.js';
import type { ReportLanguage } from './text-report.js';

/** One log of SARIF 2.1.0 (OASIS): one result per place, the catalogue as rules. */
export function renderSarif(reports: readonly ValidationReport[], language: ReportLanguage): string {
  const issues = reports.flatMap((report) => report.issues);
  const used = new Set(issues.map(({ code }) => code));
  const rules = ISSUE_CATALOGUE.filter(({ code }) => used.has(code)).map((spec) => ({
    id: spec.code,
    shortDescription: { text: spec[language] },
    help: { text: spec.advice[language] },
    defaultConfiguration: { level: spec.severity },
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'yingbao', rules } },
        columnKind: 'unicodeCodePoints',
        results: issues.flatMap((issue) => results(issue, language)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function results(issue: ValidationIssue, language: ReportLanguage): readonly unknown[] {
  const places: readonly IssuePlace[] =
    issue.places.length === 0 ? [{ line: null, column: null }] : issue.places;
  return places.map(({ line, column }) => ({
    ruleId: issue.code,
    level: issue.severity,
    message: {
      text: [issue[language], column ?? '', language === 'zh' ? issue.detailZh : issue.detail]
        .filter(Boolean)
        .join('; '),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: issue.file.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line ?? 1 },
        },
      },
    ],
    properties: { count: issue.count },
  }));
}

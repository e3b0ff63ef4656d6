import type { IssueSeverity } from '../../model/issue-catalogue.js';
import { safeText } from '../../normalize/text.js';
import type { IssuePlace, ValidationReport } from '../validate.js';
import type { ReportLanguage } from './text-report.js';

const COMMANDS: Readonly<Record<IssueSeverity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

/** Workflow commands of GitHub Actions: one annotation per place. */
export function renderGithub(report: ValidationReport, language: ReportLanguage): string {
  const lines = report.issues.flatMap((issue) => {
    const places: readonly IssuePlace[] =
      issue.places.length === 0 ? [{ line: null, column: null }] : issue.places;
    return places.map(({ line, column }) => {
      const text = [
        issue[language],
        column ?? '',
        language === 'zh' ? issue.detailZh : issue.detail,
        issue.advice[language],
      ]
        .filter(Boolean)
        .join('; ');
      const where = `file=${property(issue.file)},line=${line ?? 1},title=${property(issue.code)}`;
      return `::${COMMANDS[issue.severity]} ${where}::${message(text)}`;
    });
  });
  return lines.map((line) => `${line}\n`).join('');
}

function message(value: string): string {
  return value.split('\n').map(safeText).join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function property(value: string): string {
  return message(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

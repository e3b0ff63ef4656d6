import type { ValidationIssue, ValidationReport } from '../validate.js';
import type { ReportLanguage } from './text-report.js';

/** One document of JUnit XML: a suite per file, a case per code; errors fail, warnings and notes go to system-out. */
export function renderJunit(reports: readonly ValidationReport[], language: ReportLanguage): string {
  const suites = reports.flatMap(({ files, issues }) =>
    files.map(({ file }) =>
      suite(
        file,
        issues.filter((issue) => issue.file === file),
        language,
      ),
    ),
  );
  const issues = reports.flatMap((report) => report.issues);
  const failures = issues.filter(({ severity }) => severity === 'error').length;
  const tests = issues.length + sum(reports.map(cleanFiles));
  const names = reports.map(({ registry }) => registry).join(' ');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="yingbao validate ${escapeXml(names)}" tests="${tests}" failures="${failures}">`,
    ...suites.flat(),
    '</testsuites>',
    '',
  ].join('\n');
}

function cleanFiles(report: ValidationReport): number {
  return report.files.filter(({ file }) => !report.issues.some((issue) => issue.file === file)).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function suite(
  file: string,
  issues: readonly ValidationIssue[],
  language: ReportLanguage,
): readonly string[] {
  const failures = issues.filter(({ severity }) => severity === 'error').length;
  const name = escapeXml(file);
  const cases =
    issues.length === 0
      ? [`    <testcase classname="${name}" name="readable"/>`]
      : issues.flatMap((issue) => testCase(issue, language));
  return [
    `  <testsuite name="${name}" tests="${Math.max(1, issues.length)}" failures="${failures}">`,
    ...cases,
    '  </testsuite>',
  ];
}

function testCase(issue: ValidationIssue, language: ReportLanguage): readonly string[] {
  const element = issue.severity === 'error' ? 'failure' : 'system-out';
  const message = escapeXml(`${issue.code}: ${issue[language]} × ${issue.count}`);
  const body = escapeXml(
    [
      language === 'zh' ? issue.detailZh : issue.detail,
      ...issue.places.map(({ line }) => `${issue.file}:${line ?? 1}`),
      issue.advice[language],
    ]
      .filter(Boolean)
      .join('\n'),
  );
  const open = element === 'failure' ? `<failure type="${issue.code}" message="${message}">` : '<system-out>';
  return [
    `    <testcase classname="${escapeXml(issue.file)}" name="${message}">`,
    `      ${open}${element === 'failure' ? body : `${message}\n${body}`}</${element}>`,
    '    </testcase>',
  ];
}

/** XML 1.0 has no place for most control characters, not even escaped. */
function escapeXml(value: string): string {
  return value
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

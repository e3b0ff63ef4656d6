import { safeText } from '../../normalize/text.js';
import type { ColumnProfile } from '../column-profile.js';
import type { ValidatedFile, ValidationIssue, ValidationReport } from '../validate.js';

export type ReportLanguage = 'zh' | 'en';

const WORDS = {
  zh: { error: '错误', warning: '警告', note: '提示', records: '条记录', rejected: '条无法读取', unreadable: '无法读取', header: (line: number) => `表头在第 ${line} 行`, column: '列', filled: '填写', unread: '无法识别', distinct: '不同值约', length: '长度', and: '另有', more: '处', notRead: '未读取的列', own: '如有用，请写入 columns:' },
  en: { error: 'error', warning: 'warning', note: 'note', records: 'records', rejected: 'rejected', unreadable: 'cannot be read', header: (line: number) => `header on line ${line}`, column: 'column', filled: 'filled', unread: 'unread', distinct: 'distinct about', length: 'length', and: 'and', more: 'more', notRead: 'columns not read', own: 'name those that matter under columns:' },
} as const; // prettier-ignore

/** The report as text for a terminal, one place a line as `file:line`, so that editors can jump there. */
export function renderText(report: ValidationReport, language: ReportLanguage): string {
  const words = WORDS[language];
  const { error, warning, note } = report.totals;
  return [
    ...report.files.flatMap((file) => [
      fileLine(file, language),
      ...report.issues
        .filter((issue) => issue.file === file.file)
        .flatMap((issue) => issueLines(issue, language)),
      ...file.profile.map((profile) => profileLine(profile, language)),
      ...notReadLine(file, language),
      '',
    ]),
    `${words.error} ${error}, ${words.warning} ${warning}, ${words.note} ${note}`,
    '',
  ]
    .map(safeText)
    .join('\n');
}

/** A column that nobody understood may be the very one that says when a benefit ended. */
function notReadLine({ report }: ValidatedFile, language: ReportLanguage): readonly string[] {
  const words = WORDS[language];
  const headers = report?.columns.filter(({ field, header }) => field === null && header !== '') ?? [];
  return headers.length === 0
    ? []
    : [`  ${words.notRead}: ${headers.map(({ header }) => header).join(', ')} (${words.own})`];
}

function fileLine({ file, report }: ValidatedFile, language: ReportLanguage): string {
  const words = WORDS[language];
  if (report === null) return `${file}: ${words.unreadable}`;
  const rejected = report.rejected === 0 ? '' : `, ${report.rejected} ${words.rejected}`;
  return `${file}: ${report.loaded} ${words.records}${rejected} (${report.encoding}, ${words.header(report.headerLine)})`;
}

function issueLines(issue: ValidationIssue, language: ReportLanguage): readonly string[] {
  const words = WORDS[language];
  const said = language === 'zh' ? issue.detailZh : issue.detail;
  const detail = said === '' ? '' : `: ${said}`;
  const head = `  ${words[issue.severity]} ${issue.code} × ${issue.count}  ${issue[language]}${detail}`;
  const places = issue.places
    .filter(({ line }) => line !== null)
    .map(
      ({ line, column }) =>
        `    ${issue.file}:${line}${column === null ? '' : ` (${words.column} ${column})`}`,
    );
  const hidden =
    places.length > 0 && issue.count > places.length
      ? [`    ${words.and} ${issue.count - places.length} ${words.more}`]
      : [];
  return [head, ...places, ...hidden, `    → ${issue.advice[language]}`];
}

function profileLine(profile: ColumnProfile, language: ReportLanguage): string {
  const words = WORDS[language];
  const share = profile.records === 0 ? 0 : profile.filled / profile.records;
  const length =
    profile.shortest === null ? '' : `, ${words.length} ${profile.shortest}–${profile.longest ?? 0}`;
  const patterns = profile.patterns.map(
    ({ pattern, share: part }) => ` ${pattern} ${(part * 100).toFixed(1)} %`,
  );
  const unread = profile.unread === 0 ? '' : `, ${words.unread} ${profile.unread}`;
  return `  ${profile.header} → ${profile.field}: ${words.filled} ${(share * 100).toFixed(1)} %${unread}, ${words.distinct} ${profile.distinct}${length}${patterns.length === 0 ? '' : ` ·${patterns.join(',')}`}`;
}

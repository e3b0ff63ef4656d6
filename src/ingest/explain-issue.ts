import { distance } from 'fastest-levenshtein';
import { ConfigError } from '../model/errors.js';
import { findIssue, ISSUE_CATALOGUE, type IssueSpec } from '../model/issue-catalogue.js';

/** True for what is written like a code of the catalogue; ids of findings begin with F. */
export function isIssueCode(text: string): boolean {
  return /^(?:[enw]_[a-z0-9_]*|d\d{1,3})$/i.test(text.trim());
}

/** The issue of a code, whatever its case. Throws ConfigError, with the codes that are written most alike, where there is none. */
export function issueOfCode(text: string): IssueSpec {
  const code = text.trim().toUpperCase();
  const issue = findIssue(code);
  if (issue !== null) return issue;
  throw new ConfigError(`there is no code ${code}; alike: ${nearest(code).join(', ')}`, {
    zh: `没有代码 ${code}，相近的有：${nearest(code).join('、')}`,
    code: 'E_CODE_UNKNOWN',
    hint: 'docs/ingest.md lists all codes, and the gates D1–D11',
  });
}

/** An issue of the catalogue as text, in the reader's language. */
export function explainIssue(issue: IssueSpec, lang: 'zh' | 'en'): string {
  const words = {
    zh: { error: '错误', warning: '警告', note: '提示', lead: '处理办法：' },
    en: { error: 'error', warning: 'warning', note: 'note', lead: 'what to do: ' },
  }[lang];
  return `${issue.code} (${words[issue.severity]}) ${issue[lang]}\n${words.lead}${issue.advice[lang]}`;
}

function nearest(code: string): readonly string[] {
  return ISSUE_CATALOGUE.map((issue) => ({ code: issue.code, edits: distance(code, issue.code) }))
    .sort((a, b) => a.edits - b.edits || (a.code < b.code ? -1 : 1))
    .slice(0, 3)
    .map((one) => one.code);
}

import { findIssue } from '../model/issue-catalogue.js';

/** An issue of the catalogue as text, in the reader's language; null where the code is none. */
export function explainIssue(code: string, lang: 'zh' | 'en'): string | null {
  const issue = findIssue(code.trim().toUpperCase());
  if (issue === null) return null;
  const words = {
    zh: { error: '错误', warning: '警告', note: '提示', lead: '处理办法：' },
    en: { error: 'error', warning: 'warning', note: 'note', lead: 'what to do: ' },
  }[lang];
  return `${issue.code} (${words[issue.severity]}) ${issue[lang]}\n${words.lead}${issue.advice[lang]}`;
}

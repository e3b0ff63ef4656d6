import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainIssue, isIssueCode, issueOfCode } from '../../src/ingest/explain-issue.js';
import { findIssue, ISSUE_CATALOGUE } from '../../src/model/issue-catalogue.js';

const ROOT = join(import.meta.dirname, '../..');

describe('the codes', () => {
  it('stand in docs/ingest.md just as in the catalogue', () => {
    const text = readFileSync(join(ROOT, 'docs/ingest.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `([A-Z]\w+)` \| (\w+) \| (.*) \| (.*) \|$/gm)].map((row) =>
      row.slice(1, 5),
    );
    expect(listed).toEqual(ISSUE_CATALOGUE.map(({ code, severity, zh, en }) => [code, severity, zh, en]));
  });

  it('that ingest can say are all in the catalogue', () => {
    const folder = join(ROOT, 'src/ingest');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const used = files.flatMap(
      (file) => readFileSync(join(folder, file), 'utf8').match(/'[EWN]_[A-Z][A-Z_]+'/g) ?? [],
    );
    const unknown = [...new Set(used.map((code) => code.slice(1, -1)))].filter(
      (code) => findIssue(code) === null && !code.startsWith('E_ENGINE'),
    );
    expect(unknown).toEqual([]);
  });

  it('are explained in both languages, whatever their case', () => {
    expect(explainIssue(issueOfCode('d01'), 'zh')).toBe(
      'D01 (警告) 身份证号无效\n处理办法：核对长度、出生日期和校验码',
    );
    expect(explainIssue(issueOfCode('D01'), 'en')).toContain('what to do: check its length');
  });

  it('are told from finding ids', () => {
    expect(ISSUE_CATALOGUE.filter(({ code }) => !isIssueCode(code))).toEqual([]);
    expect(isIssueCode('F0123456789ABCDEF01234567')).toBe(false);
  });

  it('that do not exist are answered with those written most alike', () => {
    expect(() => issueOfCode('E_ENCODNG')).toThrow(/alike: E_ENCODING,/);
  });
});

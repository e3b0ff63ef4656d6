import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { ConfigError } from '../../src/model/errors.js';
import { parseRule } from '../../src/rules/rule-file.js';
import { buildRule, MINIMAL_SQL, ruleText } from './rule-builder.js';

function refusal(text: string): ConfigError {
  try {
    parseRule(text, 'M80.sql');
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('the rule was accepted');
}

describe('a rule file', () => {
  it('is YAML between /*--- and ---*/, then a SELECT without its semicolon', () => {
    const rule = buildRule({}, `${MINIMAL_SQL};`);
    expect(rule).toMatchObject({
      id: 'M80',
      kind: 'missed',
      standard: false,
      parameters: {},
      counterEvidence: {},
    });
    expect(rule.sql).toBe(MINIMAL_SQL);
  });

  it('may be the example of the documentation', () => {
    const example = /```sql\n([\s\S]*?)```/.exec(readFileSync(assetPath('docs', 'rules.md'), 'utf8'))?.[1];
    expect(parseRule(example ?? '', 'M50.sql').id).toBe('M50');
  });

  it('may have the byte order mark of an editor', () => {
    expect(parseRule(`\uFEFF${ruleText()}`, 'M80.sql').id).toBe('M80');
  });

  it('may have Windows line ends', () => {
    expect(parseRule(ruleText().replaceAll('\n', '\r\n'), 'M80.sql').id).toBe('M80');
  });

  it.each([
    ['no front matter', 'SELECT 1\n'],
    ['an open front matter', '/*---\nid: M80\nSELECT 1\n'],
    ['nothing after it', '/*---\nid: M80\n---*/\n'],
  ])('is refused with %s', (_what, text) => {
    expect(refusal(text).code).toBe('E_RULE_FORM');
  });

  it.each([
    ['a list that is no kind', 'columns: { hukou: [fatherId] }', 'custom_<name>'],
    ['a column that the kind has not', 'columns: { assistance: [altitude] }', 'no field altitude'],
    ['silence of a list that nobody knows', 'absence: [students]', 'custom_<name>'],
    [
      'a default of another type',
      'parameters: { a: { type: number, default: 十二, meaning: m } }',
      'a number is needed',
    ],
    [
      'a default that is no choice',
      'parameters: { a: { type: text, default: x, choices: [p, q], meaning: m } }',
      'one of: p, q',
    ],
    [
      'a parameter that every rule has',
      'parameters: { asOf: { type: text, default: x, meaning: m } }',
      'is given a parameter',
    ],
    [
      'a parameter that is no name',
      "parameters: { 'a; DROP': { type: number, default: 1, meaning: m } }",
      'is camelCase',
    ],
    ['braces around no column', "reason: { zh: '{Nope}', en: b }", 'name of a column'],
    ['braces around Chinese', "reason: { zh: '{空}', en: b }", 'name of a column'],
    ['a word that judges, taken apart', 'title: { zh: 骗 保, en: b }', 'judges a person'],
    ['a word that says that somebody lies', 'title: { zh: 隐瞒收入, en: b }', 'judges a person'],
  ])('is refused with %s', (_what, line, expected) => {
    expect(refusal(ruleText({ [line.split(':')[0] ?? '']: line })).message).toContain(expected);
  });

  it('is refused where its SELECT could show a word that judges', () => {
    for (const shown of ["'骗保'", "'骗' || '保'"])
      expect(
        refusal(ruleText({}, `${MINIMAL_SQL.replace('NULL AS amount', `${shown} AS z, NULL AS amount`)}`))
          .message,
      ).toContain('judges a person');
  });

  it('needs no registry of a kind where those of other departments do', () => {
    expect(buildRule({ requires: null }).requires).toEqual([]);
  });

  it('is refused with all problems at once', () => {
    const { message, code } = refusal(
      ruleText({ id: 'id: missed-1', severity: 'severity: huge', kind: 'kind: maybe', basis: 'basis: []' }),
    );
    expect(code).toBe('E_RULE_INVALID');
    for (const place of ['2: id', '4: kind', '6: severity', '11: basis'])
      expect(message).toContain(`M80.sql:${place}`);
  });

  it.each([
    ['an unknown key', { extra: 'parameter: {}' }],
    ['a reason in one language', { reason: 'reason: { zh: 原因 }' }],
    ['a reason that judges', { reason: 'reason: { zh: 涉嫌骗保, en: reason }' }],
    ['a visit that looks for guilt', { check: 'check: { zh: [看], en: [whether it was fraud] }' }],
    ['a registry kind that is none', { requires: 'requires: [vehicles]' }],
    ['something that explains and is no list of schemes', { extra: 'explainedBy: schemes' }],
    ['no innocent explanation', { innocent: 'innocent: { zh: [], en: [] }' }],
    ['a parameter without meaning', { parameters: 'parameters: { n: { type: number, default: 1 } }' }],
    [
      'a parameter name that SQL would not take',
      { parameters: 'parameters: { "n;x": { type: number, default: 1, meaning: m } }' },
    ],
    ['a basis that is no day', { basis: 'basis: [{ title: t, date: 2026-02-30, verified: false }]' }],
  ])('is refused with %s', (_what, front) => {
    expect(refusal(ruleText(front)).code).toBe('E_RULE_INVALID');
  });

  it('is refused with a key twice', () => {
    expect(refusal(ruleText({ twice: 'id: M81' })).code).toBe('E_RULE_SYNTAX');
  });

  it('is refused with the line at which the YAML breaks, and what is wrong with the SQL beside it', () => {
    const { message } = refusal(ruleText({ title: 'title: { zh: a' }, 'DROP TABLE x'));
    expect(message).toMatch(/^M80\.sql:\d+: the front matter is not valid YAML/);
    expect(message).toContain('DROP is not allowed');
  });

  it('holds the SQL to what its kind may read though another line is broken', () => {
    const sql =
      "SELECT person_id, '' AS episode, '[]' AS sources, link_class, NULL AS amount, false AS refused FROM assistance WHERE sex = 'M'";
    const { message } = refusal(ruleText({ kind: 'kind: wrong', severity: 'severity: huge' }, sql));
    expect(message).toContain('severity');
    expect(message).toContain('must not read sex');
  });

  it('is refused with aliases', () => {
    const text = ruleText({ title: 'title: &t { zh: a, en: b }', reason: 'reason: *t' });
    expect(refusal(text).code).toBe('E_RULE_SYNTAX');
  });
});

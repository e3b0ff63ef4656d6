import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../src/engine/engine.js';
import { ConfigError } from '../../src/model/errors.js';
import { compileRule, ruleParameters } from '../../src/rules/compile.js';
import type { Rule } from '../../src/rules/rule-file.js';
import { buildRule } from './rule-builder.js';

const CONTEXT = { asOf: '2026-10-31', defaultCounty: null };
const ROW =
  "SELECT 'P1' AS person_id, '' AS episode, '[]' AS sources, 'certain' AS link_class, 12.5 AS amount, NULL AS refused";
let room: string;
let engine: Engine;

beforeAll(async () => {
  room = mkdtempSync(join(tmpdir(), 'yingbao-compile-'));
  engine = await openDuckDb({ spillFolder: join(room, 'spill'), threads: 1, memoryLimitMb: 256 });
});
afterAll(async () => {
  await engine.close();
  rmSync(room, { recursive: true, force: true });
});

async function runRule(
  rule: Rule,
  overrides = {},
  context: typeof CONTEXT | { asOf: string; defaultCounty: string } = CONTEXT,
): Promise<Row> {
  const rows = await engine.rows(compileRule(rule, ruleParameters(rule, overrides), context));
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
}

describe('parameters of a rule', () => {
  const rule = buildRule({
    parameters:
      "parameters: { months: { type: number, default: 12, meaning: m }, words: { type: text, default: 低保, meaning: m }, levels: { type: list, default: ['1'], meaning: m }, by: { type: text, default: person, choices: [person, household], meaning: m } }",
  });

  it('are the defaults where the project says nothing', () => {
    expect(ruleParameters(rule)).toEqual({
      months: 12,
      words: '低保',
      levels: ['1'],
      by: 'person',
    });
  });

  it('are those of the project where it does', () => {
    expect(ruleParameters(rule, { months: 6, levels: [], by: 'household' })).toEqual({
      months: 6,
      words: '低保',
      levels: [],
      by: 'household',
    });
  });

  it.each([
    ['an unknown name', { month: 6 }],
    ['a name that objects inherit', { toString: 'x' }],
    ['text for a number', { months: '6' }],
    ['a number for text', { words: 5 }],
    ['text for a list', { levels: '1' }],
    ['yes for a number', { months: true }],
    ['a word that is no choice', { by: 'Household' }],
  ])('refuse %s', (_what, overrides) => {
    expect(() => ruleParameters(rule, overrides)).toThrow(
      expect.objectContaining({ code: 'E_RULE_PARAMETER' }) as Error,
    );
  });
});

describe('a compiled rule', () => {
  it('yields the columns of every finding', async () => {
    expect(await runRule(buildRule({}, ROW))).toEqual({
      rule_id: 'M80',
      rule_kind: 'missed',
      person_id: 'P1',
      episode: '',
      sources: '[]',
      link_class: 'certain',
      amount: '12.50',
      refused: false,
      months: null,
      witnesses: 0,
      own_severity: null,
      reason_zh: '原因',
      reason_en: 'reason',
      counter_evidence_zh: null,
      counter_evidence_en: null,
      facts: '',
      grounds: null,
    });
  });

  it('takes the grounds apart and keeps with them what must stay as it is', async () => {
    const rule = buildRule(
      { evidence: 'evidence: [scheme]', grounds: 'grounds: [months, steps]' },
      `${ROW}, 'dibao' AS scheme, list_value(DATE '2026-05-01', DATE '2026-04-01', DATE '2026-04-01') AS months, generate_series(1, 2) AS steps`,
    );
    const grounds = ['dibao', 'months 2026-04-01', 'months 2026-05-01', 'steps 1', 'steps 2'].join('\n');
    expect(await runRule(rule)).toMatchObject({ grounds, facts: grounds });
  });

  it('fills the reason with columns; an empty one shows as nothing', async () => {
    const rule = buildRule(
      { reason: 'reason: { zh: "共{total}元，{note}待核", en: "{total} yuan{note}" }' },
      `${ROW}, 3.50 AS total, NULL AS note`,
    );
    expect(await runRule(rule)).toMatchObject({ reason_zh: '共3.50元，待核', reason_en: '3.50 yuan' });
  });

  it('keeps the ends only of a number in the reason that may be an ID, a telephone or an account', async () => {
    const rule = buildRule(
      { reason: "reason: { zh: '{a}，{b}，{c}元', en: '{a}' }" },
      `${ROW}, '35993119800101123X' AS a, 13900001111 AS b, 123456789.00 AS c`,
    );
    expect(await runRule(rule)).toMatchObject({
      reason_zh: '359****123X，139****1111，123456789.00元',
      reason_en: '359****123X',
    });
  });

  it('joins the counter-evidence that holds', async () => {
    const rule = buildRule(
      {
        counterEvidence:
          'counterEvidence: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B }, c: { zh: 丙, en: C } }',
      },
      `${ROW}, true AS a, NULL AS b, true AS c`,
    );
    expect(await runRule(rule)).toMatchObject({ counter_evidence_zh: '甲；丙', counter_evidence_en: 'A; C' });
  });

  it('knows the day, its month and the county of the project', async () => {
    const rule = buildRule(
      { reason: 'reason: { zh: "{d} {m} {c}", en: x }' },
      `${ROW}, $asOf AS d, $asOfMonth AS m, coalesce($defaultCounty, '-') AS c`,
    );
    expect(await runRule(rule)).toMatchObject({ reason_zh: '2026-10-31 2026-10-01 -' });
    expect(await runRule(rule, {}, { asOf: '2026-10-31', defaultCounty: "O'县" })).toMatchObject({
      reason_zh: "2026-10-31 2026-10-01 O'县",
    });
  });

  it.each(['$months', '$constructor'])('refuses %s, which nobody declared', (name) => {
    expect(() => buildRule({}, `${ROW}, ${name} AS m`)).toThrow(ConfigError);
    expect(() => buildRule({}, `${ROW}, ${name} AS m`)).toThrow(
      expect.objectContaining({ code: 'E_RULE_INVALID', file: 'M80-test.sql' }) as Error,
    );
  });

  it('leaves a $ alone inside quotes and comments, where a value would become SQL', async () => {
    const rule = buildRule(
      {
        parameters: 'parameters: { word: { type: text, default: "\' || \'x", meaning: m } }',
        reason: "reason: { zh: '{a}{b}', en: b }",
      },
      `${ROW}, '$word' AS a, $word AS b -- $word`,
    );
    expect((await runRule(rule))['reason_zh']).toBe("$word' || 'x");
  });

  it('refuses a parameter that has neither a default nor a value', () => {
    const rule = buildRule(
      { parameters: 'parameters: { n: { type: number, meaning: m } }' },
      `${ROW}, $n AS n`,
    );
    expect(() => compileRule(rule, ruleParameters(rule), CONTEXT)).toThrow(ConfigError);
  });

  const textRule = buildRule(
    {
      parameters: 'parameters: { words: { type: text, default: x, meaning: m } }',
      reason: 'reason: { zh: "{given}", en: x }',
    },
    `${ROW}, $words AS given`,
  );
  const listRule = buildRule(
    {
      parameters: 'parameters: { values: { type: list, default: [x], meaning: m } }',
      reason: 'reason: { zh: "{given}", en: x }',
    },
    `${ROW}, list_aggregate(list_value(x), 'string_agg', '') AS given FROM (SELECT unnest(['a', 'b']) AS x) WHERE x IN $values`,
  );

  it.each([
    "'; DROP TABLE rule_hit; --",
    "' OR '1'='1",
    '$asOf',
    '{given}',
    '\\',
    '"',
    '/* */ --',
    '低保|特困',
    '',
  ])('keeps %j as text, whatever it looks like', async (words) => {
    expect(await runRule(textRule, { words })).toMatchObject({ reason_zh: words });
  });

  it('keeps any text as text', async () => {
    const noNul = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(noNul, async (words) => {
        expect(await runRule(textRule, { words })).toMatchObject({ reason_zh: words });
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the values of a list apart', async () => {
    expect(await runRule(listRule, { values: ["b', 'a", 'a'] })).toMatchObject({ reason_zh: 'a' });
  });

  it('gives a number by word, NULL for a word that is not there', async () => {
    const rule = buildRule(
      {
        parameters: 'parameters: { ages: { type: map, default: { 南屏县: 70.5 }, meaning: m } }',
        reason: "reason: { zh: '{a}|{b}', en: b }",
      },
      `${ROW}, $ages['南屏县'] AS a, $ages['北屏县'] AS b`,
    );
    expect((await runRule(rule))['reason_zh']).toBe('70.5|');
    expect((await runRule(rule, { ages: { 北屏县: 75 } }))['reason_zh']).toBe('|75.0');
    expect((await runRule(rule, { ages: {} }))['reason_zh']).toBe('|');
    expect(() => ruleParameters(rule, { ages: ['南屏县'] })).toThrow('a map is needed');
  });

  it('matches nothing with an empty list', async () => {
    const rows = await engine.rows(compileRule(listRule, { values: [] }, CONTEXT));
    expect(rows).toEqual([]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s as a number', (value) => {
    const rule = buildRule(
      { parameters: 'parameters: { n: { type: number, default: 1, meaning: m } }' },
      `${ROW}, $n AS n`,
    );
    expect(() => compileRule(rule, { n: value }, CONTEXT)).toThrow(RangeError);
  });
});

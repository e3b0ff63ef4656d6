import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';
import { buildRule } from './rule-builder.js';

const ROW =
  "SELECT person_id, '' AS episode, '[' || source || ']' AS sources, link_class, NULL AS amount, false AS refused FROM coverage";

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

/** How many findings a rule of this SELECT has in a county with one person of the edge. */
async function findings(sql: string, changes: { readonly ruleMinutes?: number } = {}): Promise<number> {
  const rows = { assistance: [{ p: 'a', scheme: 'edge', status: 'active' }] };
  const { findings } = await room.run(stories('M80', [{ people: { a: '1960-05-01' }, rows }]), {
    rules: [buildRule({ kind: 'kind: data' }, sql)],
    ...changes,
  });
  return findings.length;
}

describe('the rows of a rule', () => {
  it('are one finding each', async () => {
    expect(await findings(ROW)).toBe(1);
  });

  it.each([
    [
      'repeat person and episode',
      ROW.replace('FROM coverage', 'FROM coverage CROSS JOIN generate_series(1, 2) AS g(n)'),
    ],
    ['name no person', ROW.replace('SELECT person_id', 'SELECT CAST(NULL AS VARCHAR) AS person_id')],
    ['have no episode', ROW.replace("'' AS episode", 'CAST(NULL AS VARCHAR) AS episode')],
    ['have another link_class', ROW.replace('link_class,', "'sure' AS link_class,")],
    ['show no record', ROW.replace("'[' || source || ']'", "'[]'")],
    ['show no record', ROW.replace("'[' || source || ']'", 'CAST(NULL AS VARCHAR)')],
  ])('stop the run where they %s', async (words, sql) => {
    await expect(findings(sql)).rejects.toMatchObject({
      code: 'E_RULE_FAILED',
      message: expect.stringMatching(new RegExp(`rule M80: [12] rows ${words}`)) as string,
    });
  });

  it('stop the run where nobody can wait for them', async () => {
    const sql = ROW.replace(
      'FROM coverage',
      'FROM coverage WHERE (SELECT sum(n) FROM generate_series(1, 1000000000000) AS g(n)) > 0',
    );
    await expect(findings(sql, { ruleMinutes: 0.005 })).rejects.toMatchObject({
      code: 'E_RULE_SLOW',
      message: expect.stringContaining('stopped after 0.3 seconds') as string,
    });
    expect(await findings(ROW)).toBe(1);
  });

  it('stop the run with the line of the file where the engine understands it not', async () => {
    const sql = ROW.replace(
      'FROM coverage',
      "FROM coverage\nWHERE active\n  AND first_month > '2024-01-xx' || scheme",
    );
    await expect(findings(sql)).rejects.toMatchObject({
      code: 'E_RULE_FAILED',
      message: expect.stringContaining('rule M80 (M80-test.sql:16) cannot be run: Binder Error') as string,
    });
  });

  it('may be many where the rule could not judge', async () => {
    const refused = ROW.replace('false AS refused', 'true AS refused');
    expect(await findings(`${refused} UNION ALL ${refused}`)).toBe(0);
  });
});

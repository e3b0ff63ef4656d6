import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personId } from './packs/rule-fixture.js';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';
import { buildRule, MINIMAL_SQL } from './rule-builder.js';

const YIELDS = { yields: 'yields: [severity]' };
const withSeverity = (expression: string): string =>
  MINIMAL_SQL.replace('false AS refused', `false AS refused, ${expression} AS severity`);

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

/** Severity and priority of person a under a rule whose rows yield this expression. */
async function found(expression: string, kind = 'missed'): Promise<unknown> {
  const rule = buildRule(
    { ...YIELDS, kind: `kind: ${kind}` },
    withSeverity(expression).replace("'[]'", "'[' || source || ']'"),
  );
  const rows = { assistance: [{ p: 'a', scheme: 'edge', status: 'active' }] };
  const { findings } = await room.run(stories('M80', [{ people: { a: '1960-05-01' }, rows }]), {
    rules: [rule],
  });
  const row = findings.find((one) => one['person_id'] === personId(1, 'a'));
  return { severity: row?.['severity'], priority: Number(row?.['priority']) };
}

describe('a row with a severity of its own', () => {
  it('has it, and the order of visits follows', async () => {
    expect(await found("'high'")).toEqual({ severity: 'high', priority: 0 });
    expect(await found("'medium'")).toEqual({ severity: 'medium', priority: 3 });
  });

  it('has that of its rule where it is NULL', async () => {
    expect(await found('CAST(NULL AS VARCHAR)')).toEqual({ severity: 'low', priority: 6 });
  });

  it('stops the rule where the word is none', async () => {
    await expect(found("lower('Grave')")).rejects.toMatchObject({ code: 'E_RULE_FAILED' });
  });
});

describe('a rule file', () => {
  it('is refused with a severity that `yields` does not name', () => {
    expect(() => buildRule({}, withSeverity("'high'"))).toThrow(/yields: \[severity\]/);
  });

  it.each([
    ['a literal', "'grave'"],
    ['a branch of CASE', "CASE WHEN active THEN 'high' ELSE 'grave' END"],
  ])('is refused with another word in %s', (_what, expression) => {
    expect(() => buildRule(YIELDS, withSeverity(expression))).toThrow(
      /severity is one of high, medium, low, not 'grave'/,
    );
  });

  it('is not refused for literals of an inner CASE', () => {
    const inner =
      "CASE WHEN (CASE scheme WHEN 'edge' THEN 'a' ELSE 'b' END) = 'a' THEN 'high' ELSE 'low' END";
    expect(buildRule(YIELDS, withSeverity(inner)).yields).toEqual(['severity']);
  });

  it('is not refused for the literals of another column', () => {
    const other = MINIMAL_SQL.replace(
      'false AS refused',
      "false AS refused, CASE WHEN active THEN 'a' ELSE 'b' END AS word, CASE WHEN active THEN 'high' END AS severity",
    );
    expect(buildRule(YIELDS, other).yields).toEqual(['severity']);
  });

  it('is refused with `yields` and no such column', () => {
    expect(() => buildRule(YIELDS)).toThrow(/yields no column severity/);
  });

  it('says nothing of severity where its front matter cannot be read', () => {
    const message = (): string => {
      try {
        buildRule({ ...YIELDS, title: 'title: { zh: a' }, withSeverity("'high'"));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(message()).toContain('not valid YAML');
    expect(message()).not.toContain('severity');
  });
});

import { describe, expect, it } from 'vitest';
import { readsRegistry, ruleReads, unmappedViews } from '../../src/rules/rule-reads.js';
import { selectRules, type RuleConditions } from '../../src/rules/select-rules.js';
import { RULE_VIEWS } from '../../src/rules/view-columns.js';
import type { Rule } from '../../src/rules/rule-file.js';
import { DEPARTMENTS, PACK } from './packs/rule-room.js';
import { buildRule } from './rule-builder.js';

const rule = (id: string): (typeof PACK)[number] => {
  const found = PACK.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
};

/** The rules that wait because of a registry, of all that could run. */
function waiting(registry: string, kind: RuleConditions['setAside'][number]['kind']): readonly string[] {
  const input: RuleConditions = {
    asOf: '2026-10-31',
    staleDays: 92,
    snapshots: [],
    departments: DEPARTMENTS,
    authorised: [],
    standards: [],
    rules: PACK,
    parameters: {},
    disabled: [],
    setAside: [{ registry, kind }],
  };
  return selectRules(input)
    .skipped.filter(({ reason }) => reason.en.startsWith('set aside'))
    .map(({ id }) => id);
}

describe('what a rule reads', () => {
  it('is known of every view that a rule may name', () => {
    expect(unmappedViews(RULE_VIEWS)).toEqual([]);
  });

  it('is what it requires, what is silent, what speaks against, and what its SELECT reads', () => {
    expect([...ruleReads(rule('M01'))].sort()).toEqual([
      'assistance',
      'custom_business',
      'custom_fiscal_payroll',
      'custom_housing',
      'custom_vehicle',
      'death',
      'disability',
      'insurance',
    ]);
    expect([...ruleReads(rule('W01'))].sort()).toEqual(['death', 'payment']);
  });

  it('is every list for a rule that compares names over all of them', () => {
    expect(readsRegistry(ruleReads(rule('D05')), { registry: 'petition', kind: 'petition' })).toBe(true);
  });

  it('is the very registry of another department, not all of its kind', () => {
    const reads = ruleReads(rule('W09'));
    expect(readsRegistry(reads, { registry: 'vehicle', kind: 'custom' })).toBe(true);
    expect(readsRegistry(reads, { registry: 'housing', kind: 'custom' })).toBe(false);
  });

  it.each(PACK)('$id reads no view whose list is not among its reads', (one) => {
    // An oracle of its own: the first word after FROM or JOIN, whatever it is.
    const named = [...one.sql.matchAll(/\b(?:FROM|JOIN)\s+([a-z_]+)/g)].map(([, name]) => name ?? '');
    const kinds = ['assistance', 'insurance', 'settlement', 'disability', 'petition', 'death', 'payment'];
    const direct = named.filter((name) => kinds.includes(name) || name.startsWith('custom_'));
    expect([...ruleReads(one)]).toEqual(expect.arrayContaining(direct));
  });
});

describe('a registry that was set aside', () => {
  it('silences every missed rule, if it is a roll', () => {
    const missed = PACK.filter(({ kind }) => kind === 'missed').map(({ id }) => id);
    expect(waiting('roll_of_the_city', 'assistance')).toEqual(expect.arrayContaining(missed));
  });

  it('silences every rule that leaves out the dead, if it is a list of deaths', () => {
    const ids = waiting('death', 'death');
    for (const one of PACK.filter(({ sql }) => /\b(dead_person|death)\b/.test(sql)))
      expect(ids).toContain(one.id);
    expect(ids).not.toContain('W03');
  });

  it('lets the other rules speak', () => {
    expect(waiting('petition', 'petition')).toEqual(['D05', 'D06', 'M07', 'M14', 'W15']);
    expect(waiting('prison', 'custom')).toEqual(['D05', 'D06', 'M05', 'M09', 'M11', 'M14', 'W05', 'W15']);
  });
});

describe('a rule of the project', () => {
  const columns = (
    fields: Readonly<Record<string, string>>,
  ): RuleConditions['snapshots'][number]['exports'][number] => ({
    file: 'x.csv',
    sha256: '',
    bytes: 1,
    encoding: 'utf-8',
    lineEndings: { lf: 1, crlf: 0, cr: 0 },
    headerLine: 1,
    columns: Object.entries(fields).map(([field, header]) => ({ header, field, why: 'mapped' })),
    blank: 0,
    scanned: 1,
    loaded: 1,
    rejected: 0,
    path: 'bulk',
    warnings: [],
  });
  const snapshot = (
    registry: string,
    fields: Readonly<Record<string, string>>,
  ): RuleConditions['snapshots'][number] => ({
    registry,
    kind: 'custom',
    asOf: '2026-10-31',
    exports: [columns(fields)],
    folder: '',
    parts: [],
    rejects: null,
    flags: {},
    unmapped: [],
  });
  const reason = (own: Rule, snapshots: RuleConditions['snapshots']): string | undefined =>
    selectRules({
      asOf: '2026-10-31',
      staleDays: 92,
      snapshots,
      departments: DEPARTMENTS,
      authorised: snapshots.map(({ registry }) => registry),
      standards: [],
      rules: [own],
      parameters: {},
      disabled: [],
      setAside: [],
    }).skipped[0]?.reason.en;
  const wrong = buildRule(
    { kind: 'kind: wrong', requires: null, reads: 'reads: { custom_thing: [k] }' },
    "SELECT person_id, '' AS episode, '[]' AS sources, link_class, NULL AS amount, false AS refused FROM custom_thing WHERE k = 'x'",
  );

  it('must not accuse by a column that its header calls a trait', () => {
    expect(reason(wrong, [snapshot('thing', { name: '姓名', k: '政治面貌' })])).toContain(
      'must not read a trait: thing.k',
    );
    expect(reason(wrong, [snapshot('thing', { name: '姓名', k: '房屋类型' })])).toBeUndefined();
  });

  it('waits for a list that it reads and nobody documents', () => {
    expect(reason(wrong, [snapshot('other', { name: '姓名' })])).toContain('missing: thing');
  });

  it('waits for a list whose silence would name everybody', () => {
    const missed = (absence: string): Rule => buildRule({ requires: null, absence: `absence: [${absence}]` });
    const there = [snapshot('thing', { name: '姓名' })];
    expect(reason(missed('custom_student'), there)).toContain('missing: student');
    expect(reason(missed('insurance'), there)).toContain('its silence proves nothing: insurance');
  });
});

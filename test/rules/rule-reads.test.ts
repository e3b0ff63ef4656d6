import { describe, expect, it } from 'vitest';
import { readsRegistry, ruleReads, unmappedViews } from '../../src/rules/rule-reads.js';
import { selectRules, type RuleConditions } from '../../src/rules/select-rules.js';
import { RULE_VIEWS } from '../../src/rules/view-columns.js';
import { DEPARTMENTS, PACK } from './packs/rule-room.js';

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

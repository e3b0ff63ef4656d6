import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { fieldsRead } from '../../src/rules/fields-read.js';
import { loadRules } from '../../src/rules/load-rules.js';

const rules = loadRules(assetPath('src', 'rules', 'packs'), null);

describe('the fields that a rule reads', () => {
  it('are those of its SELECT, by view', () => {
    const w01 = rules.find(({ id }) => id === 'W01');
    expect(w01 === undefined ? [] : fieldsRead(w01)).toEqual([
      { view: 'death', fields: ['death_date', 'death_source'] },
      { view: 'payment', fields: ['amount', 'pay_month', 'status'] },
    ]);
  });

  it('are those that it declares of other departments too', () => {
    const declared = {
      sql: 'SELECT 1 FROM person_place',
      columns: { custom_x: ['a|b'] },
      reads: { custom_x: ['c'] },
    };
    expect(fieldsRead(declared)).toContainEqual({ view: 'custom_x', fields: ['a', 'b', 'c'] });
  });

  it('are all of a view that is read whole', () => {
    const whole = { sql: 'SELECT * FROM good_income JOIN certificate ON true', columns: {}, reads: {} };
    const [certificate] = fieldsRead(whole);
    expect(certificate?.fields).toContain('disability_level');
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('of %s are known', (_, rule) => {
    const read = fieldsRead(rule);
    expect(read.length).toBeGreaterThan(0);
    for (const { fields } of read)
      for (const field of fields) expect(field).not.toMatch(/_rank$|^source$|^line$/);
  });
});

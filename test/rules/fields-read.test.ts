import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { fieldsRead } from '../../src/rules/fields-read.js';
import { loadRules } from '../../src/rules/load-rules.js';

const rules = loadRules(assetPath('src', 'rules', 'packs'), null);

describe('the fields that a rule reads', () => {
  it('are those of its SELECT, by view', () => {
    const w01 = rules.find(({ id }) => id === 'W01');
    expect(w01 === undefined ? [] : fieldsRead(w01)).toEqual([
      { view: 'death', fields: ['cremation_date', 'death_date', 'death_source', 'remark'] },
      { view: 'payment', fields: ['amount', 'pay_month', 'remark', 'status'] },
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

  it('are not all of a view of which a name of the rule took some', () => {
    const some = { columns: {}, reads: {}, sql: '' };
    const fields = (sql: string): unknown => fieldsRead({ ...some, sql }).map((one) => one.fields.length > 5);
    const few = 'WITH few AS (SELECT person_id, death_date FROM death)';
    expect(fields(`${few} SELECT *, count(*) AS n FROM few`)).toEqual([false]);
    expect(fields(`${few}, all_of AS (SELECT * FROM few) SELECT d.* FROM death AS d`)).toEqual([true]);
    expect(fields('WITH w AS (SELECT DISTINCT * FROM death) SELECT person_id FROM w')).toEqual([true]);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('of %s are known', (_, rule) => {
    const read = fieldsRead(rule);
    expect(read.length).toBeGreaterThan(0);
    for (const { fields } of read)
      for (const field of fields) expect(field).not.toMatch(/_rank$|^source$|^line$/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMON_VIEW_COLUMNS, RULE_VIEWS, viewColumns } from '../../src/rules/view-columns.js';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
const PEOPLE = { a: '1960-05-01', b: '1990-02-03', c: '2015-01-01' };
const ROW = { scheme: 'dibao', status: 'active', startMonth: '2024-01-01', householdNo: 'h1' };

beforeAll(async () => {
  room = await openRuleRoom();
  await room.run(
    stories('M01', [
      {
        people: PEOPLE,
        rows: {
          assistance: [
            { ...ROW, p: 'a', relation: '户主', headId: '@a', amount: 500 },
            { ...ROW, p: 'b', relation: '长媳', headId: '@a' },
            {
              p: 'c',
              scheme: 'dibao',
              status: 'active',
              startMonth: '2026-08-01',
              relation: '孙女',
              headId: '@a',
            },
          ],
          payment: [{ p: 'a', scheme: 'dibao', payMonth: '2026-10-01', amount: 500, status: 'paid' }],
          disability: [{ p: 'b', disabilityLevel: '4', status: 'valid' }],
        },
      },
    ]),
  );
});
afterAll(() => room.close());

async function rows(sql: string): Promise<readonly unknown[][]> {
  return (await room.engine.rows(sql)).map((row) => Object.values(row));
}

describe('the views of rules', () => {
  it.each(RULE_VIEWS)('%s has the columns that the guard knows', async (view) => {
    const described = await room.engine.rows(`DESCRIBE SELECT * FROM ${view}`);
    const columns = described.map((row) => String(row['column_name']));
    expect(columns).toEqual(expect.arrayContaining([...(viewColumns(view) ?? [])]));
  });

  it('knows everybody whom a list names, by the number on any of them', async () => {
    expect(await rows('SELECT born::VARCHAR, age, county_key FROM person ORDER BY person_id')).toEqual([
      ['1960-05-01', 66, '南屏县'],
      ['1990-02-03', 36, '南屏县'],
      ['2015-01-01', 11, '南屏县'],
    ]);
  });

  it('has one household, also for a member without a household number under the same head', async () => {
    expect(await rows('SELECT DISTINCT household_key FROM household')).toEqual([['南屏县|1-h1']]);
  });

  it('knows heads and relations', async () => {
    expect(await rows('SELECT relation_group, is_head, covered FROM household ORDER BY person_id')).toEqual([
      ['head', true, true],
      ['child_in_law', false, true],
      ['grandchild', false, true],
    ]);
  });

  it('counts a household once per scheme', async () => {
    expect(
      await rows('SELECT scheme_group, members, covered_members, head_listed FROM household_now'),
    ).toEqual([['dibao', '3', '3', true]]);
  });

  it('lists covered months with what attests them', async () => {
    const sql =
      "SELECT count(*), count(*) FILTER (WHERE paid), strftime(min(month), '%Y-%m'), strftime(max(month), '%Y-%m') FROM coverage_month WHERE person_id = 'P1a'";
    expect(await rows(sql)).toEqual([['34', '1', '2024-01', '2026-10']]);
  });

  it('is documented with every column that rules share', () => {
    for (const columns of Object.values(COMMON_VIEW_COLUMNS))
      expect(new Set(columns).size).toBe(columns.length);
  });
});

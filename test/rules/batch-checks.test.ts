import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/engine.js';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

const PEOPLE = { a: '1960-05-01', b: '1990-02-03' };
const DIBAO = { p: 'a', scheme: 'dibao', status: 'active', startMonth: '2024-01-01', householdNo: 'h1' };
const PAID = { p: 'a', scheme: 'dibao', payMonth: '2026-06-01', amount: 700, status: 'paid' };

async function checks(rows: Parameters<typeof stories>[1][number]['rows']): Promise<readonly Row[]> {
  const { input } = await room.run(stories('M01', [{ people: PEOPLE, rows: rows ?? {} }]));
  return room.engine.rows(`SELECT * FROM ${input.dialect.readParquet([input.qualityFile])}`);
}

describe('what only the batch as a whole shows', () => {
  it('is nothing where all is in order', async () => {
    const assistance = [{ ...DIBAO, relation: '户主', headId: '@a' }];
    expect(await checks({ assistance, payment: [PAID] })).toEqual([]);
  });

  it('counts a household whose head is listed nowhere', async () => {
    const assistance = [{ ...DIBAO, p: 'b', relation: '配偶', headId: '@a' }];
    expect(await checks({ assistance })).toMatchObject([
      { code: 'D14', registry: 'assistance', records: '1' },
    ]);
  });

  it('asks for no head of single-person cover', async () => {
    expect(
      await checks({ assistance: [{ ...DIBAO, scheme: 'dibao_single', p: 'b', headId: '@a' }] }),
    ).toEqual([]);
  });

  it('counts dates in the future and keeps the records', async () => {
    const assistance = [{ ...DIBAO, relation: '户主' }];
    const settlement = [{ p: 'a', settlementDate: '2026-11-01', personalBurden: 20, status: 'valid' }];
    const rows = await checks({ assistance, settlement, payment: [{ ...PAID, payDate: '2027-01-10' }] });
    expect(rows).toMatchObject([
      { code: 'D18', registry: 'payment', records: '1' },
      { code: 'D18', registry: 'settlement', records: '1' },
    ]);
  });

  it('counts payments to people on no roll, with the sum', async () => {
    const assistance = [{ ...DIBAO, relation: '户主' }];
    const payment = [PAID, { ...PAID, p: 'b' }, { ...PAID, p: 'z', name: null, id: null }];
    expect(await checks({ assistance, payment })).toMatchObject([
      { code: 'D19', registry: 'payment', records: '2', amount: '1400.00' },
    ]);
  });
});

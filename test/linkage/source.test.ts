import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../src/engine/engine.js';
import { linkageFunctions } from '../../src/linkage/scalar-functions.js';
import { sourceQuery } from '../../src/linkage/source.js';
import { citizenId } from './citizens.js';
import { fewNames, link, registry, type TestRecord } from './linking.js';

let engine: Engine;
beforeAll(async () => {
  engine = await openDuckDb({ spillFolder: mkdtempSync(join(tmpdir(), 'source-')) });
  for (const fn of linkageFunctions(fewNames)) engine.register(fn);
});
afterAll(() => engine.close());

async function compared(record: TestRecord): Promise<Row> {
  const [row = {}] = await engine.rows(sourceQuery({ no: 0, registry: registry('death', [record]) }));
  return row;
}

describe('what is compared of a record', () => {
  it.each([
    ['1956', 19_560_000],
    ['1956年', 19_560_000],
    ['1956年3月', 19_560_300],
    ['1956-03', 19_560_300],
    ['1956.3', 19_560_300],
    ['195603', 19_560_300],
    ['195613', null],
    ['不详', null],
    ['56', null],
  ])('a birth date of which only %s is written is known as %s', async (written, part) => {
    expect((await compared({ birth_date_raw: written }))['birth_part']).toBe(part);
  });

  it('a whole birth date has no part', async () => {
    const row = await compared({ birth_date: '1956-03-02', birth_date_raw: '1956年' });
    expect(row['birth_part']).toBe(null);
  });

  it.each([
    ['70', 19_561_031],
    ['70岁', 19_561_031],
    ['70周岁', 19_561_031],
    ['不详', null],
    ['6个月', null],
    ['170', null],
    ['', null],
  ])('who was %s old on 31 October 2026 was born by the day %s', async (age, birth) => {
    expect((await compared({ age, aged_on: '2026-10-31' }))['birth_by_age']).toBe(birth);
  });

  it('an age says nothing where a number or a birth date stands', async () => {
    const aged = { age: '70', aged_on: '2026-10-31' };
    expect((await compared({ ...aged, birth_date: '1956-03-02' }))['birth_by_age']).toBe(null);
    expect((await compared({ ...aged, idText: citizenId('19560302', 124) }))['birth_by_age']).toBe(null);
  });

  it('a phone in the place of the ID is a phone', async () => {
    expect(await compared({ idText: '13800001234' })).toMatchObject({
      id_kind: null,
      id_key: null,
      phone: '13800001234',
    });
    expect(await compared({ idText: '13800001234', phone: '13900001234' })).toMatchObject({
      id_key: null,
      phone: '13900001234',
    });
  });

  it.each([
    ['6217 0012 3456 789', '621700123456789'],
    ['62170012-3456', '621700123456'],
    ['6.217E+18', null],
    ['现金', null],
    ['123', null],
  ])('the account %s is compared as %s', async (account, digits) => {
    expect((await compared({ account }))['account']).toBe(digits);
  });

  it.each([
    ['福建省南屏县东镇上村6组42号', 420_000],
    ['上村42号（旧）', 420_000],
    ['东镇上村六组42号3室', 420_003],
    ['幸福路12弄3号', 30_000],
    ['幸福小区3号楼502室', 502],
    ['上村3号楼', null],
    ['上村', null],
    ['', null],
  ])('the house of %s is %s', async (address, house) => {
    expect((await compared({ address }))['house']).toBe(house);
  });

  it.each([
    ['福建省南屏县东镇上村6组42号', '东镇', '上村'],
    ['南屏县城东街道新华社区9号', '城东街道', '新华社区'],
    ['新村镇西村', '新村镇', '西村'],
    ['上村42号', null, '上村'],
    ['东镇', '东镇', null],
    ['南屏县幸福路12号', null, null],
  ])('a list without towns and villages names them in its addresses: %s', async (address, town, village) => {
    expect(await compared({ address })).toMatchObject({ raw_town: town, raw_village: village });
    const written = await compared({ address, town: '西镇', village: '下村' });
    expect(written).toMatchObject({ raw_town: '西镇', raw_village: '下村' });
  });

  it('a number cut to 15 digits is no old one where the birth date beside it says so', async () => {
    const id = citizenId('20060312', 124);
    const cut = id.slice(0, 15);
    expect(await compared({ idText: cut, birth_date: '2006-03-12' })).toMatchObject({
      eid: null,
      id_kind: 'truncated',
      id_key: cut,
    });
    expect(await compared({ idText: cut, birth_date: '1920-06-03' })).toMatchObject({ id_kind: null });
    const child = { name: '陈子涵', birth_date: '2006-03-12' };
    const { linkTexts } = await link([
      registry('insurance', [{ ...child, idText: id }]),
      registry('disability', [{ ...child, idText: cut }]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 disability:2 probable']);
  });
});

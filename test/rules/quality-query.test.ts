import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/engine.js';
import { findIssue } from '../../src/model/issue-catalogue.js';
import type { AssessInput } from '../../src/rules/assess.js';
import { openRuleRoom, PACK, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

type Rows = NonNullable<Parameters<typeof stories>[1][number]['rows']>;
const A = { a: '1960-05-01' };
const ROLL = { p: 'a', scheme: 'dibao', status: 'active', startMonth: '2024-01-01', householdNo: 'h' };

async function assess(
  rows: Rows,
  changes: Partial<AssessInput> & { readonly dates?: Readonly<Record<string, string>> } = {},
): Promise<{ readonly quality: readonly Row[]; readonly findings: readonly Row[] }> {
  const names = [...new Set(Object.values(rows).flatMap((list) => list.map(({ p }) => p)))];
  const people = Object.fromEntries(names.map((name) => [name, '1960-05-01']));
  const { dates = {}, ...input } = changes;
  const fixture = stories('D07', [{ people, rows }], dates);
  const ran = await room.run(fixture, { rules: PACK.filter(({ id }) => id.startsWith('D')), ...input });
  const { qualityFile, dialect } = ran.input;
  const quality = await room.engine.rows(
    `SELECT * FROM ${dialect.readParquet([qualityFile])} ORDER BY registry, code`,
  );
  return { quality, findings: ran.findings };
}

/**
 * A roll of `count` covered people, the first `flawed` of them with another birth date than their number; each of them
 * `copies` times, and as if it had `said` records.
 */
async function assessRoll(
  count: number,
  flawed: number,
  { copies = 1, said = count }: { readonly copies?: number; readonly said?: number } = {},
): Promise<{ readonly quality: readonly Row[]; readonly findings: readonly Row[] }> {
  const { input } = await room.run(stories('D07', [{ people: A, rows: { assistance: [ROLL] } }]));
  const [snapshot] = input.snapshots;
  if (snapshot === undefined) throw new Error('no roll');
  const { readParquet, writeParquet } = input.dialect;
  const flaw = (value: string): string => `CASE WHEN i < ${flawed} THEN ${value} END`;
  const records = [
    `SELECT * EXCLUDE (i) REPLACE (name || i // ${copies} AS name, household_no || i // ${copies} AS household_no,`,
    `  left(id, 14) || lpad(CAST(i // ${copies} AS VARCHAR), 4, '0') AS id,`,
    `  ${flaw("DATE '1960-06-01'")} AS birth_date, ${flaw("'D07'")} AS flags)`,
    `FROM ${readParquet([join(snapshot.folder, 'assistance.parquet')])}, range(${count}) AS r (i) ORDER BY i`,
  ].join('\n');
  const persons = [
    'SELECT person_id || i AS person_id, registry, i AS record_no, file, i + 2 AS line, class',
    `FROM ${readParquet([input.personsFile])}, range(${count}) AS r (i)`,
  ].join('\n');
  const personsFile = join(snapshot.folder, 'many-persons.parquet');
  await room.engine.run(writeParquet(records, join(snapshot.folder, 'many.parquet')));
  await room.engine.run(writeParquet(persons, personsFile));
  const many = {
    ...snapshot,
    parts: snapshot.parts.map((part) => ({ ...part, parquet: 'many.parquet', records: said })),
    flags: { D07: flawed },
  };
  return assess({ assistance: [ROLL] }, { snapshots: [many], personsFile });
}

describe('repeated records', () => {
  const repeated = (quality: readonly Row[]): number =>
    Number(quality.find(({ code }) => code === 'D10')?.['records'] ?? 0);

  it('are counted one by one in a registry of usual size', async () => {
    expect(repeated((await assessRoll(600, 0, { copies: 2 })).quality)).toBe(300);
    expect(repeated((await assessRoll(600, 0)).quality)).toBe(0);
  });

  it('are estimated from some of the numbers in a large one', async () => {
    const { quality } = await assessRoll(12_800, 0, { copies: 2, said: 600_000 });
    expect(repeated(quality)).toBeGreaterThan(4_800);
    expect(repeated(quality)).toBeLessThan(8_000);
    expect(repeated(quality) % 64).toBe(0);
  });
});

describe('a flaw of few', () => {
  it('is asked of each, and counted for the registry', async () => {
    const { findings, quality } = await assessRoll(300, 14);
    expect(findings.filter((row) => row['rule_id'] === 'D07')).toHaveLength(14);
    expect(quality.find(({ code }) => code === 'D07')).toMatchObject({
      registry: 'assistance',
      kind: 'assistance',
      severity: 'warning',
      records: '14',
      share: 0.0467,
      people: '14',
      widespread: false,
      zh: findIssue('D07')?.zh,
      advice_en: findIssue('D07')?.advice.en,
    });
  });
});

describe('a flaw of many', () => {
  it('is the registry’s: one row, and nobody is listed', async () => {
    const { findings, quality } = await assessRoll(300, 101);
    expect(findings).toEqual([]);
    expect(quality.find(({ code }) => code === 'D07')).toMatchObject({
      records: '101',
      share: 0.3367,
      people: '0',
      widespread: true,
    });
  });

  it('stays a question to each where the list is short', async () => {
    const { findings } = await assessRoll(100, 100);
    expect(findings).toHaveLength(100);
  });
});

describe('registries that list everybody', () => {
  it('make no finding of a person, whatever is wrong with their numbers', async () => {
    const insurance = Array.from({ length: 5 }, (_, index) => ({
      p: `b${index}`,
      id: null,
      idKind: 'invalid',
      idKey: `35059019600501${index}`,
      flags: 'D01 D09',
      insuranceType: 'resident',
      memberStatus: 'normal',
    }));
    const { findings } = await assess({ insurance });
    expect(findings).toEqual([]);
  });
});

describe('rows that say the same', () => {
  it('are counted beyond the first', async () => {
    const row = { p: 'a', scheme: 'dibao', payMonth: '2026-06-01', amount: 700, status: 'paid' };
    const payment = [row, row, row, { ...row, payMonth: '2026-07-01' }];
    const { quality } = await assess({ payment });
    expect(quality.find(({ code }) => code === 'D10')).toMatchObject({ registry: 'payment', records: '2' });
  });

  it('are not the same where a column of another department differs', async () => {
    const car = { p: 'a', vehicleType: '小型轿车', plateNo: '闽C00001' };
    const { quality } = await assess({ vehicle: [car, { ...car, plateNo: '闽C00002' }] });
    expect(quality).toEqual([]);
  });
});

describe('the date of a registry', () => {
  it('is missed where nobody gave one, and called old where it is', async () => {
    const rows = { assistance: [ROLL, { ...ROLL, p: 'b' }], disability: [{ p: 'a', status: 'valid' }] };
    const { quality } = await assess(rows, { undated: ['assistance'], dates: { disability: '2026-05-01' } });
    expect(quality.map(({ registry, code, records }) => [registry, code, records])).toEqual([
      ['assistance', 'D15', '2'],
      ['disability', 'D15', '1'],
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FixtureRow } from './rule-fixture.js';
import { openRuleRoom, stories, type RuleRoom } from './rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

const CERTIFICATE = { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
const ENDED = { p: 'a', scheme: 'dibao', status: 'ended', startMonth: '2020-01-01', householdNo: 'h1' };

/** Where the finding of M01 about somebody sends a visitor. */
async function placeOf(
  rows: Readonly<Record<string, readonly FixtureRow[]>>,
  asOf: Readonly<Record<string, string>> = {},
): Promise<readonly (string | null)[]> {
  const { findings } = await room.run(stories('M01', [{ people: { a: '1960-05-01' }, rows }], asOf));
  expect(findings).toHaveLength(1);
  return ['county', 'town', 'village'].map((column) => findings[0]?.[column] as string | null);
}

describe('the place of a finding', () => {
  it('is not that of a benefit that ended where the person lived before', async () => {
    const place = await placeOf({
      assistance: [{ ...ENDED, stopMonth: '2023-01-01', county: '北岭县', town: '北镇', village: '北村' }],
      disability: [{ ...CERTIFICATE, county: '南屏县', town: '东镇', village: '东村' }],
    });
    expect(place).toEqual(['南屏县', '东镇', '东村']);
  });

  it('is that of the ended benefit where nothing else says where', async () => {
    const place = await placeOf({
      assistance: [{ ...ENDED, stopMonth: '2023-01-01', county: '北岭县', town: '北镇', village: '北村' }],
      disability: [{ ...CERTIFICATE, county: null, town: null, village: null }],
    });
    expect(place).toEqual(['北岭县', '北镇', '北村']);
  });

  it('is that of a fresh list before that of a stale one', async () => {
    const rows = {
      assistance: [{ ...ENDED, stopMonth: '2023-01-01', county: null, town: null, village: null }],
      disability: [{ ...CERTIFICATE, county: '北岭县', town: '北镇', village: '北村' }],
      insurance: [{ p: 'a', memberStatus: 'normal', county: '南屏县', town: '东镇', village: '东村' }],
    };
    expect(await placeOf(rows)).toEqual(['北岭县', '北镇', '北村']);
    expect(await placeOf(rows, { disability: '2026-06-30' })).toEqual(['南屏县', '东镇', '东村']);
  });

  it('is no town of one county with the village of another', async () => {
    const place = await placeOf({
      assistance: [
        { ...ENDED, scheme: 'edge', status: 'active', county: '南屏县', town: null, village: null },
      ],
      disability: [{ ...CERTIFICATE, county: '北岭县', town: '北镇', village: '北村' }],
      insurance: [{ p: 'a', memberStatus: 'normal', county: '福建省南屏县', town: '东镇', village: null }],
    });
    expect(place).toEqual(['南屏县', '东镇', null]);
  });
});

describe('one visit', () => {
  const PEOPLE = { a: '1960-05-01', b: '1962-05-01' };
  const both = (rows: Readonly<Record<string, unknown>> = {}): readonly FixtureRow[] =>
    Object.keys(PEOPLE).map((p) => ({ ...CERTIFICATE, ...rows, p }));
  const home = (...people: readonly string[]): readonly FixtureRow[] =>
    people.map((p) => ({ p, householdNo: 'k1' }));

  async function visitsOf(
    rows: Readonly<Record<string, readonly FixtureRow[]>>,
    people: Readonly<Record<string, string>> = PEOPLE,
  ): Promise<ReadonlySet<unknown>> {
    const { findings } = await room.run(stories('M01', [{ people, rows }]));
    expect(findings).toHaveLength(2);
    return new Set(findings.map((row) => row['visit_id']));
  }
  const ROLL = [{ ...ENDED, scheme: 'edge', status: 'active' }];

  it('covers a family of the household register, of whom nobody is on the roll', async () => {
    const allowances = ['a', 'b'].map((p) => ({
      p,
      scheme: 'disability_care',
      status: 'active',
      startMonth: '2024-01-01',
      householdNo: `z${p}`,
    }));
    expect((await visitsOf({ assistance: allowances, disability: both(), hukou: home('a', 'b') })).size).toBe(
      1,
    );
    expect((await visitsOf({ assistance: allowances, disability: both() })).size).toBe(2);
  });

  it('is that of the household on the roll for whoever lives with it', async () => {
    const { findings } = await room.run(
      stories('M01', [
        { people: PEOPLE, rows: { assistance: ROLL, disability: both(), hukou: home('a', 'b') } },
      ]),
    );
    const households = findings.map((row) => row['household_id']).filter((id) => id !== null);
    expect(households).toHaveLength(1);
    expect(findings.map((row) => row['visit_id'])).toEqual([households[0], households[0]]);
  });

  it('does not cover a collective household', async () => {
    const others = Object.fromEntries([...'cdefghijklm'].map((p) => [p, '1990-05-01']));
    const people = { ...PEOPLE, ...others };
    const rows = { assistance: ROLL, disability: both(), hukou: home(...Object.keys(people)) };
    expect((await visitsOf(rows, people)).size).toBe(2);
  });
});

describe('the standard of a finding', () => {
  it('is that of the county where the register has the person, not of a benefit that ended elsewhere', async () => {
    const standard = { scheme: 'dibao', effectiveFrom: '2020-01-01' } as const;
    const standards = [
      { ...standard, county: '南屏县', monthlyYuan: 800 },
      { ...standard, county: '北岭县', monthlyYuan: 1_000 },
    ];
    const rows = {
      assistance: [{ ...ENDED, stopMonth: '2023-01-01', county: '北岭县' }],
      settlement: [{ p: 'a', settlementDate: '2026-06-01', personalBurden: 9_700, status: 'valid' }],
      hukou: [
        { p: 'a', householdNo: 'k1', county: '北岭县', moveOutDate: '2023-01-05', moveOutTo: '南屏县' },
        { p: 'a', householdNo: 'k2', county: '南屏县' },
      ],
    };
    const { findings } = await room.run(stories('M03', [{ people: { a: '1960-05-01' }, rows }]), {
      standards,
    });
    expect(findings.map((row) => [row['county'], row['reason_en']])).toEqual([
      ['南屏县', expect.stringContaining('standard of 800.00 yuan')],
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AssessInput } from '../../../src/rules/assess.js';
import type { FixtureRow } from './rule-fixture.js';
import { openRuleRoom, stories, type RuleRoom } from './rule-room.js';

type Rows = Readonly<Record<string, readonly FixtureRow[]>>;

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

/** The grounds of the one finding that a rule makes of these rows about somebody born in 1960. */
async function groundsOf(
  rule: string,
  rows: Rows,
  changes: Partial<AssessInput> = {},
  born = '1960-05-01',
): Promise<{ readonly facts: readonly string[]; readonly evidence: unknown }> {
  const { findings } = await room.run(
    stories(rule, [{ people: { a: born, b: '1970-05-01' }, rows }]),
    changes,
  );
  expect(findings).toHaveLength(1);
  const grounds = findings[0]?.['grounds'] as string | null;
  return { facts: grounds?.split('\n') ?? [], evidence: findings[0]?.['evidence'] };
}

const ROLL = { p: 'a', scheme: 'dibao', status: 'active', startMonth: '2024-01-01', householdNo: 'h1' };
const EDGE = [{ ...ROLL, scheme: 'edge' }];
const FIXED = { county: '南屏县', scheme: 'dibao', effectiveFrom: '2020-01-01' } as const;
const bill = (day: string, personalBurden: number): FixtureRow => ({
  p: 'a',
  settlementDate: day,
  personalBurden,
  status: 'valid',
});
const paid = (...months: readonly string[]): readonly FixtureRow[] =>
  months.map((payMonth) => ({ p: 'a', scheme: 'dibao', payMonth, amount: 500, status: 'paid' }));
const DEATH = [{ p: 'a', deathDate: '2026-01-10' }];
const NO_MORE = { status: 'ended', stopMonth: '2026-02-01' };

describe('grounds that fall away leave nothing new', () => {
  it.each<[string, string, Rows, Rows]>([
    [
      'W01',
      'old payments are no longer delivered',
      { death: DEATH, payment: paid('2026-04-01', '2026-05-01') },
      { death: DEATH, payment: paid('2026-05-01') },
    ],
    [
      'W01',
      'another month of the same half-year was paid: whoever was found alive is not asked again',
      { death: DEATH, payment: paid('2026-04-01') },
      { death: DEATH, payment: paid('2026-04-01', '2026-05-01') },
    ],
    [
      'M03',
      'bills leave the twelve months',
      { assistance: EDGE, settlement: [bill('2026-01-05', 30_000), bill('2026-06-01', 12_000)] },
      { assistance: EDGE, settlement: [bill('2026-06-01', 12_000)] },
    ],
    [
      'M08',
      'a grant leaves the twelve months',
      {
        assistance: EDGE,
        temporary_relief: ['2026-01-05', '2026-03-05', '2026-05-05'].map((eventDate) => ({
          p: 'a',
          eventDate,
        })),
      },
      {
        assistance: EDGE,
        temporary_relief: ['2026-03-05', '2026-05-05'].map((eventDate) => ({ p: 'a', eventDate })),
      },
    ],
    [
      'M06',
      'bills leave the six months',
      {
        assistance: EDGE,
        settlement: [bill('2026-06-05', 30_000), bill('2026-08-01', 6_000)],
      },
      { assistance: EDGE, settlement: [bill('2026-08-01', 6_000)] },
    ],
    [
      'M06',
      'a later list says another day of the same death',
      { assistance: [...EDGE, { ...EDGE[0], p: 'b' }], death: [{ p: 'b', deathDate: '2026-08-06' }] },
      { assistance: [...EDGE, { ...EDGE[0], p: 'b' }], death: [{ p: 'b', deathDate: '2026-08-03' }] },
    ],
    [
      'W13',
      'the balance is another one, within the same multiple of the limit',
      { assistance: [ROLL], asset_report: [{ p: 'a', amount: 15_900 }] },
      { assistance: [ROLL], asset_report: [{ p: 'a', amount: 15_200.37 }] },
    ],
  ])('%s: %s', async (rule, _why, before, after) => {
    const parameters = rule === 'W13' ? { parameters: { W13: { months: 12 } } } : {};
    const earlier = await groundsOf(rule, before, parameters);
    const later = await groundsOf(rule, after, parameters);
    expect(earlier.facts).toEqual(expect.arrayContaining([...later.facts]));
  });

  it('W17: the standard rises and the amount with it', async () => {
    const household = (amount: number): Rows => ({
      assistance: [{ ...ROLL, amount, monthlyIncome: 100, coveredSize: 1 }],
    });
    const only = { parameters: { W17: { formulaShare: 0 } } };
    const before = await groundsOf('W17', household(850), {
      ...only,
      standards: [{ ...FIXED, monthlyYuan: 800 }],
    });
    const after = await groundsOf('W17', household(880), {
      ...only,
      standards: [{ ...FIXED, monthlyYuan: 830 }],
    });
    expect(after).toEqual(before);
  });

  it('W07, W12 and W08: an income rises with the standard', async () => {
    const later = { standards: [{ ...FIXED, monthlyYuan: 840 }] };
    const base = (contributionBase: number): Rows => ({
      assistance: [ROLL],
      insurance: [{ p: 'a', insuranceType: 'employee', memberStatus: 'normal', contributionBase }],
    });
    expect(await groundsOf('W07', base(2_000))).toEqual(await groundsOf('W07', base(2_090), later));
    const fund = (depositBase: number): Rows => ({
      assistance: [ROLL],
      housing_fund: [{ p: 'a', depositBase: String(depositBase), lastMonth: '2026-10' }],
    });
    expect(await groundsOf('W12', fund(2_000))).toEqual(await groundsOf('W12', fund(2_090), later));
    const pension = (amount: number): Rows => ({
      assistance: [ROLL],
      pension: [{ p: 'a', pensionType: '企业职工', payMonth: '2026-10', amount }],
    });
    expect(await groundsOf('W08', pension(2_100))).toEqual(await groundsOf('W08', pension(2_190), later));
  });

  it('W06 and W21: another month on the same payroll, another birthday', async () => {
    const payroll = (payMonth: string, employer = '南屏县甲局'): Rows => ({
      assistance: [ROLL],
      fiscal_payroll: [{ p: 'a', payMonth, payType: '工资', employer }],
    });
    const before = await groundsOf('W06', payroll('2026-09'));
    expect(await groundsOf('W06', payroll('2026-10'))).toEqual(before);
    expect(await groundsOf('W06', payroll('2026-10', '南屏县乙局'))).not.toEqual(before);
    const working: Rows = {
      assistance: [{ ...ROLL, relation: '子' }],
      insurance: [{ p: 'a', insuranceType: 'employee', memberStatus: 'normal', startDate: '2026-01-05' }],
      student: [{ p: 'b', stage: '本科' }],
    };
    const younger = await groundsOf('W21', working, { asOf: '2026-10-31' }, '2002-11-15');
    expect(await groundsOf('W21', working, { asOf: '2026-11-30' }, '2002-11-15')).toEqual(younger);
  });
});

it('W01 stays one finding when a list of deaths comes later and says another month', async () => {
  const rows = (...deaths: readonly FixtureRow[]): Rows => ({ death: deaths, payment: paid('2026-05-01') });
  const registered = { p: 'a', deathDate: '2026-01-30' };
  const { findings: before } = await room.run(
    stories('W01', [{ people: { a: '1960-05-01' }, rows: rows(registered) }]),
  );
  const cremated = { p: 'a', deathDate: '2026-02-02' };
  const later = stories('W01', [{ people: { a: '1960-05-01' }, rows: rows(registered, cremated) }]);
  const { findings: after } = await room.run(later);
  const same = (row: Readonly<Record<string, unknown>> | undefined): unknown => [
    row?.['finding_id'],
    row?.['evidence'],
  ];
  expect(before).toHaveLength(1);
  expect(after[0]?.['reason_en']).toContain('2026-02-02');
  expect(after.map(same)).toEqual(before.map(same));
});

describe('what comes on top is new', () => {
  it.each<[string, string, Rows, Rows]>([
    [
      'W01',
      'another half-year was paid',
      { death: DEATH, payment: paid('2026-05-01', '2026-06-01') },
      { death: DEATH, payment: paid('2026-05-01', '2026-06-01', '2026-07-01') },
    ],
    [
      'M03',
      'another multiple of the line',
      { assistance: EDGE, settlement: [bill('2026-06-01', 12_000)] },
      { assistance: EDGE, settlement: [bill('2026-06-01', 30_000)] },
    ],
    [
      'M13',
      'bills of another multiple since cover ended',
      { assistance: [{ ...ROLL, ...NO_MORE }], settlement: [bill('2026-06-05', 6_000)] },
      {
        assistance: [{ ...ROLL, ...NO_MORE }],
        settlement: [bill('2026-06-05', 6_000), bill('2026-09-01', 9_000)],
      },
    ],
    [
      'W10',
      'another house',
      { assistance: [ROLL], housing: ['1', '2'].map((houseNo) => ({ p: 'a', houseNo })) },
      { assistance: [ROLL], housing: ['1', '2', '3'].map((houseNo) => ({ p: 'a', houseNo })) },
    ],
  ])('%s: %s', async (rule, _why, before, after) => {
    const earlier = await groundsOf(rule, before);
    const later = await groundsOf(rule, after);
    expect(later.facts).toEqual(expect.arrayContaining([...earlier.facts]));
    expect(earlier.facts).not.toEqual(expect.arrayContaining([...later.facts]));
    expect(later.evidence).not.toBe(earlier.evidence);
  });
});

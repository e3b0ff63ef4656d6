import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/engine.js';
import type { RuleFixture } from './packs/rule-fixture.js';
import { openRuleRoom, PACK, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

type Stories = Parameters<typeof stories>[1];

/** What a reader sees, but for the lines, which are others when the rows change places. */
function content(row: Row): unknown {
  const sources = JSON.parse(String(row['sources'])) as { registry: string }[];
  return {
    ...row,
    sources: sources.map(({ registry }) => registry),
    candidate: row['candidate'] !== null,
  };
}

async function found(rule: string, fixture: RuleFixture): Promise<readonly unknown[]> {
  const rules = PACK.filter(({ id }) => id === rule);
  const standards = ['南屏县', '南屏市'].map((county, index) => ({
    county,
    scheme: 'dibao' as const,
    effectiveFrom: '2020-01-01',
    monthlyYuan: 800 + index * 100,
  }));
  const { findings } = await room.run(fixture, { rules, parameters: {}, standards });
  return findings.map(content);
}

const DIBAO = { scheme: 'dibao', status: 'active', startMonth: '2024-01-01' };
const TWO = { a: '1960-05-01', b: '1962-03-04' };
const ONE = { a: '1960-05-01' };

/** Each story holds a tie: rows that a rule or a view once told apart by their place alone. */
const TIES: readonly (readonly [rule: string, tie: string, story: Stories[number]])[] = [
  [
    'M04',
    'two records of insurance in other classes',
    {
      people: ONE,
      rows: {
        assistance: [{ p: 'z', name: 'z', id: null, scheme: 'rigid', status: 'active' }],
        insurance: [
          { p: 'a', insuranceType: 'resident', memberStatus: 'normal', assistedClass: 'edge' },
          { p: 'a', insuranceType: 'resident', memberStatus: 'normal', assistedClass: 'dibao' },
        ],
      },
    },
  ],
  [
    'M13',
    'two kinds of cover that ended in the same month',
    {
      people: ONE,
      rows: {
        assistance: [
          {
            p: 'a',
            scheme: 'dibao',
            status: 'ended',
            stopMonth: '2026-03-01',
            link: 'probable',
          },
          { p: 'a', scheme: 'tekun', status: 'ended', stopMonth: '2026-03-01' },
        ],
        disability: [
          { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid', issueDate: '2026-05-01' },
        ],
      },
    },
  ],
  [
    'M01',
    'two certificates of one day',
    {
      people: ONE,
      rows: {
        assistance: [{ p: 'z', name: 'z', id: null, scheme: 'edge', status: 'active' }],
        disability: [
          { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid', issueDate: '2026-05-01' },
          { p: 'a', disabilityType: '6', disabilityLevel: '2', status: 'valid', issueDate: '2026-05-01' },
        ],
      },
    },
  ],
  [
    'W07',
    'two benefits of one person',
    {
      people: ONE,
      rows: {
        assistance: [
          { ...DIBAO, p: 'a', county: '南屏县', householdNo: 'h1' },
          { ...DIBAO, p: 'a', scheme: 'orphan', county: '南屏县', householdNo: 'h2' },
        ],
        insurance: [{ p: 'a', insuranceType: 'employee', memberStatus: 'normal', contributionBase: 5000 }],
      },
    },
  ],
  [
    'W08',
    'two pensions of one month',
    {
      people: ONE,
      rows: {
        assistance: [{ ...DIBAO, p: 'a' }],
        pension: [
          { p: 'a', pensionType: '企业职工', amount: 2000, payMonth: '2026-10' },
          { p: 'a', pensionType: '企业职工', amount: 3000, payMonth: '2026-10' },
        ],
      },
    },
  ],
  [
    'W10',
    'two members with a house each',
    {
      people: TWO,
      rows: {
        assistance: [
          { ...DIBAO, p: 'a', householdNo: 'h1' },
          { ...DIBAO, p: 'b', householdNo: 'h1' },
        ],
        housing: [
          { p: 'a', houseNo: 'u1', usage: '住宅', acquiredDate: '2010-01-01' },
          { p: 'b', houseNo: 'u2', usage: '住宅', acquiredDate: '2012-01-01' },
        ],
      },
    },
  ],
  [
    'W15',
    'moved to two places on one day',
    {
      people: ONE,
      rows: {
        assistance: [{ ...DIBAO, p: 'a' }],
        hukou: [
          { p: 'a', moveOutDate: '2025-03-01', moveOutTo: '外省甲县' },
          { p: 'a', moveOutDate: '2025-03-01', moveOutTo: '外省乙县' },
        ],
      },
    },
  ],
  [
    'W18',
    'the head registered as dead twice',
    {
      people: TWO,
      rows: {
        assistance: [
          { ...DIBAO, p: 'a', householdNo: 'h1', relation: '户主', headId: '@a', status: 'ended' },
          { ...DIBAO, p: 'b', householdNo: 'h1', relation: '配偶', headId: '@a' },
        ],
        death: [
          { p: 'a', deathDate: '2026-03-15' },
          { p: 'a', deathDate: '2026-02-10' },
        ],
      },
    },
  ],
  [
    'W22',
    'notes on two benefits',
    {
      people: ONE,
      rows: {
        assistance: [
          { ...DIBAO, p: 'a', householdNo: 'h1', nameNote: '已故' },
          { ...DIBAO, p: 'a', scheme: 'edge', householdNo: 'h2', nameNote: '迁出' },
        ],
      },
    },
  ],
  [
    'D14',
    'two members without their head',
    {
      people: { a: '1960-05-01', b: '1962-03-04', h: '1935-01-01' },
      rows: {
        assistance: [
          { ...DIBAO, p: 'a', householdNo: 'h1', relation: '配偶', headId: '@h' },
          { ...DIBAO, p: 'b', householdNo: 'h1', relation: '儿子', headId: '@h' },
        ],
      },
    },
  ],
];

describe('the order of rows decides nothing', () => {
  it.each(TIES)('%s: %s', async (rule, _tie, story) => {
    const rows = Object.entries(story.rows ?? {});
    const turned = Object.fromEntries(rows.map(([registry, own]) => [registry, [...own].reverse()]));
    const straight = await found(rule, stories(rule, [story]));
    expect(straight.length).toBeGreaterThan(0);
    expect(await found(rule, stories(rule, [{ ...story, rows: turned }]))).toEqual(straight);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/engine.js';
import { fictitiousId, personId, type FixtureRow } from './packs/rule-fixture.js';
import { openRuleRoom, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

const SEVERE = { p: 'a', name: '陈秀英', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
const ID = fictitiousId(1, 'a', '1960-05-01');
const OTHER_ID = fictitiousId(1, 'k', '1975-09-12');

/** M01 for a severely disabled person beside one covered record of somebody who is not linked. */
async function besideCover(
  cover: Readonly<Record<string, string | boolean | null>>,
  own: Partial<FixtureRow> = {},
): Promise<Row> {
  const covered = {
    p: 'b',
    name: '陈秀英',
    id: null,
    scheme: 'dibao',
    status: 'active',
    link: 'review',
    county: '南屏县',
    ...cover,
  } as FixtureRow;
  const disabled = { ...SEVERE, ...own } as FixtureRow;
  const { findings } = await room.run(
    stories('M01', [
      { people: { a: '1960-05-01' }, rows: { assistance: [covered], disability: [disabled] } },
    ]),
  );
  const row = findings.find((one) => one['person_id'] === personId(1, 'a'));
  if (row === undefined) throw new Error('the person is not among the findings');
  return row;
}

describe('before a person is called missed', () => {
  it('nothing near is found, and the finding says what was searched', async () => {
    const row = await besideCover({ name: '林志强', id: OTHER_ID });
    expect(row).toMatchObject({ confidence: 'high', candidate: null });
    expect(row['searched']).toBe(
      'assistance@2026-10-31: id, id-variant, name+birth, near names, household, links; 0 candidates',
    );
  });

  it.each([
    ['a number with one digit wrong', { id: `${ID.slice(0, 12)}9${ID.slice(13)}` }],
    ['the same name and birth date', { birthDate: '1960-05-01' }],
    ['the same name and phone', { phone: '13900000001' }],
    ['the same name in the same village', { town: '石桥镇', village: '丰联村' }],
  ])('%s makes it perhaps covered', async (_, cover) => {
    const row = await besideCover(cover, { phone: '13900000001', town: '石桥镇', village: '丰联村' });
    expect(row).toMatchObject({ kind: 'missed', confidence: 'low' });
    expect(JSON.parse(String(row['candidate']))).toEqual({
      registry: 'assistance',
      file: 'assistance.csv',
      line: 2,
    });
    expect(String(row['reason_zh'])).toContain('疑似已在保');
    expect(String(row['searched'])).toContain('1 candidates');
  });

  /** A number as a spreadsheet leaves it, and the true one. */
  const CUT = `${ID.slice(0, 15)}000`;

  it('a covered record under the exact name whose number a spreadsheet cut is the own one: nobody is missed', async () => {
    await expect(besideCover({ id: CUT })).rejects.toThrow('not among the findings');
    expect(await besideCover({ id: CUT, name: '陈秀兰' })).toMatchObject({ kind: 'missed' });
    expect(await besideCover({ id: `${ID.slice(0, 15)}${ID[15] === '7' ? '8' : '7'}12` })).toMatchObject({
      kind: 'missed',
    });
  });

  it('the one covered person of the name in the village is meant where nothing else is known', async () => {
    const village = { town: '石桥镇', village: '丰联村' };
    const nameless = { id: null, link: 'review', ...village };
    await expect(besideCover(village, nameless)).rejects.toThrow('not among the findings');
    expect(await besideCover({ ...village, village: '外村' }, nameless)).toMatchObject({ kind: 'missed' });
  });

  it('puts the candidate last among the sources', async () => {
    const row = await besideCover({ birthDate: '1960-05-01' });
    const sources = JSON.parse(String(row['sources'])) as { registry: string }[];
    expect(sources.map(({ registry }) => registry)).toEqual(['disability', 'assistance']);
  });

  it('two valid numbers far apart are two people, whatever else agrees', async () => {
    const row = await besideCover({ id: OTHER_ID, phone: '13900000001' }, { phone: '13900000001' });
    expect(row).toMatchObject({ confidence: 'high', candidate: null });
  });

  it.each([
    ['the same village', { town: '石桥镇', village: '丰联村' }],
    ['the same birth date', { birthDate: '1960-05-01' }],
  ])('a number that stands under two names contradicts nobody in %s', async (_, cover) => {
    const own = { town: '石桥镇', village: '丰联村' };
    expect(await besideCover({ id: OTHER_ID, ...cover }, own)).toMatchObject({ candidate: null });
    expect(await besideCover({ id: OTHER_ID, conflict: true, ...cover }, own)).toMatchObject({
      confidence: 'low',
    });
  });

  it('the name alone is nobody', async () => {
    expect(await besideCover({ phone: '13900000002' }, { phone: '13900000001' })).toMatchObject({
      candidate: null,
    });
  });

  it('cover that has ended is no cover', async () => {
    const ended = { birthDate: '1960-05-01', status: 'ended', stopMonth: '2026-01-01' };
    expect(await besideCover(ended)).toMatchObject({ candidate: null });
  });

  it('the head of a covered family may be covered with it', async () => {
    const row = await besideCover({ name: '林志强', headId: ID, headName: '陈秀英' });
    expect(row).toMatchObject({ confidence: 'low' });
  });

  it('the head of a family in which one member is covered alone is not covered', async () => {
    const row = await besideCover({ name: '林志强', scheme: 'dibao_single', headId: ID, headName: '陈秀英' });
    expect(row).toMatchObject({ confidence: 'high', candidate: null });
  });
});

describe('findings of one person', () => {
  it('name each other, and share a visit', async () => {
    const { findings } = await room.run(
      stories('M01', [
        {
          people: { a: '1960-05-01' },
          rows: {
            assistance: [{ p: 'a', scheme: 'edge', status: 'active', householdNo: 'h1' }],
            disability: [SEVERE],
            petition: [{ p: 'a', petitionDate: '2026-09-01', content: '生活困难，请求救助' }],
          },
        },
      ]),
      {
        rules: (await import('./packs/rule-room.js')).PACK.filter(({ id }) =>
          ['M01', 'M02', 'M07'].includes(id),
        ),
        parameters: {},
      },
    );
    expect(findings.map((row) => [row['rule_id'], row['also_rules']])).toEqual([
      ['M01', 'M02 M07'],
      ['M02', 'M01 M07'],
      ['M07', 'M01 M02'],
    ]);
    expect(new Set(findings.map((row) => row['visit_id'])).size).toBe(1);
    expect(findings[0]?.['visit_id']).toBe(findings[0]?.['household_id']);
  });
});

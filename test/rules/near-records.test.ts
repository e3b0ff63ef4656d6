import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckdbDialect } from '../../src/engine/duckdb/duckdb-dialect.js';
import type { Row } from '../../src/engine/engine.js';
import { fictitiousId, personId } from './packs/rule-fixture.js';
import { openRuleRoom, PACK, stories, type RuleRoom } from './packs/rule-room.js';

let room: RuleRoom;
beforeAll(async () => {
  room = await openRuleRoom();
});
afterAll(() => room.close());

type Stories = Parameters<typeof stories>[1];

/** What became of person a of every story, run as one batch. */
async function ofEach(rule: string, cases: Stories): Promise<readonly (Row | undefined)[]> {
  const { findings } = await room.run(stories(rule, cases), {
    rules: PACK.filter(({ id }) => id === rule),
    parameters: {},
  });
  return cases.map((_, index) => findings.find((row) => row['person_id'] === personId(index + 1, 'a')));
}

/** The record that a finding shows as the nearest, by registry and line. */
function nearest(row: Row | undefined): unknown {
  const candidate = row?.['candidate'];
  return typeof candidate === 'string' ? (JSON.parse(candidate) as unknown) : null;
}

const lineOf = (registry: string, line: number): unknown => ({ registry, file: `${registry}.csv`, line });

describe('insured in a civil class, the civil record under another number or name', () => {
  const insured = { p: 'a', insuranceType: 'resident', memberStatus: 'normal', assistedClass: 'edge' };
  const record = { p: 'b', scheme: 'edge', status: 'active', link: 'review' };
  const story = (
    born: string,
    own: Readonly<Record<string, string>>,
    near: Readonly<Record<string, string | null>>,
  ): Stories[number] => ({
    people: { a: born },
    rows: { assistance: [{ ...record, ...near } as never], insurance: [{ ...insured, ...own }] },
  });
  const slip = (caseNo: number, born: string): string => {
    const id = fictitiousId(caseNo, 'a', born);
    return `${id.slice(0, 12)}${(Number(id[12]) + 3) % 10}${id.slice(13)}`;
  };
  let rows: readonly (Row | undefined)[];
  beforeAll(async () => {
    rows = await ofEach('M04', [
      story('1951-01-01', { name: '黄海波' }, { name: '黄海波', id: slip(1, '1951-01-01') }),
      story('1952-02-02', { name: '陈秀英' }, { name: '陈秀瑛', id: null, birthDate: '1952-02-02' }),
      story(
        '1953-03-03',
        { name: '林建国', town: '石桥镇', village: '丰联村' },
        { name: '林健国', id: null, town: '石桥', village: '丰联村委会' },
      ),
      story(
        '1954-04-04',
        { name: '吴大山', town: '云岭镇', village: '竹洋村' },
        { name: '吴大川', id: null, birthDate: '1954-04-04', town: '云岭镇' },
      ),
      // A brother: the name one character off, another birth date.
      story(
        '1955-05-05',
        { name: '郑志强', town: '云岭镇', village: '白墘村' },
        { name: '郑志刚', id: null, birthDate: '1957-07-07', town: '云岭镇', village: '白墘村' },
      ),
      // A twin: both numbers are valid, and a digit apart.
      story(
        '1956-06-06',
        { name: '何春花', town: '云岭镇' },
        { name: '何秋花', id: fictitiousId(6, 'k', '1956-06-06'), town: '云岭镇' },
      ),
      // An allowance explains no civil class.
      story(
        '1957-07-08',
        { name: '谢小雨' },
        { name: '谢小雨', id: null, birthDate: '1957-07-08', scheme: 'disability_care' },
      ),
    ]);
  });

  it.each([
    ['the number one slip off', 0, 2],
    ['the name of the same sound and the birth date', 1, 3],
    ['the name of the same sound in the village, written otherwise', 2, 4],
    ['one character off, with birth date and town', 3, 5],
  ])('%s: perhaps on the list, and the record is shown with its scheme', (_, index, line) => {
    const row = rows[index];
    expect(row).toMatchObject({ kind: 'missed', confidence: 'low' });
    expect(nearest(row)).toEqual(lineOf('assistance', line));
    expect(String(row?.['reason_zh'])).toContain('疑似已在名单：低保边缘');
    expect(String(row?.['reason_en'])).toContain('perhaps on the list, edge');
    expect(String(row?.['searched'])).toContain('; 1 candidates');
  });

  it.each([
    ['a brother', 4],
    ['a twin', 5],
    ['a benefit that does not explain the class', 6],
  ])('%s is nobody', (_, index) => {
    expect(rows[index]).toMatchObject({ confidence: 'high', candidate: null });
  });

  it('an edge record near by does not cover: M01 stays as it was', async () => {
    const [row] = await ofEach('M01', [
      {
        people: { a: '1952-02-02' },
        rows: {
          assistance: [{ ...record, name: '陈秀英', id: null, birthDate: '1952-02-02' }],
          disability: [
            { p: 'a', name: '陈秀英', disabilityType: '4', disabilityLevel: '1', status: 'valid' },
          ],
        },
      },
    ]);
    expect(row).toMatchObject({ confidence: 'high', candidate: null });
  });
});

describe('an allowance that stands under another number', () => {
  const severe = { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
  const paid = { p: 'b', payMonth: '2026-10-01', amount: 100, status: 'paid', link: 'review', id: null };
  /** Enough others receive it, so that the list counts as whole. */
  const others = ['c', 'd', 'e', 'f'];
  const receiving: Stories[number] = {
    people: Object.fromEntries(others.map((p) => [p, '1970-01-01'])),
    rows: {
      disability: others.map((p) => ({ ...severe, p })),
      payment: others.map((p) => ({
        p,
        scheme: 'disability_care',
        payMonth: '2026-10-01',
        amount: 100,
        status: 'paid',
      })),
      assistance: [{ p: 'z', name: 'z', id: null, scheme: 'rigid', status: 'active' }],
    },
  };
  const story = (born: string, name: string, near: Readonly<Record<string, string>>): Stories[number] => ({
    people: { a: born },
    rows: { disability: [{ ...severe, name }], payment: [{ ...paid, name, ...near } as never] },
  });

  it('is shown; another allowance or an old payment is not', async () => {
    const [under, other, old] = await ofEach('M10', [
      story('1961-01-01', '黄海波', { scheme: 'disability_care', birthDate: '1961-01-01' }),
      story('1962-02-02', '陈秀英', { scheme: 'disability_living', birthDate: '1962-02-02' }),
      story('1963-03-03', '林建国', {
        scheme: 'disability_care',
        birthDate: '1963-03-03',
        payMonth: '2026-05-01',
      }),
      receiving,
    ]);
    expect(under).toMatchObject({ episode: 'disability_care', confidence: 'low' });
    expect(nearest(under)).toEqual(lineOf('payment', 2));
    expect(String(under?.['searched'])).toMatch(
      /^assistance@2026-10-31, payment@2026-10-31: .*; 1 candidates$/,
    );
    expect(other).toMatchObject({ confidence: 'high', candidate: null });
    expect(old).toMatchObject({ confidence: 'high', candidate: null });
  });
});

describe('a record under another name of the person', () => {
  const place = { town: '石桥镇', village: '丰联村' };
  const severe = { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid', ...place };
  const roll = { p: 'b', id: null, scheme: 'dibao', status: 'active', link: 'review', ...place };
  const story = (
    born: string,
    own: Readonly<Record<string, string>>,
    near: Readonly<Record<string, string | null>>,
  ): Stories[number] => ({
    people: { a: born },
    rows: { assistance: [{ ...roll, ...near } as never], disability: [{ ...severe, ...own } as never] },
  });

  it('is a near one, whichever side knows that name', async () => {
    const [roll, own, elsewhere, stranger] = await ofEach('M01', [
      story('1951-01-01', { name: '黄海波' }, { name: '黄三妹', nameAlias: '黄海波' }),
      story('1952-02-02', { name: '陈秀英', nameAlias: '陈大妹 陈阿妹' }, { name: '陈阿妹' }),
      story(
        '1953-03-03',
        { name: '林建国' },
        { name: '林老三', nameAlias: '林建国', town: '南山镇', village: '下村' },
      ),
      story(
        '1954-04-04',
        { name: '吴大山' },
        { name: '吴老四', nameAlias: '吴大山', id: fictitiousId(9, 'k', '1948-02-11') },
      ),
    ]);
    for (const row of [roll, own]) expect(row).toMatchObject({ kind: 'missed', confidence: 'low' });
    expect(nearest(roll)).toEqual(lineOf('assistance', 2));
    for (const row of [elsewhere, stranger])
      expect(row).toMatchObject({ confidence: 'high', candidate: null });
  });
});

describe('a death that no number links', () => {
  const severe = { p: 'a', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
  const roll = { p: 'z', name: 'z', id: null, scheme: 'edge', status: 'active' };
  const death = { p: 'b', id: null, link: 'review', deathDate: '2026-03-15' };
  const place = { town: '石桥镇', village: '丰联村' };
  const story = (born: string, name: string, dead: Readonly<Record<string, string>>): Stories[number] => ({
    people: { a: born },
    rows: {
      assistance: [roll],
      disability: [{ ...severe, name, ...place }],
      death: [{ ...death, name, ...dead } as never],
    },
  });

  it('speaks against a need, is shown, and drops nobody', async () => {
    const [sameBirth, sameVillage, otherBirth, later, otherNumber] = await ofEach('M01', [
      story('1931-01-01', '黄海波', { birthDate: '1931-01-01' }),
      story('1932-02-02', '陈秀英', place),
      story('1933-03-03', '林建国', { ...place, birthDate: '1962-02-03' }),
      story('1934-04-04', '吴大山', { birthDate: '1934-04-04', deathDate: '2026-11-05' }),
      story('1935-05-05', '郑志强', { ...place, id: fictitiousId(9, 'k', '1948-02-11') }),
    ]);
    for (const row of [sameBirth, sameVillage]) {
      expect(row).toMatchObject({ kind: 'missed', confidence: 'low', candidate: null });
      expect(String(row?.['counter_evidence_zh'])).toContain('死亡名单中有信息相近的记录');
      const sources = JSON.parse(String(row?.['sources'])) as { registry: string }[];
      expect(sources.map(({ registry }) => registry)).toEqual(['disability', 'death']);
    }
    for (const row of [otherBirth, later, otherNumber])
      expect(row).toMatchObject({ confidence: 'high', counter_evidence_zh: null });
  });

  it('accuses nobody of having been paid after it', async () => {
    const { findings } = await room.run(
      stories('W01', [
        {
          people: { a: '1931-01-01' },
          rows: {
            death: [{ ...death, name: '黄海波', birthDate: '1931-01-01' }],
            payment: [
              {
                p: 'a',
                name: '黄海波',
                scheme: 'dibao',
                payMonth: '2026-09-01',
                amount: 700,
                status: 'paid',
              },
            ],
          },
        },
      ]),
    );
    expect(findings).toEqual([]);
  });
});

describe('a scored pair below review', () => {
  const severe = { p: 'a', name: '黄海波', disabilityType: '4', disabilityLevel: '1', status: 'valid' };
  const ended = {
    p: 'b',
    name: '王小明',
    id: null,
    scheme: 'dibao',
    status: 'ended',
    stopMonth: '2025-01-01',
  };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'yingbao-near-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** The finding of person a beside a person b whose first record is paired with theirs. */
  async function paired(
    active: Readonly<Record<string, string | null>>,
    levels = { name: 'exact', birth: 'missing' },
  ): Promise<Row | undefined> {
    const pairsFile = join(folder, 'pairs.parquet');
    const pair = `SELECT 'assistance' AS left_registry, 'assistance.csv' AS left_file, 2::BIGINT AS left_line, 0::BIGINT AS left_record_no, 'disability' AS right_registry, 'disability.csv' AS right_file, 2::BIGINT AS right_line, 0::BIGINT AS right_record_no, -4.0 AS match_weight, CAST(NULL AS VARCHAR) AS class, '${levels.name}' AS name_level, '${levels.birth}' AS birth_level, 'missing' AS id_level`;
    await room.engine.run(duckdbDialect.writeParquet(pair, pairsFile));
    const assistance = [ended, { ...ended, status: 'active', stopMonth: null, ...active }] as never[];
    const { findings } = await room.run(
      stories('M01', [{ people: { a: '1960-05-01' }, rows: { assistance, disability: [severe] } }]),
      { pairsFile },
    );
    return findings.find((row) => row['person_id'] === personId(1, 'a'));
  }

  it('makes any record of that person a candidate, not only the one it shows', async () => {
    const row = await paired({});
    expect(row).toMatchObject({ confidence: 'low' });
    expect(nearest(row)).toEqual(lineOf('assistance', 3));
  });

  it('makes nobody a candidate by the telephone that a family shares', async () => {
    expect(await paired({}, { name: 'different', birth: 'missing' })).toMatchObject({ candidate: null });
    expect(await paired({}, { name: 'different', birth: 'equal' })).toMatchObject({ confidence: 'low' });
  });

  it('does so for no record under a number of somebody else', async () => {
    expect(await paired({ id: fictitiousId(9, 'k', '1948-02-11') })).toMatchObject({ candidate: null });
  });
});

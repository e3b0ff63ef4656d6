import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry, type TestRecord } from './linking.js';

const GIVEN = Array.from('建国志明丽华美玉春生福来金水文武');
const SURNAMES = Array.from('陈林黄张李王吴刘郑蔡');
const PEOPLE = 250;

/** People of twelve villages; no two bear one name. */
function person(i: number): TestRecord {
  return {
    name: `${SURNAMES[i % 10] ?? ''}${GIVEN[i % 16] ?? ''}${GIVEN[Math.floor(i / 16)] ?? ''}`,
    idText: citizenId(`${String(1940 + (i % 60))}0305`, (i % 499) * 2 + 1),
    county: '南屏县',
    town: '东镇',
    village: `村${String(i % 12)}`,
  };
}

const EVERYBODY = Array.from({ length: PEOPLE }, (_, i) => person(i));

/** The pair of a record that has only name and village with the person it is about, in a list of `others`. */
async function pairOf(
  insured: readonly TestRecord[],
  others: readonly TestRecord[],
): Promise<{ readonly weight: number; readonly texts: readonly string[] }> {
  const { name, county, town, village } = insured[0] ?? {};
  const record = { name, county, town, village } as TestRecord;
  const { pairs, linkTexts } = await link([
    registry('insurance', insured),
    registry('disability', [record, ...others]),
  ]);
  const pair = pairs.find((row) => Number(row['left_line']) === 2 && Number(row['right_line']) === 2);
  return {
    weight: Number(pair?.['match_weight']),
    texts: linkTexts.filter((text) => text.includes('disability:2 ')),
  };
}

describe('who else could it be', () => {
  it('where everybody of a list is insured, the only one of that name in the village is no stranger', async () => {
    const known = await pairOf(EVERYBODY, EVERYBODY.slice(1));
    expect(known.texts).toEqual(['insurance:2 disability:2 probable']);
  });

  it('where hardly anybody of it is, it may be', async () => {
    const elsewhere = Array.from({ length: PEOPLE }, (_, i) => ({
      ...person(i),
      name: `赵${GIVEN[i % 16] ?? ''}${GIVEN[Math.floor(i / 16)] ?? ''}`,
      idText: citizenId(`${String(1940 + (i % 60))}1120`, (i % 499) * 2 + 1),
    }));
    const known = await pairOf(EVERYBODY, EVERYBODY.slice(1));
    const unknown = await pairOf(EVERYBODY, elsewhere);
    expect(known.weight).toBeGreaterThan(unknown.weight + 1);
    expect(unknown.texts).toEqual(['insurance:2 disability:2 review']);
  });

  it('in a village of one clan, the same surname and village say less', async () => {
    const clan = EVERYBODY.map((one) => ({
      ...one,
      village: one.name?.startsWith('陈') === true ? '陈厝' : (one.village ?? null),
    }));
    const mixed = await pairOf(EVERYBODY, EVERYBODY.slice(1));
    const same = await pairOf(clan, clan.slice(1));
    expect(same.weight).toBeLessThan(mixed.weight - 1);
  });
});

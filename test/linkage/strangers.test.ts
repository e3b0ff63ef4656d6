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

  it('of many people with one phone, living where the phone is says nothing more', async () => {
    const agency = EVERYBODY.map((one, i) => ({ ...one, phone: i < 40 ? '059522223333' : null }));
    const { name, county, town, village, phone } = agency[0] ?? {};
    const { pairs } = await link([
      registry('insurance', agency),
      registry('petition', [{ name, county, town, village, phone } as TestRecord]),
    ]);
    const pair = pairs.find((row) => Number(row['left_line']) === 2);
    expect(Number(pair?.['phone_weight'])).toBeGreaterThan(0);
    expect(Number(pair?.['phone_weight'])).toBeLessThan(4);
    expect(pair?.['place_weight']).toBe(0);
  });

  it('a name that sounds the same on one phone is a slip, not a sister', async () => {
    const home = { county: '南屏县', town: '东镇', village: '村3', phone: '13800001234', sex: 'F' };
    const town = Array.from({ length: 3000 }, (_, i) => ({
      ...person(i % 256),
      name: `${person(i % 256).name ?? ''}${GIVEN[Math.floor(i / 256)] ?? ''}`,
      idText: citizenId(`${String(1940 + (i % 60))}0405`, i % 999),
    }));
    const { linkTexts } = await link([
      registry('insurance', [{ name: '赵秀英', idText: citizenId('19560302', 124), ...home }, ...town]),
      registry('petition', [{ name: '赵绣英', ...home }, { name: '赵秀兰', ...home }, ...town.slice(0, 500)]),
    ]);
    expect(linkTexts).toContain('insurance:2 petition:2 probable');
    expect(linkTexts).not.toContain('insurance:2 petition:3 probable');
  });

  it('a name with and without its dot is one name', async () => {
    const home = { county: '南屏县', town: '东镇', village: '村3' };
    const weightOf = async (name: string): Promise<unknown> => {
      const { pairs } = await link([
        registry('insurance', [
          { name: '热依汗·玉素甫', idText: citizenId('19560302', 124), ...home },
          ...EVERYBODY,
        ]),
        registry('petition', [{ name, ...home }]),
      ]);
      return pairs.find((row) => Number(row['left_line']) === 2)?.['name_weight'];
    };
    expect(await weightOf('热依汗玉素甫')).toBe(await weightOf('热依汗·玉素甫'));
  });

  it('whose ID others claim as well keeps the birth date of its own column', async () => {
    const home = { county: '南屏县', town: '东镇', village: '村3' };
    const child = citizenId('20240428', 49);
    const { personOf } = await link([
      registry('assistance', [{ name: '赵秀英', idText: child, birth_date: '2024-04-28', ...home }]),
      registry('insurance', [
        { name: '陈国强', idText: child, ...home },
        { name: '赵秀英', idText: citizenId('19420903', 62), ...home },
        ...EVERYBODY,
      ]),
    ]);
    expect(personOf('assistance:2')).not.toBe(personOf('insurance:3'));
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

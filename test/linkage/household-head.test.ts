import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry, shippedModel, type Linked, type TestRecord } from './linking.js';

const HEAD = citizenId('19540711', 121);
const HEAD_NAME = '林大山';
const house = { head_id: HEAD, head_name: HEAD_NAME } as const;
const MOTHER = citizenId('19560302', 124);
const mother: TestRecord = { name: '陈秀英', idText: MOTHER, birth_date: '1956-03-02', ...house };
const father: TestRecord = { name: HEAD_NAME, idText: HEAD, birth_date: '1954-07-11', ...house };

/** A household in one list, one record of another list, and a province of which nothing else is read. */
async function linked(record: TestRecord, family: readonly TestRecord[] = [mother, father]): Promise<Linked> {
  const somebody = { name: '王大海', idText: citizenId('19330101', 15) };
  return link(
    [
      registry('assistance', family, { registry: 'rural' }),
      registry('assistance', [record], { registry: 'urban' }),
      registry('insurance', [somebody], { records: 1_000_000 }),
    ],
    { singlesUpTo: 100 },
  );
}

/** Born on that day, with a character of the name dropped and no ID. */
const slip: TestRecord = { name: '陈英', birth_date: '1956-03-02' };

describe('the head of the household', () => {
  it('finds a member without an ID, with a slip in the name, by the birth date', async () => {
    expect((await linked(slip)).linkTexts).toEqual(['rural:2 urban:2 review']);
    expect((await linked({ ...slip, ...house })).linkTexts).toEqual(['rural:2 urban:2 probable']);
  });

  it('does so by the name of the head alone', async () => {
    const { linkTexts, links } = await linked({ ...slip, head_name: HEAD_NAME });
    expect(linkTexts).toEqual(['rural:2 urban:2 probable']);
    expect(String(links[0]?.['reason'])).toContain('head=same_name');
  });

  it('finds a member whose ID is masked', async () => {
    const masked = { name: '陈英', idText: `${MOTHER.slice(0, 4)}**********${MOTHER.slice(14)}` };
    expect((await linked(masked)).linkTexts).toEqual([]);
    expect((await linked({ ...masked, ...house })).linkTexts).toEqual(['rural:2 urban:2 probable']);
  });

  it('brings together what no other rule does', async () => {
    const { pairs } = await linked({ name: '陈英', ...house });
    expect(pairs.map((row) => row['blocking_rule'])).toContain("ID of the household's head");
    expect((await linked({ name: '陈英' })).pairs).toEqual([]);
  });

  it('says nothing where a side names none', async () => {
    const { linkTexts, links } = await linked({ name: '陈秀英', birth_date: '1956-03-02', ...house }, [
      { ...mother, head_id: null, head_name: null },
    ]);
    expect(linkTexts).toEqual(['rural:2 urban:2 probable']);
    expect(String(links[0]?.['reason'])).toContain('head=missing');
  });
});

describe('people of one household', () => {
  const home = { county: '南屏县', town: '东镇', village: '上村', phone: '13800001234', ...house };
  const twin = (name: string, sequence: number): TestRecord => ({
    name,
    idText: citizenId('20030405', sequence),
    birth_date: '2003-04-05',
    ...home,
  });
  const apart = (texts: readonly string[]): readonly string[] =>
    texts.filter((text) => !text.endsWith('review'));

  it('twins do not merge, although all but the name agrees', async () => {
    const { linkTexts } = await linked({ ...twin('陈志勇', 33), idText: '' }, [twin('陈志强', 31)]);
    expect(apart(linkTexts)).toEqual([]);
  });

  it('a twin without an ID finds its own record', async () => {
    const { linkTexts } = await linked({ ...twin('陈志勇', 33), idText: '' }, [
      twin('陈志强', 31),
      twin('陈志勇', 33),
    ]);
    expect(apart(linkTexts)).toEqual(['rural:3 urban:2 probable']);
  });

  it('brothers do not merge', async () => {
    const younger = { ...home, name: '陈志勇', birth_date: '2003-09-05' };
    expect((await linked(younger, [twin('陈志强', 31)])).linkTexts).toEqual([]);
  });

  it('a mother and her daughter of one name do not merge', async () => {
    const daughter = { ...home, name: '陈秀英', birth_date: '1982-11-20', sex: 'F' };
    const { linkTexts } = await linked(daughter, [{ ...mother, ...home }]);
    expect(apart(linkTexts)).toEqual([]);
  });

  it('wife and head do not merge, even born on one day', async () => {
    const wife = { ...home, name: '林秀英', birth_date: '1954-07-11' };
    expect((await linked(wife, [{ ...father, ...home }])).linkTexts).toEqual([]);
    const named = { ...home, head_id: null, name: HEAD_NAME, birth_date: '1954-07-11', relation: '户主' };
    expect((await linked(named, [{ ...father, ...home }])).linkTexts).toEqual(['rural:2 urban:2 probable']);
  });
});

describe('the shipped parameters', () => {
  const head = shippedModel().comparisons.find(({ kind }) => kind === 'household_head');
  const levels = head?.levels ?? [];

  it('let a shared head weigh nothing between relatives, and much against strangers', () => {
    for (const { level, m, u, f = u } of levels.filter((one) => one.level.startsWith('same_'))) {
      expect(Math.log2(m / f), level).toBeLessThanOrEqual(0);
      expect(Math.log2(m / u), level).toBeGreaterThan(5);
    }
  });

  it('let no disagreement speak for one person', () => {
    for (const { level, m, f = 1 } of levels.filter((one) => !one.level.startsWith('same_')))
      expect(m, level).toBeLessThanOrEqual(f);
  });
});

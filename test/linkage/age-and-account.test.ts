import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry, type TestRecord } from './linking.js';

const GIVEN = Array.from('建国志明丽华美玉春生福来金水文武');
const SURNAMES = Array.from('陈林黄张李王吴刘郑蔡');

/** People of twelve villages; no two bear one name. */
const CROWD = Array.from({ length: 250 }, (_, i): TestRecord => ({
  name: `${SURNAMES[i % 10] ?? ''}${GIVEN[i % 16] ?? ''}${GIVEN[Math.floor(i / 16)] ?? ''}`,
  idText: citizenId(`${String(1940 + (i % 60))}0305`, (i % 499) * 2 + 1),
  county: '南屏县',
  town: '东镇',
  village: `村${String(i % 12)}`,
}));

const HOME = { county: '南屏县', town: '东镇', village: '村3' };
const GRANDMOTHER = citizenId('19410302', 124);
const GRANDDAUGHTER = citizenId('20150711', 148);
const NAMESAKES: TestRecord[] = [
  { name: '赵秀英', idText: GRANDMOTHER, ...HOME },
  { name: '赵秀英', idText: GRANDDAUGHTER, ...HOME },
];

async function deathOf(record: TestRecord): Promise<readonly string[]> {
  const { linkTexts } = await link([
    registry('insurance', [...NAMESAKES, ...CROWD]),
    registry('death', [
      { name: '赵秀英', aged_on: '2026-09-16', ...HOME, ...record },
      ...CROWD.slice(0, 200),
    ]),
  ]);
  return linkTexts.filter((text) => text.includes('death:2 '));
}

describe('an age', () => {
  it('tells which of two namesakes of one village died', async () => {
    expect(await deathOf({})).toEqual(['insurance:2 death:2 review', 'insurance:3 death:2 review']);
    expect(await deathOf({ age: '85' })).toContain('insurance:2 death:2 probable');
    expect(await deathOf({ age: '86' })).toContain('insurance:2 death:2 probable');
    expect(await deathOf({ age: '11' })).toContain('insurance:3 death:2 probable');
  });

  it('that fits neither speaks against both', async () => {
    expect(await deathOf({ age: '50' })).not.toContain('insurance:2 death:2 probable');
    expect(await deathOf({ age: '50' })).not.toContain('insurance:3 death:2 probable');
  });
});

describe('a bank account', () => {
  it('tells whose payment without a number it is', async () => {
    const roll = [
      { name: '赵秀英', idText: GRANDMOTHER, county: '南屏县', account: '6217001234567890' },
      ...CROWD,
    ];
    const paid = async (account: string | null): Promise<readonly string[]> => {
      const { linkTexts } = await link([
        registry('assistance', roll),
        registry('payment', [{ name: '赵秀英', county: '南屏县', account }, ...CROWD.slice(0, 100)]),
      ]);
      return linkTexts.filter((text) => text.includes('payment:2 '));
    };
    expect(await paid('6217 0012 3456 7890')).toEqual(['assistance:2 payment:2 probable']);
    expect(await paid('6217009999999999')).not.toContain('assistance:2 payment:2 probable');
  });

  it('that a household shares does not make a wife her husband', async () => {
    const account = '6217001234567890';
    const { personOf } = await link([
      registry('assistance', [
        { name: '赵国强', idText: citizenId('19390302', 123), ...HOME, account },
        ...CROWD,
      ]),
      registry('payment', [{ name: '赵秀英', ...HOME, account }]),
    ]);
    expect(personOf('payment:2')).not.toBe(personOf('assistance:2'));
  });
});

describe('rows without a number that say only a name', () => {
  it('of a whole county are not one person', async () => {
    const bill = { name: '赵秀英', sex: 'F', county: '南屏县' };
    const { personOf } = await link([registry('settlement', [bill, bill])]);
    expect(personOf('settlement:2')).not.toBe(personOf('settlement:3'));
  });

  it('and a village are', async () => {
    const bill = { name: '赵秀英', ...HOME };
    const { personOf } = await link([registry('settlement', [bill, bill])]);
    expect(personOf('settlement:2')).toBe(personOf('settlement:3'));
  });
});

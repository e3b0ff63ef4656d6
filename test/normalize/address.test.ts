import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizeAddress, parseAddress, type ParsedAddress } from '../../src/normalize/address.js';
import { buildGazetteer, currentRegions, isKnownRegion } from '../../src/normalize/gazetteer.js';

const areaCodes = readFileSync('data/reference/areacodes.csv', 'utf8');
const gazetteer = buildGazetteer(areaCodes, {
  home: '35',
  places: [
    { county: '350583', town: '码头镇' },
    { county: '350128', town: '海坛街道' },
  ],
});

const ADDRESSES: readonly (readonly [raw: string, expected: Partial<ParsedAddress>])[] = [
  [
    '福建省泉州市南安市码头镇丰联村三组12号',
    {
      province: '福建省',
      city: '泉州市',
      county: '南安市',
      countyCode: '350583',
      town: '码头镇',
      village: '丰联村',
      group: '3组',
      number: '12',
      rest: null,
    },
  ],
  ['南安市码头镇丰联村', { city: '泉州市', county: '南安市', town: '码头镇', village: '丰联村' }],
  ['福建南安码头丰联村3组', { countyCode: '350583', town: '码头镇', village: '丰联村', group: '3组' }],
  [
    '泉州南安码头丰联村第三村民小组12-1号',
    { countyCode: '350583', town: '码头镇', group: '3组', number: '12-1' },
  ],
  // Villages above, below and inside; 镇上 without one is the middle of the town.
  ['延平区夏道镇上洋村3组', { town: '夏道镇', village: '上洋村', group: '3组' }],
  ['溪源乡下洋村', { town: '溪源乡', village: '下洋村' }],
  ['夏道镇里洋村', { town: '夏道镇', village: '里洋村' }],
  ['夏道镇上12号', { town: null, number: '12' }],
  ['码头镇丰联村民委员会', { county: null, countyCode: null, town: '码头镇', village: '丰联村' }],
  ['南安市码头镇丰联村(丰山自然村)12号', { village: '丰联村', hamlet: '丰山', number: '12' }],
  ['南安市码头公社丰联大队第三生产队', { town: '码头镇', village: '丰联村', group: '3组', rest: null }],
  ['南安市　码头镇　丰联村　三组　１２号　之一', { group: '3组', number: '12', rest: '之一' }],
  [
    '福清市音西街道音西村下厝组',
    { countyCode: '350181', town: '音西街道', village: '音西村', group: '下厝组' },
  ],
  // Old names lead to today's.
  ['龙海市石码镇', { county: '龙海区', countyCode: '350604', city: '漳州市' }],
  ['长泰县武安镇', { county: '长泰区', countyCode: '350605' }],
  ['建阳市童游街道', { county: '建阳区', countyCode: '350703', city: '南平市' }],
  ['永定县湖坑镇洪坑村', { county: '永定区', countyCode: '350803', village: '洪坑村' }],
  ['沙县凤岗街道', { county: '沙县区', countyCode: '350405' }],
  ['三明市梅列区列东街道', { county: '三元区', countyCode: '350404' }],
  ['长乐市航城街道', { county: '长乐区', countyCode: '350112' }],
  ['厦门市杏林区', { city: '厦门市' }],
  ['宁德地区福安县赛岐镇', { county: '福安市', countyCode: '350981', city: '宁德市' }],
  ['晋江地区惠安县', { county: '惠安县', city: '泉州市' }],
  ['原龙海县角美镇', { county: '龙海区', town: '角美镇' }],
  // A county that was divided keeps its written name and no code.
  ['莆田县江口镇', { county: '莆田县', countyCode: null, town: '江口镇' }],
  // Functional zones.
  ['福建省平潭综合实验区海坛街道', { county: '平潭县', countyCode: '350128', town: '海坛街道' }],
  // One name in many provinces means the one at home.
  ['鼓楼区华大街道', { province: '福建省', county: '鼓楼区' }],
  ['北京市朝阳区三里屯街道', { province: '北京市', city: null, county: '朝阳区', countyCode: '110105' }],
  ['新华村三队', { county: null, village: '新华村', group: '3组' }],
  ['12号', { number: '12' }],
  [
    '福州市鼓楼区五凤街道白龙社区居委会5幢2单元301室',
    { town: '五凤街道', village: '白龙社区', number: null, rest: '5幢2单元301室' },
  ],
];

describe('parseAddress', () => {
  it.each(ADDRESSES)('%s', (raw, expected) => {
    expect(parseAddress(raw, gazetteer)).toMatchObject(expected);
  });

  it('finds nothing in nothing', () => {
    expect(parseAddress('　', gazetteer)).toBeNull();
  });

  it('does not choose among places of one name without a home', () => {
    expect(parseAddress('鼓楼区', buildGazetteer(areaCodes))).toMatchObject({
      county: '鼓楼区',
      countyCode: null,
    });
  });

  it('takes any string', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'福建省|泉州|南安市|龙海市|码头镇|丰联村|三组|12号|(|)|村|组|号|第|原'.split('|')),
      fc.string({ maxLength: 3, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const raw = pieces.join('');
        expect(parseAddress(raw, gazetteer) === null).toBe(
          (normalizeAddress(raw) ?? '').replaceAll(' ', '') === '',
        );
      }),
      { numRuns: 2000 },
    );
  });
});

describe('normalizeAddress', () => {
  it('folds width, dashes and spaces, and resolves nothing', () => {
    expect(normalizeAddress(' 福建　南安 码头镇１２－１号（老宅） ')).toBe('福建南安码头镇12-1号(老宅)');
  });

  it('is at rest after one pass', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const once = normalizeAddress(raw);
        expect(once === null ? null : normalizeAddress(once)).toBe(once);
      }),
    );
  });
});

describe('gazetteer', () => {
  it.each([
    ['350681', true],
    ['352123', true],
    ['350589', false],
    ['110105', true],
  ])('region %s is known: %s', (code, known) => {
    expect(isKnownRegion(gazetteer, code)).toBe(known);
  });

  it('follows successors to the regions of today', () => {
    const [changle] = gazetteer.byName.get('长乐县') ?? [];
    expect(
      changle === undefined ? [] : currentRegions(gazetteer, changle).map((region) => region.code),
    ).toEqual(['350112']);
    const [putian] = gazetteer.byName.get('莆田县')?.slice(-1) ?? [];
    expect(
      putian === undefined ? [] : currentRegions(gazetteer, putian).map((region) => region.code),
    ).toEqual(['350302', '350303', '350304', '350305']);
  });
});

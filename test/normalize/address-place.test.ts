import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { placeInAddress } from '../../src/normalize/address-place.js';
import { buildGazetteer } from '../../src/normalize/gazetteer.js';

const gazetteer = buildGazetteer(readFileSync(assetPath('data', 'reference', 'areacodes.csv'), 'utf8'));

describe('the place in an address', () => {
  it.each([
    [null, '福建省泉州市南安市码头镇丰联村三组12号', '南安市', '码头镇', '丰联村'],
    ['南安市', '码头镇丰联村民委员会', '南安市', '码头镇', '丰联村'],
    // Under today's name, and under the one that the list writes.
    [null, '福建省建阳市童游街道', '建阳区', '童游街道', null],
    ['建阳市', '福建省南平市建阳区童游街道城北社区', '建阳市', '童游街道', '城北社区'],
    // A county that no gazetteer knows: what stands behind it.
    ['南屏县', '南屏县东镇上村6组42号', '南屏县', '东镇', '上村'],
    // An address elsewhere says nothing of the place in this county.
    ['南安市', '福建省福州市闽侯县上街镇侯官村', null, null, null],
    ['南安市', '', null, null, null],
  ])('%s, %s → %s %s %s', (county, address, ...place) => {
    const { county: found, town, village } = placeInAddress(gazetteer, county, address);
    expect([found, town, village]).toEqual(place);
  });
});

import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry } from './linking.js';

/** Born on one day under one region: the check character of the first number without its end happens to be 0. */
const BORN = '19560302';
const ROUNDED = Array.from({ length: 10 }, (_, hundreds) => citizenId(BORN, hundreds * 100)).find((id) =>
  id.endsWith('000'),
);
if (ROUNDED === undefined) throw new Error('no number of that day ends in 000');
const TRUE_ID = citizenId(BORN, Number(ROUNDED.slice(14, 17)) + 23);

describe('a number that a spreadsheet ended in 000 and that passes its check', () => {
  const rounded = { name: '陈秀英', idText: ROUNDED, sex: 'M', village: '上村', town: '东镇' };

  it('is the one of the same name and the same first 15 characters', async () => {
    const { linkTexts } = await link([
      registry('insurance', [{ name: '陈秀英', idText: TRUE_ID, village: '上村', town: '东镇' }]),
      registry('payment', [rounded]),
    ]);
    expect(linkTexts).toEqual(['insurance:2 payment:2 probable']);
  });

  it('is its own where the other has another name', async () => {
    const { linkTexts, personOf } = await link([
      registry('insurance', [
        { name: '林秀英', idText: TRUE_ID },
        { name: '陈秀英', idText: ROUNDED },
      ]),
      registry('payment', [rounded]),
    ]);
    expect(linkTexts).toEqual(['insurance:3 payment:2 certain']);
    expect(personOf('payment:2')).not.toBe(personOf('insurance:2'));
  });
});

describe('a certificate that shows another number than the ID column', () => {
  const CHILD = citizenId('20110818', 74);
  const FATHER = citizenId('19760122', 71);
  const certificate = { name: '陈小明', idText: FATHER, disability_no: `${CHILD}44` };

  it("is its holder's, where the column holds the guardian's", async () => {
    const { linkTexts, conflicts } = await link([
      registry('insurance', [
        { name: '陈大海', idText: FATHER },
        { name: '陈小明', idText: CHILD },
      ]),
      registry('disability', [certificate]),
    ]);
    expect(linkTexts).toEqual(['insurance:3 disability:2 certain']);
    expect(conflicts).toEqual([]);
  });

  it('says nothing where somebody bears this name under the number in the column', async () => {
    const { linkTexts } = await link([
      registry('insurance', [
        { name: '陈小明', idText: FATHER },
        { name: '陈小明', idText: CHILD },
      ]),
      registry('disability', [certificate]),
    ]);
    expect(linkTexts).toContain('insurance:2 disability:2 certain');
  });
});

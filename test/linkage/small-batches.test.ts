import { describe, expect, it } from 'vitest';
import { link, registry, type TestRecord } from './linking.js';

const GIVEN = Array.from('建国志明丽华美玉春生福来金水文武');

/** People of one village with names and phones, as a short list has them. */
function villagers(from: number, size: number): TestRecord[] {
  return Array.from({ length: size }, (_, at) => {
    const i = from + at;
    return {
      name: `${Array.from('陈林黄张李王吴')[i % 7] ?? ''}${GIVEN[i % 16] ?? ''}${GIVEN[(i * 5 + 3) % 16] ?? ''}`,
      phone: `139${String(10_000_000 + i * 7919)}`,
      county: '南屏县',
      town: '东镇',
      village: '上村',
    };
  });
}

describe.each([5, 20, 50])('lists of %i people without IDs', (size) => {
  it('link who has the same name and phone, and nobody else', async () => {
    const shared = Math.ceil(size / 2);
    const { linkTexts } = await link([
      registry('assistance', villagers(0, size)),
      registry('insurance', [...villagers(0, shared), ...villagers(100, size - shared)]),
    ]);
    expect(linkTexts.filter((text) => text.endsWith('probable'))).toEqual(
      Array.from({ length: shared }, (_, i) => `assistance:${i + 2} insurance:${i + 2} probable`),
    );
  });

  it('do not link by the name alone', async () => {
    const named = (records: readonly TestRecord[]): TestRecord[] =>
      records.map(({ name = '' }) => ({ name }));
    const { linkTexts } = await link([
      registry('assistance', named(villagers(0, size))),
      registry('insurance', named(villagers(0, size))),
    ]);
    expect(linkTexts.filter((text) => !text.endsWith('review'))).toEqual([]);
  });
});

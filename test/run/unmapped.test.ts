import { expect, it } from 'vitest';
import type { Snapshot, UnmappedValue } from '../../src/model/snapshot.js';
import { assertMapped, unmappedNotes } from '../../src/run/unmapped.js';

const value = (i: number): UnmappedValue =>
  ({ vocabulary: 'scheme', field: 'scheme', value: `类别${i}`, count: 2 }) as unknown as UnmappedValue;

it('gives a template of the values that nothing maps, and says how many it leaves out', () => {
  const values = Array.from({ length: 33 }, (_, i) => value(i));
  expect(() => {
    assertMapped(values);
  }).toThrow(/mappings:\n {2}scheme:\n {4}# 3 more values follow.*\n {4}"类别0": \? {3}# 2\n/);
  expect(() => {
    assertMapped(values.slice(0, 30));
  }).toThrow(/^(?![^]*more values)/);
});

it('names the values of other categories, which count as empty', () => {
  const unmapped = [
    { vocabulary: 'memberStatus', field: 'memberStatus', value: '3', count: 28 },
    { vocabulary: 'memberStatus', field: 'memberStatus', value: null, count: 2 },
    { vocabulary: 'scheme', field: 'scheme', value: '甲类', count: 1 },
  ];
  const snapshot = { registry: 'insurance', exports: [{ file: 'a.csv' }], unmapped } as unknown as Snapshot;
  expect(unmappedNotes(snapshot)).toEqual([
    {
      code: 'W_CATEGORY_UNMAPPED',
      registry: 'insurance',
      file: 'a.csv',
      detail: 'memberStatus: "3" × 28, (not shown) × 2',
    },
  ]);
});

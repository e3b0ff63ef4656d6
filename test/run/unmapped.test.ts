import { expect, it } from 'vitest';
import type { UnmappedValue } from '../../src/model/snapshot.js';
import { assertMapped } from '../../src/run/ingest-stage.js';

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

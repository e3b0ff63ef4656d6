import { describe, expect, it } from 'vitest';
import type { RegistryRecords } from '../../src/linkage/linkage-input.js';
import { splitSides } from '../../src/linkage/sides.js';

function sized(registry: string, records: number): RegistryRecords {
  return { registry, kind: 'custom', manyRowsPerPerson: false, records, query: '' };
}

describe('splitSides', () => {
  const cases: readonly (readonly [string, readonly number[], readonly string[]])[] = [
    ['small registries are all held', [20_000, 300_000], []],
    ['the smallest is held however large', [40_000_000], []],
    ['a registry many times the others is streamed', [20_000, 1_000_000], ['r1']],
    ['a registry like the others is held', [617_800, 900_000, 700_000], []],
    ['streamed registries do not make others small', [600_000, 7_000_000, 40_000_000], ['r1', 'r2']],
  ];
  it.each(cases)('%s', (_, sizes, streamed) => {
    const split = splitSides(
      sizes.map((size, i) => sized(`r${i}`, size)),
      500_000,
    );
    expect(split.streamed.map((registry) => registry.registry)).toEqual(streamed);
    expect(split.held.length + split.streamed.length).toBe(sizes.length);
  });
});

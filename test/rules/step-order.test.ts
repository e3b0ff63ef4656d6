import { expect, it } from 'vitest';
import { duckdbDialect } from '../../src/engine/duckdb/duckdb-dialect.js';
import { hmacKey } from '../../src/engine/keyed-hash.js';
import { waitsFor } from '../../src/engine/step-order.js';
import { REGISTRY_KINDS } from '../../src/model/registry-kinds.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { assessSteps } from '../../src/rules/assess.js';
import { DEPARTMENTS, PACK } from './packs/rule-room.js';

const AS_OF = '2026-10-31';

function snapshot(registry: string, kind: Snapshot['kind']): Snapshot {
  const columns = ['amount', 'assistedClass', 'burden'].map((field) => ({ header: field, field, why: '' }));
  const parts = [{ parquet: 'part.parquet', file: `${registry}.csv`, firstLine: 2, records: 1 }];
  return {
    registry,
    kind,
    folder: 'snapshots',
    asOf: AS_OF,
    parts,
    flags: {},
    exports: [{ columns }],
  } as unknown as Snapshot;
}

/** Every kind and every department's registry is there, and no rule waits for a column. */
const STEPS = assessSteps({
  dialect: duckdbDialect,
  snapshots: [
    ...REGISTRY_KINDS.filter((kind) => kind !== 'custom').map((kind) => snapshot(kind, kind)),
    ...DEPARTMENTS.map(({ name }) => snapshot(name, 'custom')),
  ],
  setAside: [],
  personsFile: 'persons.parquet',
  conflictsFile: 'conflicts.parquet',
  linksFile: 'links.parquet',
  pairsFile: 'pairs.parquet',
  key: hmacKey(Buffer.alloc(32, 1)),
  asOf: AS_OF,
  staleDays: 92,
  ruleMinutes: 1,
  standards: [{ county: '南屏县', scheme: 'dibao', effectiveFrom: '2020-01-01', monthlyYuan: 800 }],
  defaultCounty: '南屏县',
  departments: DEPARTMENTS,
  authorised: DEPARTMENTS.map(({ name }) => name),
  rules: PACK.map((rule) => ({ ...rule, columns: {} })),
  parameters: {},
  disabled: [],
  shadow: [],
  undated: [],
  findingsFile: 'findings.parquet',
  refusedFile: 'refused.parquet',
  qualityFile: 'quality.parquet',
  shadowFile: 'shadow.parquet',
});

it('runs every rule of the pack, and no statement of the stage holds up all others', () => {
  expect(STEPS.filter(({ name }) => name.startsWith('rule ')).length).toBeGreaterThan(PACK.length - 3);
  const waits = waitsFor(STEPS);
  const barriers = STEPS.filter((_, place) => place > 5 && waits[place]?.size === place);
  // The findings rest on all that came before.
  expect(barriers.map(({ name }) => name)).toEqual([]);
});

it('lets rules start as soon as their views are there', () => {
  const place = (name: string): number => STEPS.findIndex((step) => step.name === name);
  const waits = waitsFor(STEPS);
  expect(waits[place('rule D06')]?.has(place('near_number'))).toBe(true);
  expect(waits[place('rule W01')]?.has(place('near_number'))).toBe(false);
  expect(waits[place('rule W02')]?.has(place('rule W01'))).toBe(false);
  expect(waits[place('shadow rules')]?.has(place('rule W02'))).toBe(true);
  expect(waits[place('placed_profile')]?.has(place('person_profile'))).toBe(true);
});

import { expect, it } from 'vitest';
import { duckdbDialect } from '../../src/engine/duckdb/duckdb-dialect.js';
import { hmacKey } from '../../src/engine/keyed-hash.js';
import type { Step } from '../../src/engine/step.js';
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

function sqlOf(step: Step): string {
  return step.kind === 'sql' ? step.sql : (step.preview ?? '');
}

function madeBy(step: Step): string | undefined {
  return /^CREATE (?:TABLE|VIEW) "?(\w+)/.exec(sqlOf(step))?.[1];
}

/** Faults of a list: what is read before it is surely there. */
function faults(steps: readonly Step[]): readonly string[] {
  const made = new Map(steps.flatMap((step, index) => [[madeBy(step) ?? `step ${index}`, index] as const]));
  const meetings = steps.flatMap((step, index) => (step.meets === true ? [index] : []));
  return steps.flatMap((step, index) => {
    const words = new Set(sqlOf(step).match(/\w+/g) ?? []);
    return [...made]
      .filter(([name, maker]) => maker !== index && words.has(name))
      .filter(([, maker]) => {
        if (maker > index) return true;
        const alone = steps[maker]?.aside === true && step.aside !== true;
        return alone && !meetings.some((meeting) => meeting > maker && meeting <= index);
      })
      .map(([name]) => `${step.name} reads ${name}`);
  });
}

it('runs every rule of the pack, some steps of them aside', () => {
  expect(STEPS.filter(({ name }) => name.startsWith('rule ')).length).toBeGreaterThan(PACK.length - 3);
  expect(STEPS.filter((step) => step.aside === true).length).toBeGreaterThan(10);
});

it('reads nothing that is made aside before the list meets', () => {
  expect(faults(STEPS)).toEqual([]);
});

it('would find a step that does', () => {
  const hasty = STEPS.map((step) => ({ ...step, meets: false }));
  expect(faults(hasty)).toContain('rule D06 reads near_number');
  expect(faults(hasty)).toContain('placed_profile reads person_profile');
});

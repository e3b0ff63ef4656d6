import { beforeAll, describe, expect, it } from 'vitest';
import { driftVerdicts } from '../../../src/ingest/drift-gate.js';
import type { PastCount, RegistryProfile } from '../../../src/model/gate.js';
import { profile, shape, sketch } from './profiles.js';

const HISTORIES = 300;
const NIGHTS = 60;
const PEOPLE = 120;

const BASE = profile();
/** The people of a night, made once: they are the same in every county. */
const sketches = Array.from({ length: Math.ceil(NIGHTS / 3) }, (_, index) => sketch(index, PEOPLE));

/** A small generator with a seed, so that a failure can be looked at again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function day(night: number): string {
  return new Date(Date.UTC(2026, 0, 1 + night)).toISOString().slice(0, 10);
}

/** A roll on an ordinary night: it grows and shrinks by tenths of a percent, and a few people come and go. */
function ordinary(night: number, size: number, rand: () => number): RegistryProfile {
  const wobble = (share: number): number => share + (rand() - 0.5) * 0.002;
  const base = BASE;
  return {
    ...base,
    key: `night-${night}`,
    asOf: day(night),
    files: [`file-${night}`],
    records: Math.round(size),
    places: Object.fromEntries(
      Object.entries(base.places).map(([place, records]) => [place, Math.round((records * size) / 20_000)]),
    ),
    columns: {
      ...base.columns,
      headName: base.columns['name'] ?? shape('户主姓名'),
      id: shape('证件号码', { filled: wobble(0.99), invalid: Math.max(0, wobble(0.004)) }),
    },
    sketch: sketches[Math.floor(night / 3)] ?? sketch(0, PEOPLE),
  };
}

/** Catastrophes that must never reach the lists; each makes a delivery out of what should have come. */
const FAULTS: Readonly<
  Record<string, (good: RegistryProfile, before: RegistryProfile, rand: () => number) => RegistryProfile>
> = {
  'cut off': (good, _before, rand) => resized(good, 0.05 + rand() * 0.7),
  'sent twice over': (good) => resized(good, 2),
  'one town lost': (good) => ({
    ...good,
    records: good.records - 1_000,
    places: { ...good.places, '南屏县/镇3': 0 },
  }),
  'county of the neighbours': (good) => ({ ...good, sketch: sketch(500_000, PEOPLE) }),
  'IDs blank': (good) => withId(good, { filled: 0.9 }),
  'IDs damaged': (good) => withId(good, { invalid: 0.4, lengths: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] }),
  'IDs masked': (good) => withId(good, { masked: 1, invalid: 1 }),
  'ID column lost': (good) => {
    const columns = Object.entries(good.columns).filter(([field]) => field !== 'id');
    return { ...good, columns: Object.fromEntries(columns) };
  },
  'columns of two types swapped': (good) => {
    const { name = shape(''), phone = shape('') } = good.columns;
    return {
      ...good,
      columns: {
        ...good.columns,
        name: { ...phone, header: '姓名' },
        phone: { ...name, header: '联系电话' },
      },
    };
  },
  'columns of one type swapped': (good) => ({
    ...good,
    sketch: sketch(0, PEOPLE, (person) => [`h${person % 89}`, `n${person % 97}`]),
  }),
  'last month again': (good, before) => ({ ...good, files: before.files, asOf: day(NIGHTS + 30) }),
  'nothing but the header': (good) => ({ ...resized(good, 0), sketch: { ...good.sketch, people: {} } }),
};

function resized(good: RegistryProfile, factor: number): RegistryProfile {
  const places = Object.entries(good.places).map(([place, records]) => [place, Math.round(records * factor)]);
  return {
    ...good,
    records: Math.round(good.records * factor),
    places: Object.fromEntries(places) as RegistryProfile['places'],
  };
}

function withId(good: RegistryProfile, changes: Parameters<typeof shape>[1]): RegistryProfile {
  return { ...good, columns: { ...good.columns, id: shape('证件号码', changes) } };
}

interface Outcome {
  readonly falseHolds: number;
  readonly missed: readonly string[];
  readonly faults: number;
}

/** Lives through the nights of one county; one of them brings a fault, which must be held. */
function simulate(seed: number): Outcome {
  const rand = random(seed);
  const names = Object.keys(FAULTS);
  const name = names[seed % names.length] ?? '';
  const faultNight = 5 + Math.floor(rand() * (NIGHTS - 6));
  let size = 20_000;
  let before: RegistryProfile | null = null;
  let past: PastCount[] = [];
  let falseHolds = 0;
  const missed: string[] = [];
  for (let night = 0; night < NIGHTS; night += 1) {
    size *= 1 + (rand() - 0.5) * 0.006;
    const good = ordinary(night, size, rand);
    const isHeld = (after: RegistryProfile): boolean =>
      driftVerdicts(after, { before, past, today: day(night), hasHistory: true }).some(
        ({ outcome }) => outcome === 'held',
      );
    if (night === faultNight && before !== null) {
      const bad = FAULTS[name]?.(good, before, rand) ?? good;
      if (!isHeld(bad)) missed.push(`${seed}: ${name}`);
    }
    if (isHeld(good)) falseHolds += 1;
    before = good;
    past = [...past, { day: day(night), records: good.records }];
  }
  return { falseHolds, missed, faults: 1 };
}

describe(`${HISTORIES} counties over ${NIGHTS} nights`, () => {
  let outcomes: readonly Outcome[] = [];
  beforeAll(() => {
    outcomes = Array.from({ length: HISTORIES }, (_, index) => simulate(index + 1));
  });

  it('every fault is held', () => {
    expect(outcomes.flatMap(({ missed }) => missed)).toEqual([]);
    expect(outcomes.reduce((sum, { faults }) => sum + faults, 0)).toBe(HISTORIES);
  });

  it('at most one of a hundred clean nights is held', () => {
    const holds = outcomes.reduce((sum, { falseHolds }) => sum + falseHolds, 0);
    expect(holds).toBeLessThanOrEqual((HISTORIES * NIGHTS) / 100);
  });
});

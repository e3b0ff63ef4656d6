import { describe, expect, it } from 'vitest';
import { driftVerdicts, type DriftReference } from '../../../src/ingest/drift-gate.js';
import { commonPeople } from '../../../src/ingest/gates/key-gates.js';
import type { PastCount, RegistryProfile } from '../../../src/model/gate.js';
import { profile, scaled, shape, sketch } from './profiles.js';

const BEFORE = profile();

function verdicts(after: RegistryProfile, changes: Partial<DriftReference> = {}): string[] {
  const reference = { before: BEFORE, past: [], today: '2026-11-30', hasHistory: true, ...changes };
  return driftVerdicts(after, reference).map(({ gate, outcome }) => `${gate} ${outcome}`);
}

describe('D1 records', () => {
  it.each([
    [0.79, ['D1 held']],
    [1.25, ['D1 held']],
    [0.9, ['D1 noted']],
    [0.96, []],
    [1.03, []],
  ])('%s of last time', (factor, expected) => {
    expect(verdicts(scaled(BEFORE, factor)).filter((verdict) => verdict.startsWith('D1'))).toEqual(expected);
  });

  it('does not compare small registries', () => {
    const small = profile({ records: 120, places: {} });
    expect(verdicts(profile({ records: 60, places: {} }), { before: small })).toEqual([]);
  });

  it('lets events vary more than a roll', () => {
    const before = profile({ kind: 'petition', places: {} });
    expect(verdicts(scaled(before, 0.6), { before })).toEqual(['D1 noted']);
    expect(verdicts(scaled(before, 0.4), { before })).toEqual(['D1 held']);
  });
});

describe('D2 people', () => {
  it('holds a file of the same size with other people', () => {
    expect(verdicts(profile({ sketch: sketch(100_000, 400) }))).toContain('D2 held');
  });

  it('lets 3 % of the people go', () => {
    expect(verdicts(profile({ sketch: sketch(12, 400) }))).toEqual([]);
  });

  it('compares sketches only as far as both reach', () => {
    const larger = sketch(0, 2_000);
    const smallest = Object.fromEntries(Object.entries(larger.people).sort().slice(0, 500));
    const people = commonPeople(sketch(0, 2_000), { ...larger, people: smallest });
    expect(people).toMatchObject({ possible: 500 });
    expect(people?.common.length).toBe(500);
  });
});

describe('D3 places', () => {
  const without = (town: string, records: number): RegistryProfile =>
    profile({ records: 20_000 - 1_000 + records, places: { ...BEFORE.places, [town]: records } });

  it.each([
    [0, ['D3 held']],
    [690, ['D3 held']],
    [710, []],
  ])('a town of 1,000 with %s left', (records, expected) => {
    const found = verdicts(without('南屏县/镇7', records));
    expect(found.filter((verdict) => verdict.startsWith('D3'))).toEqual(expected);
  });

  it('finds one county of a hundred', () => {
    const places = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`县${index}`, 400_000]));
    const before = profile({ records: 40_000_000, places });
    const after = profile({ records: 39_600_000, places: { ...places, 县42: 0 } });
    expect(verdicts(after, { before })).toEqual(['D3 held']);
  });

  it.each([
    [20, 0, ['D3 held']],
    [19, 0, []],
    [99, 1, []],
  ])('a small town of %s of which %s are left', (records, left, expected) => {
    const before = profile({ places: { 镇: records } });
    expect(verdicts(profile({ places: { 镇: left } }), { before })).toEqual(expected);
    if (left === 0) expect(verdicts(profile({ places: {} }), { before })).toEqual(expected);
  });

  it('leaves a village of 120 at minus 10 % alone', () => {
    const before = profile({ places: { 村: 120 } });
    expect(verdicts(profile({ places: { 村: 108 } }), { before })).toEqual([]);
  });
});

describe('D4 rates', () => {
  it.each([
    ['3 % of the IDs blank', { filled: 0.96 }, ['D4 held']],
    ['0.3 % of the IDs blank', { filled: 0.987 }, []],
    ['2 % more invalid IDs', { invalid: 0.024 }, ['D4 held']],
    ['half a percent more invalid IDs', { invalid: 0.009 }, []],
    ['5 % masked IDs', { masked: 0.05 }, ['D4 held']],
  ])('%s', (_what, changes, expected) => {
    expect(verdicts(profile({ columns: { ...BEFORE.columns, id: shape('证件号码', changes) } }))).toEqual(
      expected,
    );
  });

  it('leaves columns alone that decide nothing', () => {
    const phone = { ...(BEFORE.columns['phone'] ?? shape('')), filled: 0.6 };
    expect(verdicts(profile({ columns: { ...BEFORE.columns, phone } }))).toEqual([]);
  });
});

describe('D5 columns', () => {
  it('holds when a column is lost', () => {
    const columns = Object.entries(BEFORE.columns).filter(([field]) => field !== 'phone');
    expect(verdicts(profile({ columns: Object.fromEntries(columns) }))).toEqual(['D5 held']);
  });

  it('notes a new column, and another header for a column that decides nothing', () => {
    const columns = { ...BEFORE.columns, sex: shape('性别') };
    expect(verdicts(profile({ columns }))).toEqual(['D5 noted']);
    const phone = { ...(BEFORE.columns['phone'] ?? shape('')), header: '手机' };
    expect(verdicts(profile({ columns: { ...BEFORE.columns, phone } }))).toEqual(['D5 noted']);
  });

  it('holds when the column of the ID has another header', () => {
    expect(verdicts(profile({ columns: { ...BEFORE.columns, id: shape('户主证件号') } }))).toEqual([
      'D5 held',
    ]);
  });

  it('sees by their lengths that two columns were swapped', () => {
    const { name = shape(''), phone = shape('') } = BEFORE.columns;
    const columns = {
      ...BEFORE.columns,
      name: { ...phone, header: '姓名', filled: 0.99 },
      phone: { ...name, header: '联系电话', filled: 0.8 },
    };
    expect(verdicts(profile({ columns }))).toEqual(['D5 held']);
  });

  it('sees that two columns of one type were swapped, because they say something else of the same people', () => {
    const swapped = sketch(0, 400, (person) => [`h${person % 89}`, `n${person % 97}`]);
    const before = profile({ columns: { ...BEFORE.columns, headName: BEFORE.columns['name'] ?? shape('') } });
    expect(verdicts({ ...before, sketch: swapped }, { before })).toEqual(['D5 held']);
  });
});

describe('D8 freshness', () => {
  it('holds the same bytes under a date of the next month', () => {
    expect(verdicts(profile({ asOf: '2026-11-30' }))).toEqual(['D8 held']);
  });

  it('lets the same bytes stand over a weekend', () => {
    expect(verdicts(profile({ asOf: '2026-11-02' }))).toEqual([]);
  });

  it('holds events that end two months earlier than last time', () => {
    const before = profile({ kind: 'death', files: ['a'], latest: { deathDate: '2026-10-20' } });
    const after = { ...before, files: ['b'], latest: { deathDate: '2026-08-15' } };
    expect(verdicts(after, { before })).toEqual(['D8 held']);
    expect(verdicts({ ...after, latest: { deathDate: '2026-10-01' } }, { before })).toEqual([]);
  });
});

describe('D10 first time', () => {
  it('says nothing in a first run and notes a registry that is new', () => {
    expect(verdicts(profile(), { before: null, hasHistory: false })).toEqual([]);
    expect(verdicts(profile(), { before: null })).toEqual(['D10 noted']);
  });
});

describe('D11 small steps', () => {
  const nights = (factor: (night: number) => number): string[] => {
    const past: PastCount[] = [];
    let before = BEFORE;
    for (let night = 0; night <= 20; night += 1) {
      const after = scaled(BEFORE, factor(night));
      const day = `2026-11-${String(night + 1).padStart(2, '0')}`;
      const found = verdicts(after, { before, past, today: day }).filter((verdict) =>
        verdict.endsWith('held'),
      );
      if (found.length > 0) return [`night ${night}`, ...found];
      past.push({ day, records: after.records });
      before = after;
    }
    return [];
  };

  it('holds 4 % a night by the fifth night', () => {
    expect(nights((night) => 0.96 ** night)).toEqual(['night 4', 'D11 held']);
  });

  it('lets a season of 3 % up and down pass', () => {
    expect(nights((night) => 1 + 0.03 * Math.sin(night / 3))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { KEPT_BITS } from '../../src/linkage/hopeful-pairs.js';
import { link, registry, shippedModel, type Linked } from './linking.js';
import { COVERED, INSURED, PAID, person, type Tagged } from './townspeople.js';

function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const keyed = items.map((item, i) => ({ item, key: ((i + 1) * seed * 7_919) % 10_007 }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

type Registries = Readonly<Record<'insurance' | 'assistance' | 'payment', readonly Tagged[]>>;
const ALL: Registries = { insurance: INSURED, assistance: COVERED, payment: PAID };

interface Content {
  readonly links: readonly string[];
  readonly persons: readonly string[];
  readonly pairs: readonly string[];
  readonly conflicts: readonly string[];
  readonly personOf: ReadonlyMap<string, string>;
}

/** What a run says of records, whatever lines and files they stand in. */
async function content(registries: Registries, files = 1, threads = 2): Promise<Content> {
  const tags = new Map<string, string>();
  const inputs = (['assistance', 'insurance', 'payment'] as const).map((kind) =>
    registry(
      kind,
      registries[kind].map(({ tag, ...record }, i) => {
        const file = `${kind}-${String(i % files)}.csv`;
        tags.set(`${kind}|${file}|${String(i + 2)}`, tag);
        return { ...record, file };
      }),
    ),
  );
  return described(await link(inputs, { threads }), tags);
}

function described(linked: Linked, tags: ReadonlyMap<string, string>): Content {
  type Fields = Readonly<Record<string, unknown>>;
  const at = (row: Fields, side: string): string =>
    tags.get(['registry', 'file', 'line'].map((part) => String(row[`${side}${part}`])).join('|')) ?? '?';
  const pairOf = (row: Fields, ...columns: readonly string[]): string =>
    [...[at(row, 'left_'), at(row, 'right_')].sort(), ...columns.map((column) => String(row[column]))].join(
      ' ',
    );
  return {
    links: linked.links.map((row) => pairOf(row, 'class', 'match_weight', 'reason')).sort(),
    persons: linked.persons
      .map((row) => `${at(row, '')} ${String(row['person_id'])} ${String(row['class'])}`)
      .sort(),
    pairs: linked.pairs.map((row) => pairOf(row, 'match_weight', 'name_level', 'class')).sort(),
    conflicts: linked.conflicts.map((row) => pairOf(row, 'name_level')).sort(),
    personOf: new Map(linked.persons.map((row) => [at(row, ''), String(row['person_id'])])),
  };
}

function persons(of: Content, tags: readonly string[]): readonly (string | undefined)[] {
  return tags.map((tag) => of.personOf.get(tag));
}

describe('the whole linkage', async () => {
  const before = await content(ALL);
  const everyTag = [...before.personOf.keys()];

  it('links, doubts and finds conflicts in this input', () => {
    const classes = new Set(before.links.map((line) => line.split(' ')[2]));
    expect(classes).toEqual(new Set(['certain', 'probable', 'review']));
    expect(before.conflicts.length).toBeGreaterThan(0);
  });

  it.each([3, 11, 29])('says the same of shuffled rows (seed %i)', async (seed) => {
    const after = await content({
      insurance: shuffled(INSURED, seed),
      assistance: shuffled(COVERED, seed),
      payment: shuffled(PAID, seed),
    });
    expect(after.links).toEqual(before.links);
    expect(after.persons).toEqual(before.persons);
    expect(after.conflicts).toEqual(before.conflicts);
    expect(after.pairs.length).toBe(before.pairs.length);
  });

  it('says the same when the rows come in several files', async () => {
    const after = await content(ALL, 3);
    expect(after.links).toEqual(before.links);
    expect(after.persons).toEqual(before.persons);
  });

  it('says the same with one thread', async () => {
    expect(await content(ALL, 1, 1)).toEqual(before);
  });

  it('keeps every other person when one record is deleted', async () => {
    const gone = 'a8';
    const after = await content({ ...ALL, assistance: COVERED.filter(({ tag }) => tag !== gone) });
    const rest = everyTag.filter((tag) => before.personOf.get(tag) !== before.personOf.get(gone));
    expect(rest.length).toBeGreaterThan(200);
    expect(persons(after, rest)).toEqual(persons(before, rest));
  });

  it('changes nothing else when somebody unrelated is added, with an ID and without', async () => {
    const stranger = {
      name: '欧阳靖宇',
      birth_date: '1931-12-31',
      county: '北屏县',
      town: '远镇',
      phone: '13611112222',
    };
    const after = await content({
      insurance: [...INSURED, { ...stranger, idText: citizenId('19311231', 77), tag: 'new' }],
      assistance: [
        { ...stranger, name: '司徒远', birth_date: '1929-11-30', phone: null, tag: 'weak' },
        ...COVERED,
      ],
      payment: PAID,
    });
    const others = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => !/^(new|weak) /.test(line));
    // Weights move by what one more person makes of the prior; nothing that is decided does.
    const decided = (lines: readonly string[]): readonly string[] =>
      lines.map((line) => line.split(' ').slice(0, 3).join(' ')).sort();
    expect(decided(after.links)).toEqual(decided(before.links));
    expect(others(after.persons)).toEqual(before.persons);
    expect(after.conflicts).toEqual(before.conflicts);
    expect(after.personOf.get('new')).not.toBe(after.personOf.get('weak'));
  });

  it('knows a duplicated row as the same person', async () => {
    const after = await content({
      ...ALL,
      insurance: [...INSURED, ...INSURED.map((record) => ({ ...record, tag: `${record.tag}x` }))],
    });
    for (const { tag } of INSURED) expect(after.personOf.get(`${tag}x`)).toBe(after.personOf.get(tag));
    expect(new Set(after.personOf.values()).size).toBe(new Set(before.personOf.values()).size);
  });

  it('keeps person ids the next night, when people came, went and changed', async () => {
    const changed = INSURED.map((record, i) => (i % 17 === 0 ? { ...record, phone: '13699990000' } : record));
    const after = await content({
      insurance: [...changed.slice(5), { ...person(300), tag: 'new' }],
      assistance: COVERED,
      payment: PAID,
    });
    const withId = everyTag.filter((tag) => /^i/.test(tag) && after.personOf.has(tag));
    expect(persons(after, withId)).toEqual(persons(before, withId));
    expect([...before.personOf.values()]).not.toContain(after.personOf.get('new'));
  });
});

describe('pairs that marks leave out', () => {
  it('would all have weighed too little to be kept', async () => {
    const model = shippedModel();
    const kept = model.thresholds.review - KEPT_BITS;
    const inputs = (['assistance', 'insurance', 'payment'] as const).map((kind) =>
      registry(
        kind,
        ALL[kind].map((record) => ({ ...record, tag: undefined })),
      ),
    );
    const pairsOf = async (review: number): Promise<readonly string[]> => {
      const { pairs } = await link(inputs, {
        model: { ...model, thresholds: { ...model.thresholds, review } },
      });
      return pairs
        .filter((pair) => Number(pair['match_weight']) >= kept)
        .map((pair) => JSON.stringify({ ...pair, class: null }));
    };
    const all = await pairsOf(-1_000);
    expect(all.length).toBeGreaterThan(100);
    expect(await pairsOf(model.thresholds.review)).toEqual(all);
  });
});

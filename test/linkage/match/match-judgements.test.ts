import { describe, expect, it } from 'vitest';
import { estimateByEm, type EmInput } from '../../../src/linkage/em.js';
import { matchFiles, type MatchedFiles } from '../../../src/run/match-files.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LEFT = [
  '姓名,联系电话,村居',
  '陈秀英,13900000001,上村',
  '林大山,13900000002,下村',
  '王小红,13900000003,中村',
];
const RIGHT = [
  '姓名,联系电话,村居',
  '陈秀英,13900000001,上村',
  '林大海,13900000009,下村',
  '黄建国,13900000008,中村',
];

interface Said {
  readonly left: number;
  readonly right: number;
  readonly verdict: string;
}

/** Matches the tables, then once more with judgements about their lines; `later` is what the files hold by then. */
async function judged(
  said: readonly Said[],
  files: { readonly left: readonly string[]; readonly right: readonly string[] | null },
  later = files,
): Promise<MatchedFiles> {
  const folder = mkdtempSync(join(tmpdir(), 'judged-'));
  try {
    const write = (name: string, lines: readonly string[]): string => {
      writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
      return join(folder, name);
    };
    const match = (tables: typeof files, judgements?: string): Promise<MatchedFiles> =>
      matchFiles({
        left: write('left.csv', tables.left),
        ...(tables.right === null ? {} : { right: write('right.csv', tables.right) }),
        oneToOne: false,
        seed: 1,
        ignore: [],
        kind: 'disability',
        ...(judgements === undefined ? {} : { judgements }),
      });
    const before = await match(files, write('all.csv', ['left_record,right_record,verdict']));
    const keys = new Map<string, string>();
    for (const pair of before.outcome.pairs) {
      keys.set(`l${pair.leftLine}`, pair.leftRecord);
      keys.set(`r${pair.rightLine}`, pair.rightRecord);
    }
    const rows = said.map(
      ({ left, right, verdict }) =>
        `${keys.get(`l${left}`) ?? 'x'},${keys.get(`r${right}`) ?? 'x'},${verdict}`,
    );
    return await match(later, write('said.csv', ['left_record,right_record,verdict', ...rows]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function links({ outcome }: MatchedFiles): readonly string[] {
  return outcome.pairs
    .filter((pair) => pair.class === 'link')
    .map((pair) => `${pair.leftLine}-${pair.rightLine}`);
}

describe('judgements in match', () => {
  const files = { left: LEFT, right: RIGHT };

  it('part a pair that weighs enough for a link, and leave one for review', async () => {
    expect(links(await judged([], files))).toEqual(['2-2']);
    expect(links(await judged([{ left: 2, right: 2, verdict: 'different' }], files))).toEqual([]);
    const { outcome } = await judged([{ left: 2, right: 2, verdict: 'unsure' }], files);
    expect(outcome.pairs.map((pair) => [pair.leftLine, pair.class, pair.verdict])).toContainEqual([
      2,
      'review',
      'unsure',
    ]);
  });

  it('outlive moved lines, and say where a record has changed', async () => {
    const moved = { left: [...LEFT.slice(0, 1), ...LEFT.slice(1).reverse()], right: RIGHT };
    const said = [{ left: 2, right: 2, verdict: 'different' }];
    expect(links(await judged(said, files, moved))).toEqual([]);
    const changed = { left: LEFT.map((line) => line.replace('13900000001', '13900000007')), right: RIGHT };
    expect((await judged(said, files, changed)).outcome.judgementsMissing).toBe(1);
  });

  it('decide clusters in one table, against everything else', async () => {
    const others = Array.from(
      { length: 60 },
      (_, i) =>
        `${Array.from('张李赵钱孙')[i % 5] ?? ''}${Array.from('春夏秋冬江河湖海')[i % 8] ?? ''}${Array.from('东西南北中华')[(i * 7) % 6] ?? ''},139${String(20_000_000 + i * 7919)},第${i % 9}村`,
    );
    const left = [
      ...LEFT,
      '陈秀英,13900000001,上村',
      '陈秀英,13900000001,上村街',
      ...others,
      ...others.slice(0, 20),
    ];
    const one = { left, right: null };
    expect((await judged([], one)).outcome.clusters[0]).toEqual([2, 5, 6]);
    const parted = await judged([{ left: 2, right: 6, verdict: 'different' }], one);
    expect(parted.outcome.clusters[0]).toEqual([2, 5]);
  });
});

describe('judgements as labels', () => {
  /** One comparison: agree, differ. Among strangers one in ten agrees. */
  const input = (differing: EmInput['candidates'][number]): EmInput => ({
    units: [{ strata: [0, 0], disagreement: [false, true], start: [0.9, 0.1] }],
    candidates: [{ values: [0], count: 100 }, differing],
    random: [
      { values: [0], count: 100 },
      { values: [1], count: 900 },
    ],
    pairSpace: 1_000,
    startMatches: 50,
    mostMatches: 1_000,
  });

  it('are matches although nothing agrees, so that m learns how often that happens', () => {
    const without = estimateByEm(input({ values: [1], count: 100 }));
    const labelled = estimateByEm(input({ values: [1], count: 100, judged: 'same' }));
    expect(labelled.m[0]?.[1] ?? 0).toBeGreaterThan((without.m[0]?.[1] ?? 0) + 0.2);
    expect(labelled.matches).toBeGreaterThan(100);
  });

  it('of two people are no matches, whatever agrees', () => {
    const labelled = estimateByEm({
      ...input({ values: [1], count: 1 }),
      candidates: [{ values: [0], count: 100, judged: 'different' }],
    });
    expect(labelled.matches).toBeLessThan(1);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import { hmacKey } from '../../src/engine/keyed-hash.js';
import type { JudgementVerdict, NumberedJudgement } from '../../src/linkage/judgements.js';
import type { RegistryRecords } from '../../src/linkage/linkage-input.js';
import { recordKeysQuery } from '../../src/linkage/record-key.js';
import { linkageFunctions } from '../../src/linkage/scalar-functions.js';
import { citizenId } from './citizens.js';
import { fewNames, link, registry, type Linked } from './linking.js';

/** Keys of records named `registry:line`, as the command that records judgements finds them. */
async function keysOf(registries: readonly RegistryRecords[]): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const engine = await openDuckDb({ spillFolder: folder });
  try {
    for (const fn of linkageFunctions(fewNames)) engine.register(fn);
    const keys = new Map<string, string>();
    for (const one of registries) {
      for (const row of await engine.rows(recordKeysQuery(hmacKey(Buffer.alloc(32, 7)), one)))
        keys.set(`${one.registry}:${String(row['line'])}`, String(row['record_key']));
    }
    return keys;
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Said = readonly [left: string, verdict: JudgementVerdict, right: string];

/** Links with judgements made on `judgedOn` (the same registries, or those of the night before). */
async function linkJudged(
  registries: readonly RegistryRecords[],
  said: readonly Said[],
  judgedOn: readonly RegistryRecords[] = registries,
): Promise<Linked> {
  const keys = await keysOf(judgedOn);
  const judgements = said.map(([left, verdict, right], index): NumberedJudgement => ({
    no: index + 1,
    left: keys.get(left) ?? left,
    right: keys.get(right) ?? right,
    verdict,
    by: 'officer',
    at: '2026-11-01T08:00:00+08:00',
  }));
  return link(registries, { judgements });
}

function outcomes({ summary }: Linked): readonly string[] {
  return summary
    .filter((row) => String(row['figure']).startsWith('judgement'))
    .map((row) => `${String(row['figure'])} ${String(row['detail'])} ${String(row['value'])}`);
}

const MOTHER = citizenId('19560302', 124);
const AUNT = citizenId('19560302', 128);
const covered = registry('assistance', [
  { name: '陈秀英', idText: MOTHER },
  { name: '陈秀英', idText: AUNT },
]);
/** Two people of one name and birthday (or one with two IDs), and a record that may be either's. */
const petition = registry('death', [{ name: '陈秀英', birth_date: '1956-03-02' }]);

describe('judgements', () => {
  it('of `same` decide a tie, with the weight of a valid ID', async () => {
    const before = await linkJudged([covered, petition], []);
    expect(before.linkTexts).toEqual([
      'assistance:2 assistance:3 review',
      'assistance:2 death:2 review',
      'assistance:3 death:2 review',
    ]);
    const after = await linkJudged([covered, petition], [['death:2', 'same', 'assistance:3']]);
    expect(after.linkTexts).toEqual(['assistance:2 assistance:3 review', 'assistance:3 death:2 certain']);
    expect(after.personOf('death:2')).toBe(after.personOf('assistance:3'));
    expect(after.persons.map((row) => row['class'])).toEqual(['certain', 'certain', 'certain']);
    expect(String(after.links[1]?.['reason'])).toMatch(/^judged=same;name=exact/);
    expect(outcomes(after)).toEqual(['judgements_applied same 1']);
  });

  it('of `different` part a pair, and what is left of a tie is a link', async () => {
    const { linkTexts, personOf } = await linkJudged(
      [covered, petition],
      [['assistance:2', 'different', 'death:2']],
    );
    expect(linkTexts).not.toContain('assistance:2 death:2 review');
    expect(personOf('death:2')).not.toBe(personOf('assistance:2'));
  });

  it('join records that no blocking rule would bring together', async () => {
    const { linkTexts } = await linkJudged(
      [covered, registry('death', [{ name: '林婆' }])],
      [['death:2', 'same', 'assistance:2']],
    );
    expect(linkTexts).toContain('assistance:2 death:2 certain');
  });

  it('of `unsure` leave the pair for review, however much it weighs', async () => {
    const one = registry('assistance', [
      { name: '陈秀英', idText: MOTHER, phone: '13900000001', town: '东镇' },
    ]);
    const two = registry('death', [
      { name: '陈秀英', birth_date: '1956-03-02', phone: '13900000001', town: '东镇' },
    ]);
    expect((await linkJudged([one, two], [])).linkTexts).toEqual(['assistance:2 death:2 probable']);
    const { linkTexts } = await linkJudged([one, two], [['assistance:2', 'unsure', 'death:2']]);
    expect(linkTexts).toEqual(['assistance:2 death:2 review']);
  });

  it('hold by way of others: different from one is different from all that it is the same as', async () => {
    const registries = [
      registry('assistance', [{ name: '陈秀英', idText: MOTHER, phone: '13900000001', town: '东镇' }]),
      registry('death', [{ name: '陈秀英', birth_date: '1956-03-02', phone: '13900000001', town: '东镇' }]),
      registry('insurance', [{ name: '陈绣瑛', birth_date: '1956-03-02', town: '东镇' }]),
    ];
    const { personOf } = await linkJudged(registries, [
      ['death:2', 'same', 'insurance:2'],
      ['insurance:2', 'different', 'assistance:2'],
    ]);
    expect(personOf('death:2')).toBe(personOf('insurance:2'));
    expect(personOf('death:2')).not.toBe(personOf('assistance:2'));
  });

  it('join one person with two IDs', async () => {
    const { personOf, linkTexts } = await linkJudged([covered], [['assistance:2', 'same', 'assistance:3']]);
    expect(personOf('assistance:2')).toBe(personOf('assistance:3'));
    expect(linkTexts).toEqual(['assistance:2 assistance:3 certain']);
  });

  it('settle two names under one ID, either way', async () => {
    const registries = [
      registry('assistance', [{ name: '陈秀英', idText: MOTHER }]),
      registry('insurance', [{ name: '王小红', idText: MOTHER }]),
    ];
    expect((await linkJudged(registries, [])).conflicts).toHaveLength(1);
    const same = await linkJudged(registries, [['assistance:2', 'same', 'insurance:2']]);
    expect(same.conflicts).toHaveLength(0);
    expect(same.linkTexts).toEqual(['assistance:2 insurance:2 certain']);
    const slip = [registries[0] ?? covered, registry('insurance', [{ name: '陈绣瑛', idText: MOTHER }])];
    const apart = await linkJudged(slip, [['assistance:2', 'different', 'insurance:2']]);
    expect(apart.personOf('assistance:2')).not.toBe(apart.personOf('insurance:2'));
  });

  it('outlive moved lines and new registries', async () => {
    const later = [
      registry('insurance', [{ name: '黄建国', idText: citizenId('19820710', 35) }]),
      registry('assistance', [
        { name: '林大山', idText: citizenId('19700101', 11) },
        { name: '陈秀英', idText: MOTHER },
        { name: '陈秀英', idText: AUNT },
      ]),
      registry('death', [{ name: '林大山' }, { name: '陈秀英', birth_date: '1956-03-02' }]),
    ];
    const { personOf } = await linkJudged(later, [['death:2', 'same', 'assistance:3']], [covered, petition]);
    expect(personOf('death:3')).toBe(personOf('assistance:4'));
  });

  it('say when a record is no longer what was judged, and when they contradict each other', async () => {
    const linked = await linkJudged(
      [covered, petition],
      [
        ['death:2', 'same', 'assistance:2'],
        ['death:2', 'same', 'assistance:3'],
        ['assistance:2', 'different', 'assistance:3'],
        ['death:2', 'same', 'R000000000000000000000000'],
      ],
    );
    expect(outcomes(linked)).toEqual([
      'judgement_contradicted 3 1',
      'judgement_missing 4 1',
      'judgements_applied same 2',
      'judgements_contradicted different 1',
      'judgements_missing same 1',
    ]);
  });

  it('that were withdrawn say nothing', async () => {
    const said: readonly Said[] = [
      ['death:2', 'same', 'assistance:3'],
      ['assistance:3', 'withdrawn', 'death:2'],
    ];
    const [judged, plain] = [
      await linkJudged([covered, petition], said),
      await linkJudged([covered, petition], []),
    ];
    expect(judged.linkTexts).toEqual(plain.linkTexts);
  });
});

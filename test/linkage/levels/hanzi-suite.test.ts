import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNameComparer } from '../../../src/linkage/levels/name-comparer.js';
import { NAME_LEVELS } from '../../../src/linkage/levels/name-levels.js';
import { loadNameTables } from '../../../src/linkage/levels/name-tables.js';

const compare = buildNameComparer(loadNameTables('data/reference'));
const SIBLING = NAME_LEVELS.indexOf('sibling');

const cases = readFileSync('fixtures/tables/hanzi-suite.tsv', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name = '', typo = '', sibling = '', kind = '', tier = ''] = line.split('\t');
    const typoRank = NAME_LEVELS.indexOf(compare(name, typo).level);
    const siblingRank = NAME_LEVELS.indexOf(compare(name, sibling).level);
    return { label: `${name} ${typo} ${sibling}`, kind, tier, typoRank, siblingRank };
  });

/** The slip ranks above a brother or sister, who is no more than that. */
function holds({ typoRank, siblingRank }: (typeof cases)[number]): boolean {
  return typoRank < SIBLING && siblingRank >= SIBLING;
}

function failures(tier: string): readonly string[] {
  return cases.filter((c) => c.tier === tier && !holds(c)).map((c) => c.label);
}

function share(tier: string): number {
  const all = cases.filter((c) => c.tier === tier);
  return all.filter(holds).length / all.length;
}

describe('Hanzi suite', () => {
  it('has at least 500 cases of every kind', () => {
    expect(cases.length).toBeGreaterThanOrEqual(500);
    expect(new Set(cases.map((c) => c.kind))).toEqual(new Set(['homophone', 'variant', 'shape']));
  });

  it('STRONG: every slip ranks above every sibling', () => {
    expect(failures('STRONG')).toEqual([]);
  });

  it('MEDIUM: at least 97 % do', () => {
    expect(share('MEDIUM')).toBeGreaterThanOrEqual(0.97);
  });

  it('WEAK: at least 60 % do', () => {
    expect(share('WEAK')).toBeGreaterThanOrEqual(0.6);
  });

  it('reads strong homophones as the same sound or as variants', () => {
    const others = cases.filter(
      (c) => c.tier === 'STRONG' && c.kind === 'homophone' && c.typoRank > NAME_LEVELS.indexOf('near_sound'),
    );
    expect(others.map((c) => c.label)).toEqual([]);
  });
});

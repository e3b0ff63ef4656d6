import { readFileSync } from 'node:fs';
import { assetPath } from '../../src/config/package-root.js';
import { buildNameComparer } from '../../src/linkage/levels/name-comparer.js';
import { NAME_LEVELS } from '../../src/linkage/levels/name-levels.js';
import { loadNameTables } from '../../src/linkage/levels/name-tables.js';

export interface HanziFigures {
  readonly tier: string;
  readonly cases: number;
  /** Cases in which the slip ranks above the sibling. */
  readonly held: number;
}

/** How often a slip in a name ranks above a brother or sister, by tier. */
export function measureHanzi(): readonly HanziFigures[] {
  const compare = buildNameComparer(loadNameTables(assetPath('data', 'reference')));
  const sibling = NAME_LEVELS.indexOf('sibling');
  const cases = readFileSync(assetPath('fixtures', 'tables', 'hanzi-suite.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', typo = '', brother = '', , tier = ''] = line.split('\t');
      const held =
        NAME_LEVELS.indexOf(compare(name, typo).level) < sibling &&
        NAME_LEVELS.indexOf(compare(name, brother).level) >= sibling;
      return { tier, held };
    });
  return [...new Set(cases.map(({ tier }) => tier))].map((tier) => {
    const own = cases.filter((one) => one.tier === tier);
    return { tier, cases: own.length, held: own.filter(({ held }) => held).length };
  });
}

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomeDigest } from '../../../scripts/quality/febrl.js';
import { measureRobustness } from '../../../scripts/quality/robustness.js';
import { makeTable, robustShapes } from '../../../scripts/quality/robust-tables.js';
import { matchFiles, type MatchedFiles } from '../../../src/run/match-files.js';

function shape(name: string, records?: number): ReturnType<typeof makeTable> {
  const found = robustShapes(false).find((candidate) => candidate.name === name);
  if (found === undefined) throw new RangeError(name);
  return makeTable(records === undefined ? found : { ...found, records });
}

const people = Array.from({ length: 60 }, (_, index) => ({
  name: ['anna', 'berta', 'clara', 'doris', 'erna'][index % 5] ?? '',
  surname: `family${'abcdefghij'[index % 10] ?? ''}${'klmnopqrst'[Math.floor(index / 10)] ?? ''}`,
  born: `19${50 + (index % 40)}-0${1 + (index % 9)}-1${index % 10}`,
  phone: String(55_501_000 + index * 7919),
}));
const lines = [
  ...people.map(({ name, surname, born, phone }) => `${name},${surname},${born},${phone}`),
  ...people.slice(0, 20).map(({ name, surname, born, phone }) => `${name},${surname}x,${born},${phone}`),
];

async function match(rows: readonly string[], threads?: number): Promise<MatchedFiles> {
  const path = join(mkdtempSync(join(tmpdir(), 'unknown-')), 'people.csv');
  writeFileSync(path, ['given,surname,born,phone', ...rows, ''].join('\n'));
  return matchFiles({
    left: path,
    oneToOne: false,
    seed: 1,
    ignore: [],
    ...(threads === undefined ? {} : { threads }),
  });
}

describe('a table without a model', () => {
  it('of five fields with few values does not collapse', async () => {
    const { f1, precision, estimation } = await measureRobustness(shape('five fields, 10000'));
    expect(f1).toBeGreaterThan(0.9);
    expect(precision).toBeGreaterThan(0.9);
    expect(estimation?.separates).toBe(true);
  });

  it('of families with columns that say the same does not take most relatives for one person', async () => {
    const { precision, recall } = await measureRobustness(shape('families, dependent columns, 5000'));
    expect(precision).toBeGreaterThan(0.85);
    expect(recall).toBeGreaterThan(0.95);
  });

  it('without duplicates gives no links, or says that it cannot tell', async () => {
    const { linked, estimation } = await measureRobustness(shape('five fields, no duplicates', 4000));
    expect(estimation?.separates === false || linked === 0).toBe(true);
    expect(linked).toBeLessThan(20);
  });

  it('finds the copies with a slip in the surname', async () => {
    const { outcome } = await match(lines);
    expect(outcome.clusters).toEqual(people.slice(0, 20).map((_, index) => [index + 2, index + 62]));
  });

  it('gives the same bytes on one thread and on three', async () => {
    expect(outcomeDigest(await match(lines, 1))).toBe(outcomeDigest(await match(lines, 3)));
  });

  it('decides the same pairs with the same weights when rows are shuffled', async () => {
    const order = lines.map((_, index) => (index * 37) % lines.length);
    const shuffled = order.map((index) => lines[index] ?? '');
    const seen = ({ outcome }: MatchedFiles, rows: readonly string[]): readonly string[] =>
      outcome.pairs
        .map(({ leftLine, rightLine, weight, class: own }) =>
          JSON.stringify([[rows[leftLine - 2], rows[rightLine - 2]].sort(), weight, own]),
        )
        .sort();
    expect(seen(await match(shuffled), shuffled)).toEqual(seen(await match(lines), lines));
  });
});

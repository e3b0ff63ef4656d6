import { assetPath } from '../../src/config/package-root.js';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { matchFiles, type MatchedFiles } from '../../src/run/match-files.js';
import { clusterPairs, pairFigures, truePairs, type PairFigures } from './pair-figures.js';

/** A public test set: its files, and the model that ships for it. */
export interface FebrlSet {
  readonly name: string;
  readonly model: 'febrl3' | 'febrl4';
  readonly files: readonly [left: string, right?: string];
}

/** FEBRL 3 and 4 are the benchmark; 1 and 2 were looked at by nobody who wrote the models. */
export const FEBRL_SETS: readonly FebrlSet[] = [
  { name: 'febrl3', model: 'febrl3', files: ['dataset3.csv'] },
  { name: 'febrl4', model: 'febrl4', files: ['dataset4a.csv', 'dataset4b.csv'] },
  { name: 'febrl1', model: 'febrl3', files: ['dataset1.csv'] },
  { name: 'febrl2', model: 'febrl3', files: ['dataset2.csv'] },
];

export interface FebrlFigures extends PairFigures {
  readonly name: string;
  readonly parameters: 'shipped' | 'estimated';
  readonly seconds: number;
  readonly digest: string;
}

const fixture = (file: string): string => assetPath('fixtures', 'febrl', file);

/** The person of each line, from the number in rec-123-dup-0. Used to measure only. */
function people(file: string): ReadonlyMap<number, string> {
  const lines = readFileSync(fixture(file), 'utf8').trimEnd().split('\n');
  return new Map(
    lines
      .slice(1)
      .map((line, index) => [index + 2, /^rec-(\d+)-/.exec(line)?.[1] ?? `line ${index}`] as const),
  );
}

export interface FebrlOptions {
  /** Estimate from the files instead of taking what ships. */
  readonly estimateAgain: boolean;
  readonly threads?: number;
}

export function matchFebrl({ model, files }: FebrlSet, options: FebrlOptions): Promise<MatchedFiles> {
  return matchFiles({
    left: fixture(files[0]),
    ...(files[1] === undefined ? {} : { right: fixture(files[1]) }),
    model: assetPath('data', 'models', `${model}.json`),
    oneToOne: files[1] !== undefined,
    seed: 1,
    ignore: [],
    estimateAgain: options.estimateAgain,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
}

/** What a run decided, as one digest: equal for equal bytes. */
export function outcomeDigest({ outcome }: MatchedFiles): string {
  const { pairs, clusters, model } = outcome;
  return createHash('sha256').update(JSON.stringify({ pairs, clusters, model })).digest('hex').slice(0, 16);
}

/** Links or clusters of a set against its truth. */
export async function measureFebrl(set: FebrlSet, options: FebrlOptions): Promise<FebrlFigures> {
  const started = Date.now();
  const matched = await matchFebrl(set, options);
  const right = set.files[1] === undefined ? null : people(set.files[1]);
  const linked =
    right === null
      ? clusterPairs(matched.outcome.clusters)
      : matched.outcome.pairs
          .filter((pair) => pair.class === 'link')
          .map((pair) => `${pair.leftLine}-${pair.rightLine}`);
  return {
    name: set.name,
    parameters: options.estimateAgain ? 'estimated' : 'shipped',
    ...pairFigures(truePairs(people(set.files[0]), right), linked),
    seconds: (Date.now() - started) / 1000,
    digest: outcomeDigest(matched),
  };
}

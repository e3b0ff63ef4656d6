import type { Reason } from './levels/name-reason.js';
import { linkSentence } from './link-sentence.js';

/** One bar of the waterfall of a pair: what it adds, and the sum so far, in bits (log2 odds). */
export interface WaterfallBar {
  /** A comparison's name, `prior`, or `relatives`. */
  readonly name: string;
  readonly level: string;
  readonly weight: number;
  readonly sum: number;
  readonly words: Reason;
}

/** A row of `pairs.parquet`: per comparison NAME_level and NAME_weight, then prior_weight and match_weight. */
export type PairRow = Readonly<Record<string, unknown>>;

const PRIOR: Reason = { zh: '任意两人恰为同一人的可能', en: 'how likely any two records are one person' };
const RELATIVES: Reason = {
  zh: '扣除可能是同住亲属',
  en: 'less what a relative in the same home would explain',
};

function bits(row: PairRow, column: string): number {
  const value = Number(row[column]);
  return Number.isFinite(value) ? value : 0;
}

function comparisonsOf(row: PairRow): readonly string[] {
  return Object.keys(row).flatMap((column) =>
    column.endsWith('_level') ? [column.slice(0, -'_level'.length)] : [],
  );
}

function levelOf(row: PairRow, comparison: string): string {
  const level = row[`${comparison}_level`];
  return typeof level === 'string' ? level : 'missing';
}

/** The levels of a scored pair as `links` has them in `reason`. */
export function pairReason(row: PairRow): string {
  return comparisonsOf(row)
    .map((comparison) => `${comparison}=${levelOf(row, comparison)}`)
    .join(';');
}

function rounded(weight: number): number {
  return Math.round(weight * 1e4) / 1e4;
}

/**
 * How the match weight of a scored pair comes about: from the prior, comparison by comparison, to the odds against a
 * stranger, and at last what the other explanation, a relative, takes away. The last sum is the match weight.
 */
export function pairWaterfall(row: PairRow): readonly WaterfallBar[] {
  const comparisons = comparisonsOf(row);
  const bars: WaterfallBar[] = [];
  let sum = 0;
  const add = (name: string, level: string, weight: number, words: Reason): void => {
    sum = rounded(sum + weight);
    bars.push({ name, level, weight: rounded(weight), sum, words });
  };
  add('prior', '', bits(row, 'prior_weight'), PRIOR);
  for (const name of comparisons) {
    const level = levelOf(row, name);
    add(name, level, bits(row, `${name}_weight`), linkSentence(`${name}=${level}`));
  }
  const relatives = rounded(bits(row, 'match_weight') - sum);
  if (relatives !== 0) add('relatives', '', relatives, RELATIVES);
  return bars;
}

import { fieldLabel, waterfall } from '../linkage/match/match-reason.js';
import type { MatchModel } from '../linkage/match/match-model.js';
import type { MatchedPair } from '../linkage/match/read-pairs.js';
import type { Bar, Chart } from '../report/charts.js';
import type { BlockingCost, MatchedFiles } from './match-files.js';

/** Charts of a match for its report: what levels weigh, how pairs are spread, one doubtful pair, what blocking cost. */
export function matchCharts({ outcome, blocking }: MatchedFiles): readonly Chart[] {
  return [
    weightsChart(outcome.model),
    histogramChart(outcome.pairs),
    doubtfulChart(outcome.model, outcome.pairs),
    blockingChart(blocking),
  ];
}

function bits(weight: number): string {
  return `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`;
}

function weightsChart(model: MatchModel): Chart {
  const bars = model.comparisons.flatMap((comparison) =>
    [...comparison.levels, comparison.otherwise].flatMap(({ level, m, u }): Bar[] => {
      if (m === undefined || u === undefined) return [];
      const weight = Math.log2(m / u);
      return [{ label: `${fieldLabel(model, comparison.field)} ${level}`, to: weight, text: bits(weight) }];
    }),
  );
  return { title: { zh: '各比较等级的匹配权重（比特）', en: 'Match weights by level (bits)' }, bars };
}

/** Bits of one bar of the histogram. */
const STEP = 2;

function histogramChart(pairs: readonly MatchedPair[]): Chart {
  const counts = new Map<number, number>();
  for (const { weight } of pairs) {
    const step = Math.floor(weight / STEP);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const bars = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([step, count]): Bar => ({
      label: `${step * STEP} 至 ${(step + 1) * STEP}`,
      to: count,
      text: count.toLocaleString('en-US'),
    }));
  return {
    title: { zh: '关联和待核记录对的匹配权重分布', en: 'Match weights of links and pairs for review' },
    bars,
  };
}

/** The likeliest pair for review, by its levels alone. */
function doubtfulChart(model: MatchModel, pairs: readonly MatchedPair[]): Chart {
  const [pair] = pairs.filter((one) => one.class === 'review').sort((a, b) => b.weight - a.weight);
  let sum = 0;
  const steps = (pair === undefined ? [] : waterfall(model, pair)).map((bar): Bar => {
    const from = sum;
    sum += bar.bits;
    const label = bar.of.map((name, index) => `${name} ${bar.levels[index] ?? ''}`.trim()).join(' + ');
    return { label, from, to: sum, text: bits(bar.bits) };
  });
  return {
    title: { zh: '最接近关联的一对待核记录：权重明细', en: 'Waterfall of the likeliest pair for review' },
    bars:
      pair === undefined ? [] : [...steps, { label: '匹配权重', to: pair.weight, text: bits(pair.weight) }],
  };
}

function blockingChart(blocking: readonly BlockingCost[]): Chart {
  return {
    title: { zh: '各分块规则的代价（候选对预测）', en: 'Cost of blocking rules (pairs forecast)' },
    bars: blocking.map(({ rule, pairsForecast, largestBlock, pairsCapped }): Bar => {
      const skipped = pairsCapped === 0 ? '' : `，略去 ${pairsCapped.toLocaleString('en-US')}`;
      return {
        label: rule,
        to: pairsForecast,
        text: `${pairsForecast.toLocaleString('en-US')}，最大块 ${largestBlock.toLocaleString('en-US')}${skipped}`,
      };
    }),
  };
}

import { join } from 'node:path';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine, Row } from '../engine/engine.js';
import { number } from '../engine/sql.js';
import { linkSentence } from '../linkage/link-sentence.js';
import type { LinkageModel } from '../linkage/model-file.js';
import { pairWaterfall } from '../linkage/waterfall.js';
import { LINK_FILES } from '../model/link.js';
import type { Bar, Chart } from '../report/charts.js';
import type { LinkFigure } from '../report/figures.js';
import type { LinkResult } from './link-stage.js';

/** What the link stage counted, in a fixed order. */
export async function readLinkFigures(engine: Engine, folder: string): Promise<readonly LinkFigure[]> {
  const rows = await engine.rows(`SELECT * FROM ${read(folder, 'summary')} ORDER BY figure, detail`);
  return rows.map((row) => ({
    figure: String(row['figure']),
    detail: String(row['detail']),
    value: Number(row['value']),
  }));
}

/** Charts for the analyst: what levels weigh, how weights are spread, one doubtful pair, what blocking cost. */
export async function linkCharts(
  engine: Engine,
  { folder, linkageModel }: Pick<LinkResult, 'folder' | 'linkageModel'>,
): Promise<readonly Chart[]> {
  return [
    weightsChart(linkageModel),
    histogramChart(await engine.rows(histogramQuery(folder)), linkageModel),
    doubtfulPairChart(await engine.rows(doubtfulPairQuery(folder, linkageModel))),
    blockingChart(await readLinkFigures(engine, folder)),
  ];
}

function read(folder: string, file: keyof typeof LINK_FILES): string {
  return duckdbDialect.readParquet([join(folder, LINK_FILES[file])]);
}

function bits(weight: number): string {
  return `${weight > 0 ? '+' : ''}${weight.toFixed(1)}`;
}

function weightsChart(model: LinkageModel): Chart {
  const levels = model.comparisons.flatMap(({ name, levels: own }) =>
    own.map((level): Bar => {
      const weight = Math.log2(level.m / level.u);
      const frequency = level.frequency === undefined ? '' : '（随频率）';
      const label = linkSentence(`${name}=${level.level}`).zh || `${name} ${level.level}`;
      return { label, to: weight, text: `${bits(weight)}${frequency}` };
    }),
  );
  return {
    title: { zh: '各比较等级的匹配权重（比特）', en: 'Match weights by level (bits)' },
    note: {
      zh: '标“随频率”的等级，实际权重随该取值在本批数据中的频率变化：越少见越重。',
      en: 'levels marked so weigh more where the value is rare in the batch.',
    },
    bars: levels,
  };
}

/** Bits of one bar of the histogram. */
const STEP = 2;

function histogramQuery(folder: string): string {
  return `SELECT CAST(floor(match_weight / ${number(STEP)}) AS INTEGER) AS step, count(*) AS pairs
FROM ${read(folder, 'pairs')}
GROUP BY step
ORDER BY step`;
}

function histogramChart(rows: readonly Row[], { thresholds }: LinkageModel): Chart {
  return {
    title: { zh: '候选对的匹配权重分布', en: 'Match weights of candidate pairs' },
    note: {
      zh: `权重达到 ${bits(thresholds.link)} 关联，达到 ${bits(thresholds.review)} 待核。证号一致的关联不在其中。`,
      en: `linked from ${bits(thresholds.link)}, for review from ${bits(thresholds.review)}; links by ID are not in it.`,
    },
    bars: rows.map((row) => {
      const [from, pairs] = [Number(row['step']) * STEP, Number(row['pairs'])];
      return { label: `${from} 至 ${from + STEP}`, to: pairs, text: pairs.toLocaleString('en-US') };
    }),
  };
}

/** The pair for review that came nearest to a link. It is shown by levels alone: nothing of the persons. */
function doubtfulPairQuery(folder: string, { thresholds }: LinkageModel): string {
  return `SELECT *
FROM ${read(folder, 'pairs')}
WHERE class = 'review'
ORDER BY abs(match_weight - ${number(thresholds.link)}), left_registry, left_file, left_line, right_registry, right_file, right_line
LIMIT 1`;
}

function doubtfulPairChart(rows: readonly Row[]): Chart {
  const bars = rows.flatMap((row) => pairWaterfall(row)).filter(({ weight }) => weight !== 0);
  const last = bars.at(-1)?.sum ?? 0;
  const steps = bars.map(({ name, weight, sum, words }): Bar => ({
    label: words.zh || name,
    from: sum - weight,
    to: sum,
    text: bits(weight),
  }));
  return {
    title: {
      zh: '最接近关联的一对待核记录：权重明细',
      en: 'Waterfall of the pair for review nearest to a link',
    },
    bars: bars.length === 0 ? [] : [...steps, { label: '匹配权重', to: last, text: bits(last) }],
  };
}

function blockingChart(figures: readonly LinkFigure[]): Chart {
  const of = (figure: string, rule: string): number =>
    figures.find((one) => one.figure === figure && one.detail === rule)?.value ?? 0;
  return {
    title: { zh: '各分块规则的代价（候选对预测）', en: 'Cost of blocking rules (pairs forecast)' },
    note: {
      zh: '预测值在生成候选对之前统计；超过上限的块不比较，计入“略去”。',
      en: 'counted before pairs are made; blocks over the cap are left out.',
    },
    bars: figures
      .filter(({ figure }) => figure === 'blocking_forecast')
      .map(({ detail, value }) => {
        const capped = of('pairs_capped', detail);
        const skipped = capped === 0 ? '' : `，略去 ${capped.toLocaleString('en-US')}`;
        return {
          label: detail,
          to: value,
          text: `${value.toLocaleString('en-US')}，最大块 ${of('blocking_largest', detail)}${skipped}`,
        };
      }),
  };
}

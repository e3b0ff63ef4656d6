import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { matchReason, waterfall } from '../linkage/match/match-reason.js';
import type { MatchedPair } from '../linkage/match/read-pairs.js';
import { safeText } from '../normalize/text.js';
import { renderCharts } from '../report/html.js';
import { matchCharts } from '../run/match-charts.js';
import type { MatchedFiles } from '../run/match-files.js';
import { shownCode } from './code-words.js';
import { disarmed, printRows } from './table.js';
import type { Terminal } from './terminal.js';

/** Pairs shown to a person on a terminal; programs get all. */
const SHOWN_PAIRS = 50;

/** Prints pairs, or one JSON object with everything; what estimation found goes to stderr. */
export function printMatch(
  screen: Terminal,
  matched: MatchedFiles,
  { explain }: { readonly explain: boolean },
): void {
  const { outcome } = matched;
  if (screen.options.format === 'json') {
    screen.out(JSON.stringify(matchJson(screen, matched, explain), null, 2));
  } else {
    const shown = screen.options.format === 'table' ? outcome.pairs.slice(0, SHOWN_PAIRS) : outcome.pairs;
    printRows(
      screen,
      pairHead(screen, explain),
      shown.map((pair) => pairRow(screen, matched, pair, explain)),
    );
    sayMore(screen, outcome.pairs.length - shown.length);
  }
  saySummary(screen, matched);
}

function pairHead({ options }: Terminal, explain: boolean): readonly string[] {
  const judged = options.format === 'csv' ? ['left_record', 'right_record', 'verdict'] : [];
  const head =
    options.lang === 'zh' && options.format === 'table'
      ? ['左行', '右行', '类别', '权重', '概率', '依据']
      : ['left_line', 'right_line', 'class', 'weight', 'probability', 'reason'];
  const waterfallHead = options.lang === 'zh' && options.format === 'table' ? '权重明细' : 'waterfall';
  return [...head, ...(explain ? [waterfallHead] : []), ...judged];
}

function pairRow(
  screen: Terminal,
  { outcome }: MatchedFiles,
  pair: MatchedPair,
  explain: boolean,
): readonly (string | number)[] {
  const { options } = screen;
  const bars = waterfall(outcome.model, pair).map(
    ({ of, bits }) => `${of.join('+')} ${bits > 0 ? '+' : ''}${bits.toFixed(1)}`,
  );
  return [
    String(pair.leftLine),
    String(pair.rightLine),
    shownCode(screen, pair.class),
    pair.weight.toFixed(2),
    pair.probability.toFixed(6),
    safeText(matchReason(outcome.model, pair.levels, options.lang)),
    ...(explain ? [bars.join(' ')] : []),
    ...(options.format === 'csv' ? [pair.leftRecord, pair.rightRecord, pair.verdict ?? ''] : []),
  ];
}

function matchJson({ options }: Terminal, matched: MatchedFiles, explain: boolean): unknown {
  const { outcome } = matched;
  return {
    records: matched.records,
    rejects: matched.rejects,
    candidates: outcome.candidates,
    estimation: outcome.estimation,
    blocking: matched.blocking,
    missingFields: matched.missingFields,
    pairs: outcome.pairs.map((pair) => ({
      leftLine: pair.leftLine,
      rightLine: pair.rightLine,
      class: pair.class,
      weight: pair.weight,
      probability: pair.probability,
      leftRecord: pair.leftRecord,
      rightRecord: pair.rightRecord,
      verdict: pair.verdict,
      reason: matchReason(outcome.model, pair.levels, options.lang),
      ...(explain ? { waterfall: waterfall(outcome.model, pair) } : {}),
    })),
    clusters: outcome.clusters,
  };
}

function sayMore(screen: Terminal, more: number): void {
  if (more <= 0) return;
  screen.say({
    zh: `另有 ${more} 对未显示；--format csv 或 --out 可得全部`,
    en: `${more} more pairs; --format csv or --out has them all`,
  });
}

function saySummary(screen: Terminal, { outcome, missingFields, blocking, rejects }: MatchedFiles): void {
  const links = outcome.pairs.filter((pair) => pair.class === 'link').length;
  const review = outcome.pairs.length - links;
  screen.say({
    zh: `候选 ${outcome.candidates} 对，关联 ${links} 对，待核 ${review} 对，聚类 ${outcome.clusters.length} 组，拒收 ${rejects} 行`,
    en: `${outcome.candidates} candidate pairs, ${links} links, ${review} for review, ${outcome.clusters.length} clusters, ${rejects} rejects`,
  });
  for (const { file, field } of missingFields)
    screen.say({ zh: `${safeText(file)} 没有字段 ${field}`, en: `${safeText(file)} has no field ${field}` });
  for (const { rule, blocksCapped, pairsCapped } of blocking.filter((cost) => cost.blocksCapped > 0))
    screen.say({
      zh: `分块规则“${safeText(rule)}”有 ${blocksCapped} 个块过大，略去 ${pairsCapped} 对`,
      en: `blocking rule "${safeText(rule)}": ${blocksCapped} blocks over the cap, ${pairsCapped} pairs left out`,
    });
  if (outcome.judgementsMissing > 0)
    screen.say({
      zh: `${outcome.judgementsMissing} 项人工判定所指的记录内容已变或不在表中，未生效`,
      en: `${outcome.judgementsMissing} judgements name records that have changed or are not in the tables; they rest`,
    });
  sayEstimation(screen, outcome);
}

function sayEstimation(screen: Terminal, { estimation }: MatchedFiles['outcome']): void {
  if (estimation === null) return;
  if (!estimation.separates) {
    screen.say({
      zh: '注意：数据不足以区分同一人与不同人，已改用固定的一致性权重；结果须逐对核实',
      en: 'note: the data do not separate matches from strangers; fixed agreement weights were used, check every pair',
    });
  }
  if (estimation.groups.length > 0) {
    const groups = estimation.groups.map((group) => group.join('+')).join(', ');
    screen.say({
      zh: `合并计权的相关字段：${groups}`,
      en: `weighed together because strangers share them: ${groups}`,
    });
  }
}

/** Prints what the blocking rules would cost; a block over its cap would be left out. */
export function printForecast(screen: Terminal, { blocking }: MatchedFiles): void {
  printRows(
    screen,
    ['rule', 'blocks', 'pairs', 'largest_block', 'blocks_capped', 'pairs_capped'],
    blocking.map((cost) => [
      safeText(cost.rule),
      cost.blocks,
      cost.pairsForecast,
      cost.largestBlock,
      cost.blocksCapped,
      cost.pairsCapped,
    ]),
    ['分块规则', '块数', '候选对', '最大块', '过大的块', '略去的对'],
  );
}

/** Writes pairs.csv, clusters.csv (one file), report.html with charts, and model.json with its estimates. */
export function writeMatch(screen: Terminal, matched: MatchedFiles, folder: string): void {
  const { outcome } = matched;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, content: string): void =>
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  const csvScreen: Terminal = { ...screen, options: { ...screen.options, format: 'csv' } };
  const rows = outcome.pairs.map((pair) => [...pairRow(csvScreen, matched, pair, true)]);
  write('pairs.csv', stringify([[...pairHead(csvScreen, true)], ...rows], { cast: { string: disarmed } }));
  const members = outcome.clusters.flatMap((lines, index) => lines.map((line) => [index + 1, line]));
  if (matched.records[1] === null) write('clusters.csv', stringify([['cluster', 'line'], ...members]));
  write('report.html', renderCharts({ zh: '比对报告', en: 'Match report' }, matchCharts(matched)));
  write('model.json', `${JSON.stringify(outcome.model, null, 2)}\n`);
  screen.say({ zh: `已写入 ${folder}`, en: `written to ${folder}` });
}

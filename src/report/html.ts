import { chartSvg, type Chart } from './charts.js';
import { escapeHtml } from './escape-html.js';
import { summarize, type ReportInput, type ReportSection, type Words } from './figures.js';

/** One self-contained HTML page with the figures of a run: no script, no link, nothing of persons. */
export function renderReport(input: ReportInput, charts: readonly Chart[] = []): string {
  return page(`应保尽保 ${input.runId}`, [
    '<h1>应保尽保 数据比对报告</h1>',
    `<p>运行编号 ${escapeHtml(input.runId)} · 数据截止 ${escapeHtml(input.asOf)} · 疑点不是结论，均需入户核实。</p>`,
    ...summarize(input).map(section),
    ...charts.map(figure),
  ]);
}

/** The charts of one comparison of tables as a page of their own. */
export function renderCharts(title: Words, charts: readonly Chart[]): string {
  return page(title.zh, [`<h1>${escapeHtml(title.zh)}</h1>`, ...charts.map(figure)]);
}

function page(title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="zh-CN">',
    '<head>',
    '<meta charset="utf-8">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function figure(chart: Chart): string {
  if (chart.bars.length === 0) return '';
  const note = chart.note === undefined ? '' : `\n<p class="note">${escapeHtml(chart.note.zh)}</p>`;
  return `<h2>${escapeHtml(chart.title.zh)}</h2>\n${chartSvg(chart)}${note}`;
}

function section({ title, head, rows, note }: ReportSection): string {
  const body = rows.map(
    (row) => `<tr>${row.map((value) => cell('td', value, typeof value === 'number')).join('')}</tr>`,
  );
  // A head stands over its column: right over numbers, left over words.
  const numeric = (index: number): boolean => rows.every((row) => typeof row[index] === 'number');
  return [
    `<h2>${escapeHtml(title.zh)}</h2>`,
    '<table>',
    `<thead><tr>${head.map((words, index) => cell('th', words.zh, numeric(index))).join('')}</tr></thead>`,
    `<tbody>${body.join('\n')}</tbody>`,
    '</table>',
    ...(note === undefined ? [] : [`<p class="note">${escapeHtml(note.zh)}</p>`]),
  ].join('\n');
}

function cell(tag: 'td' | 'th', value: Words | string | number, numeric: boolean): string {
  const shown =
    typeof value === 'object' ? value.zh : typeof value === 'number' ? value.toLocaleString('en-US') : value;
  return `<${tag}${numeric ? ' class="n"' : ''}>${escapeHtml(shown)}</${tag}>`;
}

const STYLE = [
  'body{font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",SimSun,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}',
  'h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}',
  'table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid #ddd;padding:.3rem .6rem;text-align:left}',
  '.n{text-align:right;font-variant-numeric:tabular-nums}.note{color:#666}',
].join('');

import { describe, expect, it } from 'vitest';
import { summarize, type ReportInput } from '../../src/report/figures.js';
import { chartSvg } from '../../src/report/charts.js';
import { escapeHtml } from '../../src/report/escape-html.js';
import { renderCharts, renderReport } from '../../src/report/html.js';

function reportInput(overrides: Partial<ReportInput> = {}): ReportInput {
  return {
    runId: '000001-20261031',
    asOf: '2026-10-31',
    registries: [
      {
        registry: 'assistance',
        kind: 'assistance',
        asOf: '2026-10-31',
        records: 1200,
        rejected: 3,
        people: 1190,
      },
    ],
    links: { certain: 900, review: 4 },
    setAside: [],
    subgroups: [],
    yields: { rules: [] },
    waiting: [],
    linkage: [],
    rules: [{ id: 'M01', title: { zh: '重度残疾人未纳入保障', en: 'severely disabled' }, refused: 0 }],
    skippedRules: [],
    unchecked: [],
    quality: [],
    findings: [
      { rule: 'M01', kind: 'missed', status: 'new', findings: 5, people: 5, amount: 0 },
      { rule: 'M01', kind: 'missed', status: 'persisting', findings: 7, people: 7, amount: 0 },
      { rule: 'M01', kind: 'missed', status: 'resolved', findings: 2, people: 2, amount: 0 },
      { rule: 'W01', kind: 'wrong', status: 'new', findings: 1, people: 1, amount: 1650.5 },
    ],
    worklists: [{ findings: 12, people: 12 }],
    ...overrides,
  };
}

function sectionRows(input: ReportInput, title: string): readonly (readonly unknown[])[] {
  return summarize(input).find((section) => section.title.en === title)?.rows ?? [];
}

describe('the figures of a run', () => {
  it('count open findings by rule, and resolved ones apart', () => {
    const [row] = sectionRows(reportInput(), 'Findings by rule');
    expect(row?.slice(2)).toEqual([12, 12, 5, 2, 0]);
  });

  it('keep the order in which they come: people who may be owed help first', () => {
    const rows = sectionRows(reportInput(), 'Findings by rule') as readonly (readonly { zh: string }[])[];
    expect(rows.map((row) => row[1]?.zh)).toEqual(['疑似漏保', '疑似错保']);
  });

  it('name a rule that did not run, and people a rule refused to judge', () => {
    const input = reportInput({
      skippedRules: [{ id: 'W07', reason: { zh: '缺少名单：insurance', en: 'registry missing: insurance' } }],
      rules: [{ id: 'M03', title: { zh: '大额', en: 'large' }, refused: 17 }],
    });
    const rows = sectionRows(input, 'Rules not run') as readonly (readonly [
      string,
      { zh: string; en: string },
    ])[];
    expect(rows.map(([id]) => id)).toEqual(['W07', 'M03']);
    expect(rows[1]?.[1].zh).toContain('17 人');
  });

  it('name what was too common to compare', () => {
    const linkage = [
      { figure: 'pairs_capped', detail: 'phone', value: 4000 },
      { figure: 'pairs_capped', detail: 'rare name', value: 0 },
      { figure: 'fetch_records_capped', detail: 'phone', value: 700 },
    ];
    const rows = sectionRows(reportInput({ linkage }), 'Left out of the comparison');
    expect(rows.map((row) => [row[0], row[2]])).toEqual([
      ['phone', 4000],
      ['phone', 700],
    ]);
  });

  it('leave out a section that has nothing to say', () => {
    expect(summarize(reportInput()).map((section) => section.title.en)).not.toContain('Rules not run');
  });
});

describe('the report', () => {
  it('is one page without script, link or picture', () => {
    const html = renderReport(reportInput());
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|href=|src=|url\(|@import|http/i);
  });

  it('has the head of a column of words on the left and of numbers on the right', () => {
    const html = renderReport(
      reportInput({ skippedRules: [{ id: 'M09', reason: { zh: '未接入', en: 'not there' } }] }),
    );
    expect(html).toContain('<th>原因</th>');
    expect(html).toContain('<th>截止日期</th>');
    expect(html).toContain('<th class="n">记录</th>');
  });

  it('says that a suspicion is no decision', () => {
    expect(renderReport(reportInput())).toContain('疑点不是结论');
  });

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=1>', "' onmouseover='x", 'a & b'])(
    'shows %j from a rule or a file as text',
    (hostile) => {
      const html = renderReport(
        reportInput({
          rules: [{ id: 'M01', title: { zh: hostile, en: hostile }, refused: 1 }],
          registries: [
            { registry: hostile, kind: 'assistance', asOf: hostile, records: 1, rejected: 0, people: 1 },
          ],
          skippedRules: [{ id: hostile, reason: { zh: hostile, en: hostile } }],
          runId: hostile,
        }),
      );
      expect(html).not.toContain(hostile);
      expect(html).toContain(escapeHtml(hostile));
    },
  );

  it('groups thousands and rounds yuan', () => {
    const html = renderReport(
      reportInput({
        findings: [
          { rule: 'W01', kind: 'wrong', status: 'new', findings: 1234, people: 1200, amount: 1_234_567.89 },
        ],
      }),
    );
    expect(html).toContain('1,234,568');
    expect(html).toContain('1,200');
  });
});

describe('charts', () => {
  const title = { zh: '权重', en: 'weights' };

  it('draw bars from where they start to where they end, on one scale', () => {
    const svg = chartSvg({
      title,
      bars: [
        { label: '先验', to: -10, text: '-10.0' },
        { label: '姓名', from: -10, to: 10, text: '+20.0' },
      ],
    });
    const rects = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, width]) => [
      Number(x),
      Number(width),
    ]);
    expect(rects).toEqual([
      [340, 205],
      [340, 410],
    ]);
  });

  it('hold labels as text and nothing to fetch', () => {
    const html = renderCharts(title, [{ title, bars: [{ label: '<b>', to: 1, text: '"&' }] }]);
    expect(html).not.toMatch(/<b>|<script|href=|src=|url\(|http/);
    expect(html).toContain(escapeHtml('<b>'));
  });

  it('leave out a chart without bars', () => {
    expect(renderCharts(title, [{ title, bars: [] }])).not.toContain('<svg');
  });
});

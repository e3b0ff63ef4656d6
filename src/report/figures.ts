import { findIssue } from '../model/issue-catalogue.js';
import { cappedSection } from './capped-section.js';
import { subgroupSection, type Subgroup } from './subgroup-section.js';
import { waitingSection, type WaitingRule } from './waiting-section.js';
import { yieldSection, type VisitedRule } from './yield-section.js';
import type { LinkFigure, ReportSection, Words } from './report-section.js';
export type { LinkFigure, ReportSection, Words } from './report-section.js';

/** The part of a run manifest that a report shows. */
export interface ReportInput {
  readonly runId: string;
  readonly asOf: string;
  readonly registries: readonly {
    readonly registry: string;
    readonly kind: string;
    readonly asOf: string;
    readonly records: number;
    readonly rejected: number;
    readonly people: number;
  }[];
  /** Registries that the run did without. */
  readonly setAside: readonly {
    readonly registry: string;
    readonly kind: string;
    readonly code: string;
    readonly reason: Words;
  }[];
  /** How groups of people fare; null: too few to show. */
  readonly subgroups: readonly Subgroup[];
  readonly links: Readonly<Record<string, number>>;
  /** Counts of the link stage: figure, what it counts, how many. */
  readonly linkage: readonly LinkFigure[];
  readonly rules: readonly { readonly id: string; readonly title: Words; readonly refused: number }[];
  readonly skippedRules: readonly { readonly id: string; readonly reason: Words }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly kind: string;
    readonly status: string;
    readonly findings: number;
    readonly people: number;
    readonly amount: number;
  }[];
  readonly unchecked: readonly { readonly rule: string; readonly findings: number }[];
  readonly quality: readonly {
    readonly registry: string;
    readonly code: string;
    readonly records: number;
    readonly share: number;
    readonly people: number;
    readonly widespread: boolean;
  }[];
  readonly yields: { readonly rules: readonly VisitedRule[] };
  readonly waiting: readonly WaitingRule[];
  readonly worklists: readonly { readonly findings: number; readonly people: number }[];
}

const KIND_WORDS: Readonly<Record<string, Words>> = {
  missed: { zh: '疑似漏保', en: 'missed' },
  wrong: { zh: '疑似错保', en: 'wrong' },
  data: { zh: '数据待核', en: 'data' },
};
const CLASS_WORDS: Readonly<Record<string, Words>> = {
  certain: { zh: '确定', en: 'certain' },
  probable: { zh: '较可能', en: 'probable' },
  review: { zh: '待核', en: 'review' },
};

/** The figures of a run as tables, in both languages; people who may be owed help come first. */
export function summarize(input: ReportInput): readonly ReportSection[] {
  return [
    asideSection(input),
    findingsSection(input),
    waitingSection(input.waiting, titles(input)),
    yieldSection(input.yields.rules, titles(input)),
    skippedSection(input),
    registriesSection(input),
    qualitySection(input),
    linksSection(input),
    cappedSection(input.linkage),
    subgroupSection(input.subgroups),
  ].filter((section) => section.rows.length > 0);
}

/** Comes first: whoever reads the figures must know what they leave out. */
function asideSection({ setAside }: ReportInput): ReportSection {
  return {
    title: { zh: '本次搁置的名单（结果不完整）', en: 'Registries set aside (the result is partial)' },
    head: [
      { zh: '名单', en: 'registry' },
      { zh: '类型', en: 'kind' },
      { zh: '代码', en: 'code' },
      { zh: '原因', en: 'reason' },
    ],
    rows: setAside.map(({ registry, kind, code, reason }) => [registry, kind, code, reason]),
    note: {
      zh: '读取同类名单的规则本次均未执行；其以前的线索仍未了结，列入“未核对”。',
      en: 'no rule that reads a list of the same kind was run; their earlier findings stay open as unchecked.',
    },
  };
}

interface RuleTotals {
  readonly kind: string;
  readonly rule: string;
  people: number;
  open: number;
  fresh: number;
  resolved: number;
  amount: number;
}

/** Counts per rule and kind over the statuses, in the order in which they come. */
function totalsByRule(findings: ReportInput['findings']): readonly RuleTotals[] {
  const totals = new Map<string, RuleTotals>();
  for (const one of findings) {
    const key = `${one.kind} ${one.rule}`;
    const sum = totals.get(key) ?? {
      kind: one.kind,
      rule: one.rule,
      people: 0,
      open: 0,
      fresh: 0,
      resolved: 0,
      amount: 0,
    };
    totals.set(key, sum);
    if (one.status === 'resolved') {
      sum.resolved += one.findings;
      continue;
    }
    sum.people += one.people;
    sum.open += one.findings;
    sum.amount += one.amount;
    if (one.status === 'new') sum.fresh += one.findings;
  }
  return [...totals.values()];
}

function findingsSection(input: ReportInput): ReportSection {
  const named = titles(input);
  return {
    title: { zh: '疑点（按规则）', en: 'Findings by rule' },
    head: [
      { zh: '规则', en: 'rule' },
      { zh: '类型', en: 'kind' },
      { zh: '人数', en: 'people' },
      { zh: '疑点', en: 'findings' },
      { zh: '其中新增', en: 'new' },
      { zh: '已消除', en: 'resolved' },
      { zh: '涉及金额', en: 'amount' },
    ],
    rows: totalsByRule(input.findings).map((sum) => [
      named(sum.rule),
      KIND_WORDS[sum.kind] ?? sum.kind,
      sum.people,
      sum.open,
      sum.fresh,
      sum.resolved,
      Math.round(sum.amount),
    ]),
  };
}

function skippedSection(input: ReportInput): ReportSection {
  const refused = input.rules.filter((rule) => rule.refused > 0);
  return {
    title: { zh: '未执行的规则', en: 'Rules not run' },
    head: [
      { zh: '规则', en: 'rule' },
      { zh: '原因', en: 'reason' },
    ],
    rows: [
      ...input.skippedRules.map((rule) => [rule.id, rule.reason]),
      ...refused.map((rule) => [
        rule.id,
        {
          zh: `${rule.refused} 人所在县未配置标准，未作判断`,
          en: `${rule.refused} people not judged: their county has no standard`,
        },
      ]),
      ...input.unchecked.map(({ rule, findings }) => [
        rule,
        {
          zh: `以前的 ${findings} 条线索本次未核对，仍未了结`,
          en: `${findings} earlier findings not checked this time, still open`,
        },
      ]),
    ],
  };
}

function registriesSection(input: ReportInput): ReportSection {
  return {
    title: { zh: '名单', en: 'Registries' },
    head: [
      { zh: '名单', en: 'registry' },
      { zh: '截止日期', en: 'as of' },
      { zh: '记录', en: 'records' },
      { zh: '退回行', en: 'rejects' },
      { zh: '人数', en: 'people' },
    ],
    rows: input.registries.map((one) => [one.registry, one.asOf, one.records, one.rejected, one.people]),
  };
}

/** Findings of kind data about registries; those about people stand among the findings. */
function qualitySection(input: ReportInput): ReportSection {
  return {
    title: { zh: '数据质量（按名单）', en: 'Data quality by registry' },
    head: [
      { zh: '名单', en: 'registry' },
      { zh: '问题', en: 'issue' },
      { zh: '记录', en: 'records' },
      { zh: '占比', en: 'share' },
      { zh: '逐人列出', en: 'people listed' },
    ],
    rows: input.quality.map((one) => [
      one.registry,
      titled(one.code, findIssue(one.code) ?? undefined),
      one.records,
      one.share < 0.001 ? '<0.1%' : `${(one.share * 100).toFixed(1)}%`,
      one.widespread ? { zh: '普遍，不逐人列出', en: 'widespread: nobody listed' } : one.people,
    ]),
    note: {
      zh: 'yingbao explain 代码 说明如何处理；普遍存在的问题请与提供数据的部门一次解决。',
      en: '`yingbao explain CODE` says what to do; settle a widespread flaw with the department that sent the list.',
    },
  };
}

function linksSection(input: ReportInput): ReportSection {
  const order = ['certain', 'probable', 'review'];
  return {
    title: { zh: '跨名单关联', en: 'Links by class' },
    head: [
      { zh: '把握', en: 'class' },
      { zh: '关联数', en: 'links' },
    ],
    rows: order
      .filter((name) => name in input.links)
      .map((name) => [CLASS_WORDS[name] ?? name, input.links[name] ?? 0]),
    note: { zh: '“待核”不作为同一人合并。', en: '"review" links do not merge people.' },
  };
}

function titles({ rules }: ReportInput): (rule: string) => Words {
  const known = new Map(rules.map(({ id, title }) => [id, title]));
  return (rule) => titled(rule, known.get(rule));
}

function titled(id: string, title: Words | undefined): Words {
  return { zh: `${id} ${title?.zh ?? ''}`.trim(), en: `${id} ${title?.en ?? ''}`.trim() };
}

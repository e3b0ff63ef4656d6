import type { FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import { VOCABULARIES } from '../model/vocabularies.js';
import { safeText } from '../normalize/text.js';
import type { FindingExplanation, SourceRow } from '../run/explain-finding.js';
import type { ExplainedLink, PairExplanation } from '../run/explain-links.js';
import { opposingLines, supportingLines } from './explain-balance.js';
import { drawTable } from './table.js';
import { coloured, type Language, type Terminal } from './terminal.js';

/** Prints an explanation: the claim, what speaks against it, source rows side by side, links, rule. */
export function printExplanation(terminal: Terminal, explanation: FindingExplanation): void {
  if (terminal.options.format === 'json') {
    terminal.out(JSON.stringify(explanation, null, 2));
    return;
  }
  for (const [title, lines] of explanationSections(explanation, terminal.options.lang)) {
    terminal.out(`${coloured(terminal.options, 'bold', title)}\n${lines.join('\n')}\n`);
  }
}

type Section = readonly [title: string, lines: readonly string[]];

function explanationSections(
  { finding, rule, sources, links, waterfalls }: FindingExplanation,
  lang: Language,
): readonly Section[] {
  const words = WORDS[lang];
  const list = (items: readonly string[]): string => items.join(lang === 'zh' ? '；' : '; ');
  const bullets = (lines: readonly string[]): readonly string[] => lines.map((line) => `- ${line}`);
  return [
    [
      `${String(finding['finding_id'])} ${rule.id} ${rule.title[lang]}`,
      [safeText(String(finding[`reason_${lang}`]))],
    ],
    [words.supports, bullets(supportingLines({ finding, rule, sources }, lang))],
    [words.opposes, bullets(opposingLines({ finding, rule, sources }, lang))],
    [words.sources, groupsOfThree(sources).map((group) => sideBySide(group, lang))],
    [
      words.links,
      links.length === 0
        ? [sources.length < 2 ? words.single : words.unlinked]
        : links.map((link) => linkLine(link, lang)),
    ],
    ...waterfalls.map((pair): Section => waterfallSection(pair, lang)),
    [
      words.rule,
      [
        `${rule.id} v${rule.version}`,
        ...parameterLines(rule, lang),
        `${words.basis}${list(rule.basis.map((one) => `${one.title} ${one.article ?? ''}`.trim()))}`,
        `${words.check}${list(rule.check[lang])}`,
      ],
    ],
  ];
}

function parameterLines(
  { parameters, meanings }: FindingExplanation['rule'],
  lang: Language,
): readonly string[] {
  return Object.entries(parameters).map(([name, value]) => {
    const meaning = meanings[name] ?? '';
    const words = typeof meaning === 'string' ? meaning : meaning[lang];
    return `${name} = ${JSON.stringify(value)}${lang === 'zh' ? `（${words}）` : ` (${words})`}`;
  });
}

const WORDS = {
  zh: {
    supports: '依据',
    opposes: '反向线索',
    sources: '来源记录',
    links: '关联依据',
    waterfall: '权重明细（比特）',
    foundBy: '发现该对的分块规则：',
    evidence: '依据',
    bits: '权重',
    sum: '累计',
    single: '（单一来源）',
    unlinked: '（以上记录之间没有直接关联）',
    rule: '规则',
    basis: '依据：',
    check: '入户核查：',
  },
  en: {
    supports: 'Evidence',
    opposes: 'Counter-evidence',
    sources: 'Source rows',
    links: 'Links',
    waterfall: 'Waterfall (bits)',
    foundBy: 'found by the blocking rule ',
    evidence: 'evidence',
    bits: 'weight',
    sum: 'sum',
    single: '(one source)',
    unlinked: '(no direct links between these rows)',
    rule: 'Rule',
    basis: 'basis: ',
    check: 'check on the visit: ',
  },
} as const;

export const CLASS_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: { certain: '确定', probable: '较可能', review: '待核' },
  en: {},
};

function linkLine({ left, right, class: linkClass, sentence }: ExplainedLink, lang: Language): string {
  const words = CLASS_WORDS[lang][linkClass] ?? linkClass;
  return `${place(left)} ↔ ${place(right)}: ${words}${lang === 'zh' ? '，' : ', '}${safeText(sentence[lang])}`;
}

/** Bars that would be shown as 0.0 say nothing. */
const SHOWN_BITS = 0.05;

/** A scored pair, bar by bar. */
function waterfallSection({ left, right, blockingRule, bars }: PairExplanation, lang: Language): Section {
  const words = WORDS[lang];
  return [
    `${words.waterfall} ${place(left)} ↔ ${place(right)}`,
    [`${words.foundBy}${safeText(blockingRule)}`, waterfallTable(bars, lang)],
  ];
}

/** What was found, the bits it adds, the sum so far. */
export function waterfallTable(bars: PairExplanation['bars'], lang: Language): string {
  const words = WORDS[lang];
  const rows = bars
    .filter(({ weight }) => Math.abs(weight) >= SHOWN_BITS)
    .map(({ name, weight, sum, words: said }) => [
      said[lang] === '' ? name : said[lang],
      signed(weight),
      signed(sum),
    ]);
  return drawTable([words.evidence, words.bits, words.sum], rows);
}

function signed(bits: number): string {
  return `${bits > 0 ? '+' : ''}${bits.toFixed(1)}`;
}

function groupsOfThree(sources: readonly SourceRow[]): readonly (readonly SourceRow[])[] {
  return Array.from({ length: Math.ceil(sources.length / 3) }, (_, index) =>
    sources.slice(index * 3, index * 3 + 3),
  );
}

/** Enough to tell exports apart; `--json` and run.json have the whole. */
const DIGEST_SHOWN = 12;

/** Source rows, one column each. */
export function sideBySide(sources: readonly SourceRow[], lang: Language): string {
  const names = [...new Set(sources.flatMap((source) => Object.keys(source.fields)))];
  const rows = names.map((name) => [
    labelOf(name, sources, lang),
    ...sources.map((source) => safeText(shownValue(source.fields[name] ?? '', specOf(source, name), lang))),
  ]);
  const digests = sources.map(({ sha256 }) => sha256?.slice(0, DIGEST_SHOWN) ?? '');
  return drawTable(
    ['', ...sources.map(place)],
    [...rows, [lang === 'zh' ? '文件SHA-256' : 'file SHA-256', ...digests]],
  );
}

/** A name may be a field of several kinds: each row is read by its own. */
function specOf(source: SourceRow, name: string): FieldSpec | undefined {
  return KIND_SPECS[source.kind].fields.find((field) => field.name === name);
}

function labelOf(name: string, sources: readonly SourceRow[], lang: Language): string {
  const further = sources.map((source) => source.labels[name]).find((label) => label !== undefined);
  if (further !== undefined) return further[lang];
  if (lang === 'en') return name;
  const specs = sources.map((source) => specOf(source, name)).filter((one) => one !== undefined);
  const [first] = specs;
  // A benefit of the month, a fee and a subsidy are each called by their own name.
  const shown = first?.type === 'amount' ? specs : specs.slice(0, 1);
  return [...new Set(shown.map(({ synonyms }) => synonyms[0]))].join(' / ') || name;
}

const SEX_ZH: Readonly<Record<string, string>> = { M: '男', F: '女' };

/** Codes, months and sex as a reader writes them. */
function shownValue(value: string, spec: FieldSpec | undefined, lang: Language): string {
  if (spec?.type === 'month') return value.slice(0, 7);
  if (lang === 'en') return value;
  const words = spec?.vocabulary === undefined ? undefined : VOCABULARIES[spec.vocabulary].codes;
  return (spec?.type === 'sex' ? SEX_ZH : words)?.[value] ?? value;
}

function place(source: { readonly registry: string; readonly file: string; readonly line: number }): string {
  return `${source.registry} ${safeText(source.file)}:${source.line}`;
}

import type { FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import { VOCABULARIES } from '../model/vocabularies.js';
import { safeText } from '../normalize/text.js';
import type { FindingExplanation, SourceLink, SourceRow } from '../run/explain-finding.js';
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
  { finding, rule, sources, links }: FindingExplanation,
  lang: Language,
): readonly Section[] {
  const words = WORDS[lang];
  const list = (items: readonly string[]): string => items.join(lang === 'zh' ? '；' : '; ');
  const against = finding[`counter_evidence_${lang}`];
  return [
    [
      `${String(finding['finding_id'])} ${rule.id} ${rule.title[lang]}`,
      [safeText(String(finding[`reason_${lang}`]))],
    ],
    [
      words.against,
      [safeText(String(against ?? words.none)), `${words.innocent}${list(rule.innocent[lang])}`],
    ],
    [words.sources, groupsOfThree(sources).map((group) => sideBySide(group, lang))],
    [words.links, links.length === 0 ? [words.single] : links.map(linkLine)],
    [
      words.rule,
      [
        `${rule.id} v${rule.version} ${JSON.stringify(rule.parameters)}`,
        `${words.basis}${list(rule.basis.map((one) => `${one.title} ${one.article ?? ''}`.trim()))}`,
        `${words.check}${list(rule.check[lang])}`,
      ],
    ],
  ];
}

const WORDS = {
  zh: {
    against: '反向线索',
    none: '未发现',
    innocent: '也可能是：',
    sources: '来源记录',
    links: '关联依据',
    single: '（单一来源）',
    rule: '规则',
    basis: '依据：',
    check: '入户核查：',
  },
  en: {
    against: 'Counter-evidence',
    none: 'none found',
    innocent: 'It may also be: ',
    sources: 'Source rows',
    links: 'Links',
    single: '(one source)',
    rule: 'Rule',
    basis: 'basis: ',
    check: 'check on the visit: ',
  },
} as const;

function linkLine(link: SourceLink): string {
  const weight = link.matchWeight === null ? '' : ` ${link.matchWeight}`;
  return `${place(link.left)} ↔ ${place(link.right)}: ${link.class}${weight} ${safeText(link.reason)}`;
}

function groupsOfThree(sources: readonly SourceRow[]): readonly (readonly SourceRow[])[] {
  return Array.from({ length: Math.ceil(sources.length / 3) }, (_, index) =>
    sources.slice(index * 3, index * 3 + 3),
  );
}

function sideBySide(sources: readonly SourceRow[], lang: Language): string {
  const names = [...new Set(sources.flatMap((source) => Object.keys(source.fields)))];
  const specs = new Map(
    sources.flatMap((source) => KIND_SPECS[source.kind].fields.map((field) => [field.name, field] as const)),
  );
  const rows = names.map((name) => {
    const spec = specs.get(name);
    const label = lang === 'zh' ? (spec?.synonyms[0] ?? name) : name;
    return [label, ...sources.map((source) => safeText(shownValue(source.fields[name] ?? '', spec, lang)))];
  });
  return drawTable(['', ...sources.map(place)], rows);
}

/** Codes and months as a reader writes them. */
function shownValue(value: string, spec: FieldSpec | undefined, lang: Language): string {
  if (spec?.type === 'month') return value.slice(0, 7);
  if (spec?.vocabulary === undefined || lang === 'en') return value;
  return VOCABULARIES[spec.vocabulary].codes[value] ?? value;
}

function place(source: { readonly registry: string; readonly file: string; readonly line: number }): string {
  return `${source.registry} ${safeText(source.file)}:${source.line}`;
}

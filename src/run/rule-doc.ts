import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Rule } from '../rules/rule-file.js';
import type { RuleBook } from './rule-book.js';

type Language = 'zh' | 'en';

interface Labels {
  readonly title: string;
  readonly intro: string;
  readonly kinds: Readonly<Record<Rule['kind'], string>>;
  readonly severities: Readonly<Record<Rule['severity'], string>>;
  readonly state: (rule: Rule, book: RuleBook) => string;
  readonly heads: Readonly<
    Record<
      | 'says'
      | 'needs'
      | 'parameters'
      | 'innocent'
      | 'check'
      | 'basis'
      | 'owner'
      | 'unverified'
      | 'departments'
      | 'counter',
      string
    >
  >;
}

const LABELS: Readonly<Record<Language, Labels>> = {
  zh: {
    title: '规则手册',
    intro:
      '本手册列出系统用来发现线索的全部规则。线索不是结论：任何线索都须入户核实，系统不停发任何待遇。门槛按各县当期标准计算，未配置标准的县不作判断。',
    kinds: { missed: '疑似漏保', wrong: '疑似错保', data: '数据待核' },
    severities: { high: '高', medium: '中', low: '低' },
    state: (rule, book) => stateOf(rule, book, ['已停用', '只计数不下发', '执行']),
    heads: {
      says: '线索说明',
      needs: '所需名单',
      parameters: '参数',
      innocent: '可能的正常原因',
      check: '入户核查',
      basis: '依据',
      owner: '负责人',
      unverified: '（条文待核对）',
      departments: '其他部门名单',
      counter: '反向线索',
    },
  },
  en: {
    title: 'Book of rules',
    intro:
      'Every rule by which the system finds leads. A finding is no decision: each is verified by a visit, and nothing here ends a benefit. Thresholds are multiples of the standard of the county in force; a county without one is not judged.',
    kinds: { missed: 'missed', wrong: 'wrongly included', data: 'data to check' },
    severities: { high: 'high', medium: 'medium', low: 'low' },
    state: (rule, book) => stateOf(rule, book, ['switched off', 'counted, not listed', 'on']),
    heads: {
      says: 'A finding says',
      needs: 'Registries',
      parameters: 'Parameters',
      innocent: 'Innocent explanations',
      check: 'At the door',
      basis: 'Basis',
      owner: 'Owner',
      unverified: ' (text still to be checked)',
      departments: 'Registries of other departments',
      counter: 'Counter-evidence',
    },
  },
};

function stateOf(rule: Rule, book: RuleBook, [off, shadow, on]: readonly [string, string, string]): string {
  if (book.disabled.includes(rule.id)) return off;
  return rule.shadow || book.shadow.includes(rule.id) ? shadow : on;
}

/** The rules as Markdown that a department can publish: meaning, parameters, doubts, basis, owner; no data. */
export function renderRuleBook(book: RuleBook, language: Language): string {
  const labels = LABELS[language];
  const lines = [`# ${labels.title}`, '', labels.intro, ''];
  for (const kind of ['missed', 'wrong', 'data'] as const) {
    const rules = book.rules.filter((rule) => rule.kind === kind);
    if (rules.length === 0) continue;
    lines.push(`## ${labels.kinds[kind]}`, '', ...rules.flatMap((rule) => ruleLines(rule, book, language)));
  }
  lines.push(...departmentLines(book, language));
  return `${lines.join('\n').trimEnd()}\n`;
}

/** What the book says of one rule. */
export function renderRule(rule: Rule, book: RuleBook, language: Language): string {
  return `${ruleLines(rule, book, language).join('\n').trimEnd()}\n`;
}

function ruleLines(rule: Rule, book: RuleBook, language: Language): readonly string[] {
  const { heads, severities, state } = LABELS[language];
  const list = (head: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`**${head}**`, '', ...items.map((item) => `- ${item}`), ''];
  return [
    `### ${rule.id} ${rule.title[language]}`,
    '',
    `v${rule.version} · ${severities[rule.severity]} · ${state(rule, book)} · ${heads.owner}: ${rule.owner}`,
    '',
    `${heads.says}: ${rule.reason[language]}`,
    '',
    ...list(heads.needs, [
      ...rule.requires.map((kind) => (language === 'zh' ? `${KIND_SPECS[kind].title.zh}（${kind}）` : kind)),
      ...rule.departments.map((name) => departmentName(name, book, language)),
    ]),
    ...list(heads.parameters, parameterItems(rule, book, language)),
    ...list(heads.innocent, rule.innocent[language]),
    ...list(
      heads.counter,
      Object.values(rule.counterEvidence).map((words) => words[language]),
    ),
    ...list(heads.check, rule.check[language]),
    ...list(
      heads.basis,
      rule.basis.map((one) => basisItem(one, heads.unverified)),
    ),
  ];
}

function departmentName(name: string, book: RuleBook, language: Language): string {
  const department = book.departments.find((one) => one.name === name);
  return department === undefined ? name : `${department[language]} (\`${name}\`)`;
}

function parameterItems(rule: Rule, book: RuleBook, language: Language): readonly string[] {
  return Object.entries(rule.parameters).map(([name, spec]) => {
    const value = book.parameters[rule.id]?.[name] ?? spec.default;
    const meaning = typeof spec.meaning === 'string' ? spec.meaning : spec.meaning[language];
    return `\`${name}\` = ${value === undefined ? '–' : JSON.stringify(value)}: ${meaning}`;
  });
}

function basisItem(basis: Rule['basis'][number], unverified: string): string {
  const parts = [basis.title, basis.article, basis.date].filter((part) => part !== undefined);
  return `${parts.join(', ')}${basis.verified ? '' : unverified}`;
}

function departmentLines(book: RuleBook, language: Language): readonly string[] {
  const rows = book.departments.map((department) => {
    const columns = Object.entries(department.columns).map(
      ([field, column]) => `\`${field}\` ${column[language]}`,
    );
    return `| \`${department.name}\` | ${department[language]} | ${columns.join('; ')} |`;
  });
  const head = language === 'zh' ? '| 名称 | 名单 | 列 |' : '| name | registry | columns |';
  return [`## ${LABELS[language].heads.departments}`, '', head, '|---|---|---|', ...rows, ''];
}

import { inFront, type Bilingual } from '../model/bilingual.js';
import type { FindingKind } from '../model/finding.js';
import { columnName } from '../model/kinds/field.js';
import { idPartsRead } from './sql-id-parts.js';
import { GIVEN_PARAMETERS } from './given-parameters.js';
import { identityProblems } from './sql-identity.js';
import { definesSubquery, namedRelations, relationProblems } from './sql-relations.js';
import { severityProblems } from './sql-severity.js';
import { shownInFull } from './sql-shown.js';
import { lower, sqlTokens, type SqlToken } from './sql-tokens.js';
import { accuses } from './accusing-words.js';
import { DERIVING_FUNCTIONS, FORBIDDEN, FUNCTIONS, KEYWORDS } from './sql-words.js';
import { saysTrait, TRAIT_NAME } from './traits.js';
import { unnamedReads } from './sql-whole-rows.js';
import { isRuleView, RULE_VIEWS, viewColumns } from './view-columns.js';

/** What the guard needs to know of a rule. */
export interface GuardedRule {
  readonly kind: FindingKind;
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly reads: Readonly<Record<string, readonly string[]>>;
  readonly entitlement: readonly string[];
  /** Null where the front matter could not be read. */
  readonly parameters: Readonly<Record<string, { readonly default?: unknown }>> | null;
  readonly reason: { readonly zh: string; readonly en: string };
  readonly counterEvidence: Readonly<Record<string, unknown>>;
  readonly evidence: readonly string[];
  readonly grounds: readonly string[];
  readonly yields: readonly string[];
  readonly sql: string;
}

const ALWAYS = ['person_id', 'episode', 'sources', 'link_class', 'amount', 'refused'];

/** Disability is none either, unless the benefit rests on it. */
const DISABILITY_NAME = /^(disability|certificate|disability_(type|level|no)|type_label|level_label)$/i;

/**
 * Everything that is wrong with a rule's SQL: it must be one SELECT over documented views, with functions that compute
 * from their arguments alone; a `wrong` rule reads no trait and only documented or declared columns.
 */
export function ruleSqlProblems(rule: GuardedRule): readonly Bilingual[] {
  const tokens = sqlTokens(rule.sql);
  if (tokens === null)
    return [
      {
        zh: 'sql: 引号或注释没有闭合，或注释套在注释里，或字符串带转义',
        en: 'sql: a quote or comment is not closed, stands inside another comment, or is a literal with escapes',
      },
    ];
  return [
    ...statementProblems(tokens),
    ...functionProblems(tokens, rule.kind),
    ...relationProblems(tokens, isRuleView),
    ...parameterProblems(tokens, rule.parameters),
    ...templateProblems(tokens, rule),
    // Where the front matter could not be read, nobody knows what the rule yields.
    ...(rule.parameters === null ? [] : severityProblems(tokens, rule.yields)),
    ...wordProblems(tokens),
    ...(rule.kind === 'wrong' ? wrongProblems(tokens, rule) : []),
  ].map((problem) => inFront('sql: ', problem));
}

function statementProblems(tokens: readonly SqlToken[]): readonly Bilingual[] {
  const first = lower(tokens[0]);
  const forbidden = tokens.filter((token) => token.kind === 'word' && FORBIDDEN.has(lower(token)));
  return [
    ...(first === 'select' || first === 'with'
      ? []
      : [{ zh: '规则是一条 SELECT（或 WITH … SELECT）', en: 'a rule is one SELECT (or WITH … SELECT)' }]),
    ...(tokens.some((token) => token.kind === 'sign' && token.text === ';')
      ? [{ zh: '只能有一条语句，不能有 `;`', en: 'one statement only, no `;`' }]
      : []),
    ...unique(forbidden.map((token) => token.text.toUpperCase())).map((word) => ({
      zh: `不允许使用 ${word}`,
      en: `${word} is not allowed`,
    })),
  ];
}

function functionProblems(tokens: readonly SqlToken[], kind: FindingKind): readonly Bilingual[] {
  const called = tokens.filter((token, index) => isCall(tokens, token, index));
  return unique(called.map(lower)).flatMap((name) => {
    if (kind !== 'wrong' && DERIVING_FUNCTIONS.has(name)) return [];
    if (DERIVING_FUNCTIONS.has(name))
      return [
        {
          zh: `${name}() 得出的是推算值，平均数不是依据`,
          en: `${name}() derives a value; an average is no evidence`,
        },
      ];
    return FUNCTIONS.has(name)
      ? []
      : [{ zh: `规则不能使用函数 ${name}()`, en: `${name}() is not among the functions of rules` }];
  });
}

function isCall(tokens: readonly SqlToken[], token: SqlToken, index: number): boolean {
  const next = tokens[index + 1];
  if (next?.kind !== 'sign' || next.text !== '(') return false;
  if (token.kind === 'quoted') return lower(tokens[index - 1]) !== 'as';
  if (token.kind !== 'word') return false;
  if (KEYWORDS.has(lower(token)) && !FUNCTIONS.has(lower(token))) return false;
  return lower(tokens[index - 1]) !== 'as';
}

function parameterProblems(
  tokens: readonly SqlToken[],
  parameters: GuardedRule['parameters'],
): readonly Bilingual[] {
  if (parameters === null) return [];
  const known = [...Object.keys(parameters), ...GIVEN_PARAMETERS];
  const used = tokens.filter((token) => token.kind === 'parameter').map((token) => token.text);
  const unknown = unique(used.filter((name) => !known.includes(name)));
  return unknown.map(unknownParameter);
}

/** What is said of `$name` where the rule has no such parameter. */
export function unknownParameter(name: string): Bilingual {
  return {
    zh: `$${name} 既不是本规则的参数，也不是各规则通用的参数`,
    en: `$${name} is neither a parameter of the rule nor known to every rule`,
  };
}

/** Columns that the front matter names must be yielded by the SELECT. */
function templateProblems(tokens: readonly SqlToken[], rule: GuardedRule): readonly Bilingual[] {
  const names = new Set(tokens.map(lower));
  if (tokens.some((token, index) => token.text === '*' && lower(tokens[index - 1]) === 'select')) return [];
  const shown = [...`${rule.reason.zh} ${rule.reason.en}`.matchAll(/\{([a-z_0-9]+)\}/g)].map(
    (match) => match[1] ?? '',
  );
  const wanted = [
    ...ALWAYS,
    ...shown,
    ...Object.keys(rule.counterEvidence),
    ...rule.evidence,
    ...rule.grounds,
    ...rule.yields,
  ];
  return [
    ...unique(wanted.filter((name) => !names.has(name))).map((name) => ({
      zh: `SELECT 没有返回列 ${name}`,
      en: `the SELECT yields no column ${name}`,
    })),
    ...shownInFull(tokens, unique(shown)).map((name) => ({
      zh: `{${name}} 会显示号码、地址或他人写下的文字，原因中只写事实`,
      en: `{${name}} would show a number, an address or what somebody wrote; a reason shows a fact`,
    })),
  ];
}

/** A literal may be shown in a reason; words that a rule looks for stand in a parameter. */
function wordProblems(tokens: readonly SqlToken[]): readonly Bilingual[] {
  return joinedLiterals(tokens).some(accuses)
    ? [
        {
          zh: '字符串中含有评判人的字眼，要查找的词请放入参数',
          en: 'a literal holds a word that judges a person; words to look for go into a parameter',
        },
      ]
    : [];
}

/** Literals, those that || joins as one. */
function joinedLiterals(tokens: readonly SqlToken[]): readonly string[] {
  const joined: string[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'literal') return;
    const follows =
      [1, 2].every((back) => tokens[index - back]?.text === '|') && tokens[index - 3]?.kind === 'literal';
    const last = follows ? (joined.pop() ?? '') : '';
    joined.push(last + token.text);
  });
  return joined;
}

/** Words that stand in the defaults of parameters, where the SQL shows only their name. */
function defaultWords(parameters: GuardedRule['parameters']): readonly string[] {
  return Object.values(parameters ?? {}).flatMap(({ default: value }) =>
    typeof value === 'string' ? [value] : wordsOf(value),
  );
}

function wordsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function wrongProblems(tokens: readonly SqlToken[], rule: GuardedRule): readonly Bilingual[] {
  const granted = rule.entitlement.includes('disability');
  const texts = [...tokens.map((token) => token.text), ...joinedLiterals(tokens), ...declaredColumns(rule)];
  const traits = [...texts, ...defaultWords(rule.parameters)].filter(
    (text) => TRAIT_NAME.test(text) || saysTrait(text) || (!granted && DISABILITY_NAME.test(text)),
  );
  return [
    ...unique(traits).map((text) => ({
      zh: `错保规则不能读取 ${text}：性别、民族、宗教、政治面貌、残疾都不是疑点`,
      en: `a wrong rule must not read ${text}: sex, ethnicity, religion, politics, disability are no suspicion`,
    })),
    ...idPartsRead(tokens).map((name) => ({
      zh: `错保规则不能只看 ${name} 的一部分：其中含有性别和籍贯，应比较完整的号码`,
      en: `a wrong rule must not look at a part of ${name}: it tells sex and origin; compare whole numbers`,
    })),
    ...unnamedReads(tokens),
    ...identityProblems(tokens),
    ...unknownNames(tokens, rule).map((name) => ({
      zh: `${name} 不是文档中的列，请写入 columns`,
      en: `${name} is not a documented column; name it under \`columns\``,
    })),
  ];
}

function unknownNames(tokens: readonly SqlToken[], rule: GuardedRule): readonly string[] {
  const known = new Set<string>(RULE_VIEWS);
  for (const view of RULE_VIEWS) for (const column of viewColumns(view) ?? []) known.add(column);
  for (const name of declaredColumns(rule)) known.add(columnName(name));
  for (const token of declaredNames(tokens)) known.add(token);
  for (const { name } of namedRelations(tokens)) if (name !== null) known.add(name);
  const names = tokens.filter((token) => token.kind === 'word' || token.kind === 'quoted').map(lower);
  return unique(
    names.filter(
      (name) => !known.has(name) && !KEYWORDS.has(name) && !FUNCTIONS.has(name) && !isRuleView(name),
    ),
  );
}

/** Columns that the front matter names, as fields. */
function declaredColumns({ columns, reads }: GuardedRule): readonly string[] {
  return [columns, reads]
    .flatMap((views) => Object.values(views).flat())
    .flatMap((field) => field.split('|'));
}

/** Names that the SELECT gives itself: after AS and before AS (. */
function declaredNames(tokens: readonly SqlToken[]): readonly string[] {
  return tokens.flatMap((token, index) => {
    if (token.kind !== 'word') return [];
    const before = tokens[index - 1];
    const namesSubquery = definesSubquery(tokens, index);
    const aliasList = insideAliasList(tokens, index);
    return lower(before) === 'as' || namesSubquery || aliasList ? [lower(token)] : [];
  });
}

/** `AS t (a, b)`: the names in the brackets, found by walking back over names and commas. */
function insideAliasList(tokens: readonly SqlToken[], index: number): boolean {
  const depth = tokens[index]?.depth ?? 0;
  let at = index - 1;
  while (isListPart(tokens[at], depth)) at -= 1;
  return tokens[at]?.text === '(' && tokens[at]?.depth === depth - 1 && lower(tokens[at - 2]) === 'as';
}

function isListPart(token: SqlToken | undefined, depth: number): boolean {
  return token?.depth === depth && (token.kind === 'word' || token.text === ',');
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

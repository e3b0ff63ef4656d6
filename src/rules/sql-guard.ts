import { SEVERITIES, type FindingKind } from '../model/finding.js';
import { columnName } from '../model/kinds/field.js';
import { idPartsRead } from './sql-id-parts.js';
import { GIVEN_PARAMETERS } from './given-parameters.js';
import { identityProblems } from './sql-identity.js';
import { definesSubquery, namedRelations, relationProblems } from './sql-relations.js';
import { shownInFull } from './sql-shown.js';
import { sqlTokens, type SqlToken } from './sql-tokens.js';
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
export function ruleSqlProblems(rule: GuardedRule): string[] {
  const tokens = sqlTokens(rule.sql);
  if (tokens === null)
    return [
      'sql: a quote or comment is not closed, stands inside another comment, or is a literal with escapes',
    ];
  return [
    ...statementProblems(tokens),
    ...functionProblems(tokens, rule.kind),
    ...relationProblems(tokens, isRuleView),
    ...parameterProblems(tokens, rule.parameters),
    ...templateProblems(tokens, rule),
    ...severityProblems(tokens, rule),
    ...wordProblems(tokens),
    ...(rule.kind === 'wrong' ? wrongProblems(tokens, rule) : []),
  ].map((problem) => `sql: ${problem}`);
}

function statementProblems(tokens: readonly SqlToken[]): readonly string[] {
  const first = lower(tokens[0]);
  const forbidden = tokens.filter((token) => token.kind === 'word' && FORBIDDEN.has(lower(token)));
  return [
    ...(first === 'select' || first === 'with' ? [] : ['a rule is one SELECT (or WITH … SELECT)']),
    ...(tokens.some((token) => token.kind === 'sign' && token.text === ';')
      ? ['one statement only, no `;`']
      : []),
    ...unique(forbidden.map((token) => `${token.text.toUpperCase()} is not allowed`)),
  ];
}

function functionProblems(tokens: readonly SqlToken[], kind: FindingKind): readonly string[] {
  const called = tokens.filter((token, index) => isCall(tokens, token, index));
  return unique(
    called.flatMap((token) => {
      const name = lower(token);
      if (kind !== 'wrong' && DERIVING_FUNCTIONS.has(name)) return [];
      if (DERIVING_FUNCTIONS.has(name)) return [`${name}() derives a value; an average is no evidence`];
      return FUNCTIONS.has(name) ? [] : [`${name}() is not among the functions of rules`];
    }),
  );
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
): readonly string[] {
  if (parameters === null) return [];
  const known = [...Object.keys(parameters), ...GIVEN_PARAMETERS];
  const used = tokens.filter((token) => token.kind === 'parameter').map((token) => token.text);
  const unknown = unique(used.filter((name) => !known.includes(name)));
  return unknown.map((name) => `$${name} is neither a parameter of the rule nor known to every rule`);
}

/** Columns that the front matter names must be yielded by the SELECT. */
function templateProblems(tokens: readonly SqlToken[], rule: GuardedRule): readonly string[] {
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
    ...unique(wanted.filter((name) => !names.has(name))).map((name) => `the SELECT yields no column ${name}`),
    ...shownInFull(tokens, unique(shown)).map(
      (name) => `{${name}} would show a number, an address or what somebody wrote; a reason shows a fact`,
    ),
  ];
}

/** A literal may be shown in a reason; words that a rule looks for stand in a parameter. */
function wordProblems(tokens: readonly SqlToken[]): readonly string[] {
  return joinedLiterals(tokens).some(accuses)
    ? ['a literal holds a word that judges a person; words to look for go into a parameter']
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

/** `… AS severity` needs its line under `yields`, else it would be passed over; its literals are severities. */
function severityProblems(
  tokens: readonly SqlToken[],
  { parameters, yields }: GuardedRule,
): readonly string[] {
  if (parameters === null) return [];
  const places = tokens.flatMap((token, index) =>
    lower(token) === 'severity' && lower(tokens[index - 1]) === 'as' ? [index - 2] : [],
  );
  if (places.length === 0) return [];
  if (!yields.includes('severity'))
    return ['a row has a severity of its own only where `yields` names it: yields: [severity]'];
  const severities: readonly string[] = SEVERITIES;
  const wrong = places
    .flatMap((place) => resultLiterals(tokens, place))
    .filter((word) => !severities.includes(word));
  return unique(wrong).map((word) => `severity is one of ${severities.join(', ')}, not '${word}'`);
}

/** The literals that an expression may come out as, seen from its last token: itself, or the branches of its CASE. */
function resultLiterals(tokens: readonly SqlToken[], last: number): readonly string[] {
  const token = tokens[last];
  if (token?.kind === 'literal') return [token.text];
  if (lower(token) !== 'end') return [];
  let open = 1;
  const branches = tokens.slice(0, last).reduceRight<number[]>((found, one, at) => {
    if (open === 0) return found;
    if (open === 1 && ['then', 'else'].includes(lower(one))) found.push(at + 1);
    if (lower(one) === 'end') open += 1;
    if (lower(one) === 'case') open -= 1;
    return found;
  }, []);
  return branches.flatMap((at) => (tokens[at]?.kind === 'literal' ? [tokens[at].text] : []));
}

function wrongProblems(tokens: readonly SqlToken[], rule: GuardedRule): readonly string[] {
  const granted = rule.entitlement.includes('disability');
  const texts = [...tokens.map((token) => token.text), ...joinedLiterals(tokens), ...declaredColumns(rule)];
  const traits = [...texts, ...defaultWords(rule.parameters)].filter(
    (text) => TRAIT_NAME.test(text) || saysTrait(text) || (!granted && DISABILITY_NAME.test(text)),
  );
  return [
    ...unique(traits).map(
      (text) =>
        `a wrong rule must not read ${text}: sex, ethnicity, religion, politics, disability are no suspicion`,
    ),
    ...idPartsRead(tokens).map(
      (name) =>
        `a wrong rule must not look at a part of ${name}: it tells sex and origin; compare whole numbers`,
    ),
    ...unnamedReads(tokens),
    ...identityProblems(tokens),
    ...unknownNames(tokens, rule).map(
      (name) => `${name} is not a documented column; name it under \`columns\``,
    ),
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

function lower(token: SqlToken | undefined): string {
  return token === undefined || token.kind === 'literal' ? '' : token.text.toLowerCase();
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

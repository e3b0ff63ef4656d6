import { date, ident, number, text, textList } from '../engine/sql.js';
import type { Bilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import { SEVERITIES, type FindingKind } from '../model/finding.js';
import { GROUND_SEPARATOR } from '../model/ground.js';
import { parameterProblem } from './front-matter.js';
import type { Rule } from './rule-file.js';
import { unknownParameter } from './sql-guard.js';
import { saysTrait } from './traits.js';

export type ParameterValue = number | string | boolean | readonly string[] | Readonly<Record<string, number>>;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** What every rule may use beside its own parameters. */
export interface RuleContext {
  /** The day as of which the run judges, YYYY-MM-DD. */
  readonly asOf: string;
  /** The county of records that name none, if the project states one. */
  readonly defaultCounty: string | null;
}

/**
 * The rule's parameters: the project's values over the defaults; those without either are absent (unsetParameters).
 * Throws ConfigError on unknown names, wrong types and words that are no choice.
 */
export function ruleParameters(rule: Rule, overrides: ParameterValues = {}): ParameterValues {
  const unknown = Object.keys(overrides).find((name) => !Object.hasOwn(rule.parameters, name));
  if (unknown !== undefined) {
    throw new ConfigError(`rule ${rule.id} has no parameter ${unknown}`, {
      zh: `规则 ${rule.id} 没有参数 ${unknown}；可用的参数：${Object.keys(rule.parameters).join('、') || '无'}`,
      code: 'E_RULE_PARAMETER',
      hint: `its parameters are: ${Object.keys(rule.parameters).join(', ') || 'none'}`,
    });
  }
  const values = Object.entries(rule.parameters).flatMap(([name, spec]) => {
    const value = overrides[name] ?? spec.default;
    if (value === undefined) return [];
    const problem = parameterProblem(value, spec) ?? traitProblem(rule, value);
    if (problem !== null) {
      throw new ConfigError(`rule ${rule.id}, parameter ${name}: ${problem.en}`, {
        zh: `规则 ${rule.id} 的参数 ${name}：${problem.zh}`,
        code: 'E_RULE_PARAMETER',
      });
    }
    return [[name, value] as const];
  });
  return Object.fromEntries(values);
}

/** The words of the project are held to what those of the rule are (reliability S11). */
function traitProblem({ kind }: Rule, value: ParameterValue): Bilingual | null {
  const words = isList(value) ? value : typeof value === 'object' ? Object.keys(value) : [String(value)];
  return kind === 'wrong' && words.some(saysTrait)
    ? {
        zh: '性别、民族、宗教、政治面貌都不是疑点',
        en: 'sex, ethnicity, religion, politics are no suspicion',
      }
    : null;
}

/** Parameters without a default that the project has not set: the rule must wait. */
export function unsetParameters(rule: Rule, overrides: ParameterValues = {}): readonly string[] {
  return Object.entries(rule.parameters)
    .filter(([name, spec]) => overrides[name] === undefined && spec.default === undefined)
    .map(([name]) => name);
}

/**
 * The rule as one SELECT with the columns of `rule_hit`: rule_id, rule_kind, person_id, episode, sources, link_class, amount,
 * refused, months, witnesses, own_severity, reason_zh, reason_en, counter_evidence_zh, counter_evidence_en, facts (what the evidence
 * hash covers), grounds (those facts one by one, where the rule says which may fall away). `$name` in the rule's SQL stands for a parameter, `$asOf` for the day, `$asOfMonth` for its
 * first day, `$defaultCounty` for the project's county.
 */
export function compileRule(rule: Rule, parameters: ParameterValues, context: RuleContext): string {
  const counter = Object.entries(rule.counterEvidence);
  return [
    'WITH rule_rows AS (',
    bindParameters(rule, parameters, context),
    ')',
    `SELECT ${text(rule.id)} AS rule_id,`,
    `  ${text(rule.kind)} AS rule_kind,`,
    '  person_id,',
    '  episode,',
    '  sources,',
    '  link_class,',
    '  CAST(amount AS DECIMAL(14, 2)) AS amount,',
    '  coalesce(refused, false) AS refused,',
    `  CAST(${rule.yields.includes('months_at_risk') ? 'months_at_risk' : 'NULL'} AS INTEGER) AS months,`,
    `  CAST(${rule.yields.includes('witnesses') ? 'witnesses' : '0'} AS INTEGER) AS witnesses,`,
    `  ${ownSeverity(rule)} AS own_severity,`,
    `  ${template(rule.reason.zh)} AS reason_zh,`,
    `  ${template(rule.reason.en)} AS reason_en,`,
    `  ${sentences(
      counter.map(([column, words]) => [column, words.zh]),
      '；',
    )} AS counter_evidence_zh,`,
    `  ${sentences(
      counter.map(([column, words]) => [column, words.en]),
      '; ',
    )} AS counter_evidence_en,`,
    `  ${rule.grounds.length === 0 ? facts(rule.evidence) : groundsOf(rule)} AS facts,`,
    `  ${rule.grounds.length === 0 ? 'CAST(NULL AS VARCHAR)' : groundsOf(rule)} AS grounds`,
    'FROM rule_rows',
  ].join('\n');
}

/** A word that is no severity is a fault of the rule and stops it: it must not pass for a mild one. */
function ownSeverity(rule: Rule): string {
  if (!rule.yields.includes('severity')) return 'CAST(NULL AS VARCHAR)';
  const known = `severity IS NULL OR severity IN ${textList(SEVERITIES)}`;
  return `CASE WHEN ${known} THEN severity ELSE error('severity is ${SEVERITIES.join(', ')} or NULL') END`;
}

/**
 * A parameter, or what must be left alone: inside a quote or a comment a value would end it, and what the project file
 * says would be SQL that nobody checked.
 */
const PARAMETERS = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([A-Za-z][A-Za-z0-9]*)/g;

function bindParameters(rule: Rule, parameters: ParameterValues, context: RuleContext): string {
  const builtIn: Readonly<Record<string, string>> = {
    asOf: date(context.asOf),
    asOfMonth: date(`${context.asOf.slice(0, 7)}-01`),
    defaultCounty: context.defaultCounty === null ? 'CAST(NULL AS VARCHAR)' : text(context.defaultCounty),
  };
  return rule.sql.replace(PARAMETERS, (found, name: string | undefined) => {
    if (name === undefined) return found;
    const own = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (own !== undefined) return parameterLiteral(own);
    const given = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
    if (given !== undefined) return given;
    const { zh, en } = unknownParameter(name);
    throw new ConfigError(`${rule.file}: ${en}`, {
      zh: `${rule.file}：${zh}`,
      code: 'E_RULE_PARAMETER',
      hint: 'declare it under `parameters`',
      file: rule.file,
    });
  });
}

function parameterLiteral(value: ParameterValue): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return text(value);
  return isList(value) ? textList(value) : mapLiteral(Object.entries(value));
}

function isList(value: ParameterValue): value is readonly string[] {
  return Array.isArray(value);
}

function mapLiteral(entries: readonly (readonly [word: string, value: number])[]): string {
  const list = (values: readonly string[], type: string): string =>
    `CAST([${values.join(', ')}] AS ${type}[])`;
  const words = entries.map(([word]) => text(word));
  const values = entries.map(([, value]) => number(value));
  return `MAP(${list(words, 'VARCHAR')}, ${list(values, 'DOUBLE')})`;
}

/**
 * `疾病{level}级` → SQL that joins the pieces; a NULL column shows as nothing. A long number is an ID, a telephone or an
 * account, whichever way it got there, and keeps its ends only.
 */
function template(words: string): string {
  const pieces = words.split(/(\{[a-z_0-9]+\})/).filter((piece) => piece !== '');
  const sql = pieces.map((piece) =>
    /^\{[a-z_0-9]+\}$/.test(piece)
      ? `coalesce(CAST(${ident(piece.slice(1, -1))} AS VARCHAR), '')`
      : text(piece),
  );
  const joined = sql.join(' || ');
  return pieces.length > 1 || words.startsWith('{')
    ? `regexp_replace(${joined}, '([0-9]{3})[0-9]{4,}([0-9]{3}[0-9Xx])', '\\1****\\2', 'g')`
    : joined;
}

/** The columns that make up the evidence as one text. */
function facts(columns: readonly string[]): string {
  if (columns.length === 0) return "''";
  return columns.map((column) => `coalesce(CAST(${ident(column)} AS VARCHAR), '')`).join(" || '|' || ");
}

/**
 * The facts that the hit rests on, one by one, and what must stay as it is as one of them; `memory.ts` compares them with
 * those of earlier runs.
 */
function groundsOf({ evidence, grounds }: Rule): string {
  const lists = grounds.map(
    (column) =>
      `coalesce(list_transform(list_distinct(CAST(${ident(column)} AS VARCHAR[])), x -> ${text(`${column} `)} || x), [])`,
  );
  const all = [`[${facts(evidence)}]`, ...lists].reduce((left, right) => `list_concat(${left}, ${right})`);
  return `array_to_string(list_sort(${all}), ${text(GROUND_SEPARATOR)})`;
}

function sentences(pairs: readonly (readonly [column: string, words: string])[], separator: string): string {
  if (pairs.length === 0) return 'CAST(NULL AS VARCHAR)';
  const cases = pairs.map(([column, words]) => `CASE WHEN ${ident(column)} THEN ${text(words)} END`);
  return `nullif(concat_ws(${text(separator)}, ${cases.join(', ')}), '')`;
}

/** `missed` before `wrong` before `data`: people who may be owed help come first (reliability S19). */
export function kindRank(kind: FindingKind): number {
  return { missed: 0, wrong: 1, data: 2 }[kind];
}

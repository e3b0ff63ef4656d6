import type { Bilingual } from '../model/bilingual.js';
import type { SqlToken } from './sql-tokens.js';
import { KEYWORDS } from './sql-words.js';

/**
 * Where a SELECT reads from: after FROM and JOIN stands a view of rules, a name it defined itself (WITH), a subquery or
 * unnest. A file name, a schema or a list with commas is a problem.
 */
export function relationProblems(
  tokens: readonly SqlToken[],
  isView: (name: string) => boolean,
): readonly Bilingual[] {
  const own = new Set(
    tokens.flatMap((token, index) => (definesSubquery(tokens, index) ? [token.text.toLowerCase()] : [])),
  );
  const problems = tokens.flatMap((_, index): readonly Bilingual[] => {
    if (!opensRelation(tokens, index)) return [];
    return relationProblem(tokens, index, (name) => own.has(name) || isView(name));
  });
  return [...new Map(problems.map((problem) => [problem.en, problem])).values()];
}

/** The views that a SELECT reads from, each once. */
export function relationsRead(
  tokens: readonly SqlToken[],
  isView: (name: string) => boolean,
): readonly string[] {
  const names = tokens.flatMap((_, index) => (opensRelation(tokens, index) ? [word(tokens[index + 1])] : []));
  return [...new Set(names.filter(isView))];
}

/** A relation of a SELECT under the name by which its columns are called. */
export interface NamedRelation {
  /** Lower case; null for a subquery without a name. */
  readonly name: string | null;
  /** Places of the tokens that name it. */
  readonly places: readonly number[];
  /** Values (unnest, generate_series, VALUES): a name stands for the value, and renames nothing. */
  readonly values: boolean;
  /** `AS name (columns)`. */
  readonly renamed: boolean;
}

/** Every relation after FROM and JOIN, with or without AS before its name. */
export function namedRelations(tokens: readonly SqlToken[]): readonly NamedRelation[] {
  return tokens.flatMap((_, index) =>
    opensRelation(tokens, index) ? [namedRelation(tokens, index + 1)] : [],
  );
}

function namedRelation(tokens: readonly SqlToken[], target: number): NamedRelation {
  const end = relationEnd(tokens, target, () => true) ?? target + 1;
  const at = word(tokens[end]) === 'as' ? end + 1 : end;
  const places = [...(isSign(tokens[target], '(') ? [] : [target]), ...(isAlias(tokens[at]) ? [at] : [])];
  const place = places.at(-1);
  return {
    name: place === undefined ? null : (tokens[place]?.text.toLowerCase() ?? null),
    places,
    values: holdsValues(tokens, target),
    renamed: isAlias(tokens[at]) && isSign(tokens[at + 1], '('),
  };
}

function holdsValues(tokens: readonly SqlToken[], target: number): boolean {
  const first = isSign(tokens[target], '(') ? word(tokens[target + 1]) : word(tokens[target]);
  return [...VALUE_RELATIONS, 'values'].includes(first);
}

function isAlias(token: SqlToken | undefined): boolean {
  return token?.kind === 'quoted' || (token?.kind === 'word' && !KEYWORDS.has(word(token)));
}

const VALUE_RELATIONS = ['unnest', 'generate_series'];

/** `name AS (`, `name AS MATERIALIZED (` or `name AS NOT MATERIALIZED (`. */
export function definesSubquery(tokens: readonly SqlToken[], index: number): boolean {
  if (tokens[index]?.kind !== 'word' || word(tokens[index + 1]) !== 'as') return false;
  let at = index + 2;
  if (word(tokens[at]) === 'not') at += 1;
  if (word(tokens[at]) === 'materialized') at += 1;
  return isSign(tokens[at], '(');
}

function opensRelation(tokens: readonly SqlToken[], index: number): boolean {
  const name = word(tokens[index]);
  if (name === 'join') return true;
  return name === 'from' && word(tokens[index - 1]) !== 'distinct';
}

function relationProblem(
  tokens: readonly SqlToken[],
  index: number,
  known: (name: string) => boolean,
): readonly Bilingual[] {
  const target = tokens[index + 1];
  if (target === undefined) return [{ zh: 'FROM 后面没有内容', en: 'FROM names nothing' }];
  const end = relationEnd(tokens, index + 1, known);
  const name = target.kind === 'literal' ? "'…'" : target.text;
  if (end === null)
    return [{ zh: `FROM ${name} 不是规则可用的视图`, en: `FROM ${name} is no view of rules` }];
  if (tokens[end]?.text === '.')
    return [{ zh: 'FROM 后面应为视图，不能是模式名或文件', en: 'FROM takes a view, not a schema or a file' }];
  const next = tokens[aliasEnd(tokens, end)];
  return next?.text === ',' && next.depth === tokens[index]?.depth
    ? [{ zh: 'FROM 后面只写一个视图，其余用 JOIN', en: 'FROM takes one view; write JOIN for more' }]
    : [];
}

/** The place after a subquery, unnest or a known view; null for anything else. */
function relationEnd(
  tokens: readonly SqlToken[],
  at: number,
  known: (name: string) => boolean,
): number | null {
  const target = tokens[at];
  if (isSign(target, '(')) return closing(tokens, at) + 1;
  if (VALUE_RELATIONS.includes(word(target))) return closing(tokens, at + 1) + 1;
  return known(word(target)) ? at + 1 : null;
}

/** The place after `AS name (columns)`, all of it optional. */
function aliasEnd(tokens: readonly SqlToken[], start: number): number {
  let at = start;
  if (word(tokens[at]) === 'as') at += 1;
  if (tokens[at]?.kind === 'word') at += 1;
  return isSign(tokens[at], '(') ? closing(tokens, at) + 1 : at;
}

function isSign(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

/** The place of the bracket that closes the one at `open`. */
export function closing(tokens: readonly SqlToken[], open: number): number {
  const depth = tokens[open]?.depth ?? 0;
  for (let at = open + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (isSign(token, ')') && token?.depth === depth) return at;
  }
  return tokens.length;
}

function word(token: SqlToken | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : '';
}

import type { SqlToken } from './sql-tokens.js';

/** Columns that hold a number with sex, birth date and place of first registration inside. */
const ID_NAMES: ReadonlySet<string> = new Set(
  'id head_id subject_id father_id mother_id id_key head_id_key head_key subject_id_key disability_no'.split(
    ' ',
  ),
);

/** Functions and words that look at a part of their argument. */
const PART_FUNCTIONS: ReadonlySet<string> = new Set(
  `substr substring left right regexp_extract regexp_matches regexp_full_match regexp_replace replace strpos instr
  contains starts_with ends_with translate reverse lpad rpad printf cast try_cast list_value unnest`.split(
    /\s+/,
  ),
);
const PART_WORDS: ReadonlySet<string> = new Set(['like', 'similar', '[']);

/**
 * A number tells sex and origin, so a `wrong` rule may compare whole numbers and never a part of one, whatever name it
 * goes by (reliability S11). Gives the names whose parts the SQL looks at.
 */
export function idPartsRead(tokens: readonly SqlToken[]): readonly string[] {
  const ids = idNames(tokens);
  const read = tokens.filter(
    (token, index) =>
      isName(token, ids) && (insidePartFunction(tokens, index) || besidePartWord(tokens, index)),
  );
  return [...new Set(read.map(({ text }) => text))];
}

/** The columns themselves and every alias of an expression that holds one of them. */
function idNames(tokens: readonly SqlToken[]): ReadonlySet<string> {
  const names = new Set(ID_NAMES);
  for (let size = 0; size !== names.size;) {
    size = names.size;
    tokens.forEach((token, index) => {
      const alias = tokens[index + 1];
      if (lower(token) !== 'as' || alias === undefined || alias.depth !== token.depth) return;
      if (expressionBefore(tokens, index).some((one) => isName(one, names))) names.add(lower(alias));
    });
  }
  return names;
}

/** Back from AS to the comma, SELECT or bracket that begins the expression. */
function expressionBefore(tokens: readonly SqlToken[], as: number): readonly SqlToken[] {
  const depth = tokens[as]?.depth ?? 0;
  let start = as - 1;
  while (start >= 0 && !beginsExpression(tokens[start], depth)) start -= 1;
  return tokens.slice(start + 1, as);
}

function beginsExpression(token: SqlToken | undefined, depth: number): boolean {
  if (token === undefined || token.depth < depth) return true;
  const starts = ['select', 'distinct', 'from', 'join', 'with', 'on', 'where'].includes(lower(token));
  return token.depth === depth && (token.text === ',' || starts);
}

function insidePartFunction(tokens: readonly SqlToken[], index: number): boolean {
  let depth = tokens[index]?.depth ?? 0;
  for (let at = index - 1; at > 0 && depth > 0; at -= 1) {
    const token = tokens[at];
    if (token?.text !== '(' || token.depth !== depth - 1) continue;
    if (PART_FUNCTIONS.has(lower(tokens[at - 1]))) return true;
    depth -= 1;
  }
  return false;
}

/** `id LIKE`, `id[1:6]`, `id < '…'`; `<>` compares whole numbers. */
function besidePartWord(tokens: readonly SqlToken[], index: number): boolean {
  const [next, after] = [tokens[index + 1], tokens[index + 2]];
  if (PART_WORDS.has(lower(next)) || (lower(next) === 'not' && PART_WORDS.has(lower(after)))) return true;
  if (next?.text === '<') return after?.text !== '>';
  return next?.text === '>';
}

function isName(token: SqlToken, names: ReadonlySet<string>): boolean {
  return (token.kind === 'word' || token.kind === 'quoted') && names.has(lower(token));
}

function lower(token: SqlToken | undefined): string {
  return token === undefined || token.kind === 'literal' ? '' : token.text.toLowerCase();
}

/** A piece of a rule's SQL. Words keep their case; `text` holds a literal or quoted identifier without its quotes. */
export interface SqlToken {
  readonly kind: 'word' | 'quoted' | 'literal' | 'number' | 'parameter' | 'sign';
  readonly text: string;
  /** How many brackets are open before the token. */
  readonly depth: number;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<space>\s+|--[^\n\r]*|/\*(?:(?!/\*)[\s\S])*?\*/)`,
    String.raw`(?<unread>\*/|(?<![\p{L}\p{N}_])(?:[bexnBEXN]|[uU]&)['"])`,
    String.raw`'(?<literal>(?:[^']|'')*)'`,
    String.raw`"(?<quoted>(?:[^"]|"")*)"`,
    String.raw`\$(?<parameter>[A-Za-z][A-Za-z0-9]*)`,
    String.raw`(?<number>\d+(?:\.\d+)?)`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<sign>[^\s])`,
  ].join('|'),
  'gu',
);

/**
 * Cuts SQL into tokens; comments are dropped. Null where a quote or a comment is not closed, and where the engine would
 * end one at another place than a reader does: comments inside comments, literals with escapes (E'…').
 */
export function sqlTokens(sql: string): readonly SqlToken[] | null {
  const tokens: SqlToken[] = [];
  let depth = 0;
  for (const match of sql.matchAll(PATTERN)) {
    const groups = match.groups ?? {};
    if (groups['space'] !== undefined) continue;
    const [kind, text] = kindOf(groups);
    const sign = kind === 'sign' ? text : '';
    if (sign === ')') depth -= 1;
    tokens.push({ kind, text, depth });
    if (sign === '(') depth += 1;
  }
  return tokens.some((token, index) => isUnclosed(token, tokens[index + 1])) ? null : tokens;
}

/** A quote or comment that nobody closed was read as signs. */
function isUnclosed(token: SqlToken, next: SqlToken | undefined): boolean {
  if (token.kind !== 'sign') return false;
  if (token.text.length > 1) return true;
  return ["'", '"', '$'].includes(token.text) || (token.text === '/' && next?.text === '*');
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): [SqlToken['kind'], string] {
  for (const kind of ['literal', 'quoted', 'parameter', 'number', 'word'] as const) {
    const found = groups[kind];
    if (found !== undefined) return [kind, found];
  }
  return ['sign', groups['unread'] ?? groups['sign'] ?? ''];
}

/** A token in small letters; nothing for a literal, which is no word of the SQL, and for none. */
export function lower(token: SqlToken | undefined): string {
  return token === undefined || token.kind === 'literal' ? '' : token.text.toLowerCase();
}

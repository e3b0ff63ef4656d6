import { closing } from './sql-relations.js';
import { lower, type SqlToken } from './sql-tokens.js';
import { FUNCTIONS, KEYWORDS } from './sql-words.js';

/** Columns that hold a number with sex, birth date and place of first registration inside. */
const ID_NAMES: ReadonlySet<string> = new Set(
  'id head_id subject_id father_id mother_id id_key head_id_key head_key subject_id_key disability_no'.split(
    ' ',
  ),
);

/** Functions that hand a value on whole; behind any other it may be a part of itself. */
const WHOLE_FUNCTIONS: ReadonlySet<string> = new Set(
  `coalesce any_value min max nullif ifnull if first_value last_value min_by max_by arg_min arg_max trim upper lower`.split(
    /\s+/,
  ),
);
/** Words before a bracket that the value does not leave: it is compared, counted or named in there. */
const ENDS_BEFORE_BRACKET: ReadonlySet<string> = new Set(
  'in exists from join as over using filter values by count'.split(' '),
);
const CASTS: ReadonlySet<string> = new Set(['cast', 'try_cast']);
/** Words beside a value that compare it by its letters. */
const PART_WORDS: ReadonlySet<string> = new Set('like ilike similar glob between collate'.split(' '));

/**
 * A number tells sex and origin, so a `wrong` rule may compare whole numbers and never a part of one, whatever name it
 * goes by (reliability S11). Gives the names of which the SQL does anything else than hand them on or compare them whole.
 */
export function idPartsRead(tokens: readonly SqlToken[]): readonly string[] {
  const ids = idNames(tokens);
  const read = tokens.filter(
    (token, index) =>
      isName(token, ids) && readsPart(tokens, { start: qualifiedStart(tokens, index), end: index }),
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
      if (isName(token, names) && alias !== undefined && isPlainName(alias)) names.add(lower(alias));
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

/** A value of the SQL, from its first token to its last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

function qualifiedStart(tokens: readonly SqlToken[], index: number): number {
  return tokens[index - 1]?.text === '.' ? index - 2 : index;
}

/** True where the value is not compared as a whole, followed out of brackets and CASE as far as it is handed on. */
function readsPart(tokens: readonly SqlToken[], span: Span): boolean {
  const before = sideBefore(tokens, span.start);
  const after = sideAfter(tokens, span.end);
  if (before === 'part' || after === 'part') return true;
  if (before === 'whole' || after === 'whole') return false;
  const around = branchOf(tokens, span) ?? bracketAround(tokens, span);
  if (around === null) return false;
  return around === 'part' || readsPart(tokens, around);
}

type Side = 'part' | 'whole' | 'none';

/** Signs beside a value, with the next one behind them where two belong together. */
const SIGNS_BEFORE: Readonly<Record<string, Side>> = {
  ',': 'none',
  '(': 'none',
  '=': 'whole',
  '=!': 'whole',
  '>': 'part',
  '><': 'whole',
  '=<': 'part',
  '=>': 'part',
};
const SIGNS_AFTER: Readonly<Record<string, Side>> = {
  ',': 'none',
  ')': 'none',
  '=': 'whole',
  '<>': 'whole',
  '!=': 'whole',
};

/** What stands before a value: a comparison of wholes, something that looks inside, or nothing that matters. */
function sideBefore(tokens: readonly SqlToken[], start: number): Side {
  const [before, further] = [tokens[start - 1], tokens[start - 2]];
  if (before?.kind === 'sign') return sideOf(SIGNS_BEFORE, before, further);
  return PART_WORDS.has(lower(before)) ? 'part' : 'none';
}

function sideAfter(tokens: readonly SqlToken[], end: number): Side {
  const [after, further] = [tokens[end + 1], tokens[end + 2]];
  if (after?.kind === 'sign') return sideOf(SIGNS_AFTER, after, further);
  const said = lower(after) === 'not' ? lower(further) : lower(after);
  if (PART_WORDS.has(said)) return 'part';
  return ['is', 'in'].includes(said) ? 'whole' : 'none';
}

function sideOf(signs: Readonly<Record<string, Side>>, sign: SqlToken, further: SqlToken | undefined): Side {
  const both = further?.kind === 'sign' ? signs[sign.text + further.text] : undefined;
  return both ?? signs[sign.text] ?? 'part';
}

/** `CASE … THEN value … END`: the value goes on as that of the CASE. */
function branchOf(tokens: readonly SqlToken[], { start, end }: Span): Span | null {
  if (!['then', 'else'].includes(lower(tokens[start - 1]))) return null;
  const depth = tokens[start]?.depth;
  const first = tokens.findLastIndex(
    (token, at) => at < start && token.depth === depth && lower(token) === 'case',
  );
  const last = tokens.findIndex((token, at) => at > end && token.depth === depth && lower(token) === 'end');
  return first < 0 || last < 0 ? null : { start: first, end: last };
}

/** The brackets around a value, with the function before them; null where the value ends in there. */
function bracketAround(tokens: readonly SqlToken[], { start }: Span): Span | 'part' | null {
  const depth = (tokens[start]?.depth ?? 0) - 1;
  const open = tokens.findLastIndex(
    (token, at) => at < start && token.depth === depth && token.text === '(' && token.kind === 'sign',
  );
  if (open < 0) return null;
  const caller = lower(tokens[open - 1]);
  if (ENDS_BEFORE_BRACKET.has(caller)) return null;
  const whole = WHOLE_FUNCTIONS.has(caller);
  if (!whole && (FUNCTIONS.has(caller) || CASTS.has(caller))) return 'part';
  return { start: whole ? open - 1 : open, end: closing(tokens, open) };
}

function isPlainName(token: SqlToken): boolean {
  return token.kind === 'quoted' || (token.kind === 'word' && !KEYWORDS.has(lower(token)));
}

function isName(token: SqlToken, names: ReadonlySet<string>): boolean {
  return (token.kind === 'word' || token.kind === 'quoted') && names.has(lower(token));
}

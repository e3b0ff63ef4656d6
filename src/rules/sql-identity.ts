import type { Bilingual } from '../model/bilingual.js';
import { closing } from './sql-relations.js';
import { lower, type SqlToken } from './sql-tokens.js';

const SUREST = new Set(['max', 'greatest', 'max_by', 'arg_max']);
const PICKING = new Set([...SUREST, 'min', 'least', 'any_value', 'first_value', 'last_value']);

/**
 * How sure the identity is must come from the records, the weakest of those that the suspicion rests on: a rule cannot
 * declare its identities certain (reliability S2).
 */
export function identityProblems(tokens: readonly SqlToken[]): readonly Bilingual[] {
  const stated = tokens.some((_, index) => isStated(tokens, index));
  const read = tokens.some((token, index) => isRead(tokens, index) && token.kind === 'word');
  const picked = tokens.some((token, index) => isPicked(tokens, index) && token.kind === 'word');
  return [
    ...(stated || !read
      ? [
          {
            zh: 'link_class 必须取自记录（link_class_of(link_rank)、link_class），不能自行写定',
            en: 'link_class must be taken from the records (link_class_of(link_rank), link_class), never stated',
          },
        ]
      : []),
    ...(picked
      ? [
          {
            zh: 'link_class 必须取把握最低的记录：link_class_of(min(link_rank))、link_class_of(least(a.link_rank, b.link_rank))',
            en: 'link_class must be that of the weakest record: link_class_of(min(link_rank)), link_class_of(least(a.link_rank, b.link_rank))',
          },
        ]
      : []),
  ];
}

function isRead(tokens: readonly SqlToken[], index: number): boolean {
  const name = lower(tokens[index]);
  const before = tokens[index - 1];
  return (
    name === 'link_rank' || (name === 'link_class' && lower(before) !== 'as' && before?.kind !== 'literal')
  );
}

/** `… AS link_class` is a column of that name or link_class_of(…); `… AS link_rank` is no number of the rule's own. */
function isStated(tokens: readonly SqlToken[], index: number): boolean {
  const name = lower(tokens[index]);
  if (!['link_class', 'link_rank'].includes(name) || lower(tokens[index - 1]) !== 'as') return false;
  const before = tokens[index - 2];
  if (before?.kind === 'word' && !['end', 'null'].includes(lower(before))) return false;
  const call = tokens.findIndex((token, at) => token.text === '(' && closing(tokens, at) === index - 2);
  if (name === 'link_rank') return call < 1 || !tokens.slice(call, index).some(({ kind }) => kind === 'word');
  return lower(tokens[call - 1]) !== 'link_class_of';
}

/** A class picked by the alphabet, or the surest rank as the class of a finding; which of two memberships counts is free. */
function isPicked(tokens: readonly SqlToken[], index: number): boolean {
  const callers = callersOf(tokens, index);
  if (lower(tokens[index]) === 'link_class') return callers.some((name) => PICKING.has(name));
  return (
    lower(tokens[index]) === 'link_rank' &&
    callers.includes('link_class_of') &&
    callers.some((name) => SUREST.has(name))
  );
}

/** The functions around a token, the innermost first, up to the SELECT that it belongs to. */
function callersOf(tokens: readonly SqlToken[], index: number): readonly string[] {
  const callers: string[] = [];
  let depth = tokens[index]?.depth ?? 0;
  for (let at = index - 1; at > 0 && depth > 0; at -= 1) {
    if (tokens[at]?.text !== '(' || tokens[at]?.depth !== depth - 1) continue;
    if (lower(tokens[at + 1]) === 'select') return callers;
    callers.push(lower(tokens[at - 1]));
    depth -= 1;
  }
  return callers;
}

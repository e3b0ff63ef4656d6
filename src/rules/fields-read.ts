import type { Rule } from './rule-file.js';
import { relationsRead } from './sql-relations.js';
import { sqlTokens, type SqlToken } from './sql-tokens.js';
import { isRuleView, RECORD_VIEW_COLUMNS, viewColumns } from './view-columns.js';

/** What a rule reads of one view or list. */
export interface FieldsRead {
  readonly view: string;
  readonly fields: readonly string[];
}

/** Places of records and keyed references, which say nothing of a person. */
const TECHNICAL: ReadonlySet<string> = new Set([
  ...RECORD_VIEW_COLUMNS.filter((column) => !['id_key', 'name_note'].includes(column)),
  'conflict_key',
  'record_order',
  'pair_key',
  'household_key',
  'head_key',
]);

/**
 * The fields that a rule may read, by view, from its SELECT and what it declares; at most those: a name that stands in
 * several views counts for each. Views and fields in alphabetical order.
 */
export function fieldsRead(rule: Pick<Rule, 'sql' | 'columns' | 'reads'>): readonly FieldsRead[] {
  const tokens = sqlTokens(rule.sql) ?? [];
  const words = new Set(tokens.flatMap(({ kind, text }) => (kind === 'word' ? [text.toLowerCase()] : [])));
  const whole = new Set(
    tokens.flatMap((_, index) => (isStar(tokens, index) ? viewsOfStar(tokens, index) : [])),
  );
  const declared = [rule.columns, rule.reads].flatMap((group) =>
    Object.entries(group).map(([view, names]) => [view, names.flatMap((name) => name.split('|'))] as const),
  );
  const named = relationsRead(tokens, isRuleView).map(
    (view) => [view, (viewColumns(view) ?? []).filter((name) => whole.has(view) || words.has(name))] as const,
  );
  const byView = new Map<string, Set<string>>();
  for (const [view, names] of [...named, ...declared])
    byView.set(view, new Set([...(byView.get(view) ?? []), ...names.filter((name) => !TECHNICAL.has(name))]));
  return [...byView]
    .map(([view, fields]) => ({ view, fields: [...fields].sort() }))
    .sort((a, b) => (a.view < b.view ? -1 : 1));
}

/** `SELECT *`, `…, *` or `name.*`; not the star of count(*) or of a product. */
function isStar(tokens: readonly SqlToken[], index: number): boolean {
  const before = tokens[index - 1]?.text.toLowerCase() ?? '';
  return tokens[index]?.text === '*' && ['select', 'distinct', ',', '.'].includes(before);
}

/** The views that the SELECT of a star reads itself: what it takes from a name of the rule's own was named there. */
function viewsOfStar(tokens: readonly SqlToken[], index: number): readonly string[] {
  const depth = tokens[index]?.depth ?? 0;
  const after = tokens.slice(index);
  const end = after.findIndex(
    (token) => token.depth < depth || (token.depth === depth && token.text.toLowerCase() === 'union'),
  );
  const own = (end < 0 ? after : after.slice(0, end)).filter((token) => token.depth === depth);
  return relationsRead(own, isRuleView);
}

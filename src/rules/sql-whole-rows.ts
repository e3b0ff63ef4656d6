import type { Bilingual } from '../model/bilingual.js';
import { definesSubquery, namedRelations } from './sql-relations.js';
import { lower, type SqlToken } from './sql-tokens.js';

/**
 * Ways to read a column without its name: by place, as part of a whole row, under a name that a list gives it. A `wrong`
 * rule must name what it reads, else nobody can see that it reads no trait (reliability S11).
 */
export function unnamedReads(tokens: readonly SqlToken[]): readonly Bilingual[] {
  const relations = namedRelations(tokens);
  const found = [
    ...(tokens.some(({ kind, text }) => kind === 'sign' && text === '#')
      ? [
          {
            zh: '错保规则要写出列名，不能用序号（#）',
            en: 'a wrong rule must name its columns, not count them (#)',
          },
        ]
      : []),
    ...(tokens.some((token) => lower(token) === 'natural')
      ? [
          {
            zh: '错保规则不能用 NATURAL 连接，请写 ON 或 USING',
            en: 'a wrong rule must not join by NATURAL; write ON or USING',
          },
        ]
      : []),
    ...(relations.some(({ renamed, values }) => renamed && !values)
      ? [
          {
            zh: '错保规则不能用列表给列改名，请逐列写 AS',
            en: 'a wrong rule must not rename the columns of a relation by a list; write AS for each',
          },
        ]
      : []),
    ...(tokens.some((_, index) => isStarBehindUnion(tokens, index))
      ? [
          {
            zh: '错保规则在 UNION、INTERSECT、EXCEPT 之后要写出列名，不能用 *',
            en: 'a wrong rule must name the columns behind UNION, INTERSECT and EXCEPT, not *',
          },
        ]
      : []),
    ...wholeRows(
      tokens,
      relations.filter(({ values }) => !values),
    ).map((name) => ({
      zh: `错保规则不能把 ${name} 的整行当作一个值，请写出列名`,
      en: `a wrong rule must not read ${name} as a whole row; name its columns`,
    })),
  ];
  return found;
}

/** The columns behind a set operator go by the names before it. */
function isStarBehindUnion(tokens: readonly SqlToken[], index: number): boolean {
  const star = tokens[index];
  if (star?.text !== '*' || !['select', 'distinct', ',', '.'].includes(lower(tokens[index - 1])))
    return false;
  const before = tokens.slice(0, index).reverse();
  const select = before.findIndex((token) => lower(token) === 'select' && token.depth === star.depth);
  const operator = lower(before[select + 1]) === 'all' || lower(before[select + 1]) === 'distinct' ? 2 : 1;
  return ['union', 'intersect', 'except', 'name'].includes(lower(before[select + operator]));
}

/** Names of relations that stand where a value stands: the whole row as one value. */
function wholeRows(
  tokens: readonly SqlToken[],
  relations: ReturnType<typeof namedRelations>,
): readonly string[] {
  const names = new Set(relations.map(({ name }) => name));
  const places = new Set(relations.flatMap((relation) => relation.places));
  const values = tokens.filter((token, index) => {
    if (!names.has(lower(token)) || places.has(index) || definesSubquery(tokens, index)) return false;
    return (
      !['.', '('].includes(tokens[index + 1]?.text ?? '') && !['.', 'as'].includes(lower(tokens[index - 1]))
    );
  });
  return [...new Set(values.map(({ text }) => text))];
}

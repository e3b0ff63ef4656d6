import { describe, expect, it } from 'vitest';
import { ruleSqlProblems, type GuardedRule } from '../../src/rules/sql-guard.js';

const COLUMNS =
  "person_id, '' AS episode, '[]' AS sources, link_class_of(link_rank) AS link_class, NULL AS amount, false AS refused";

function problems(sql: string, changes: Partial<GuardedRule> = {}): string {
  return ruleSqlProblems({
    kind: 'wrong',
    columns: {},
    reads: {},
    entitlement: [],
    parameters: {},
    reason: { zh: '', en: '' },
    counterEvidence: {},
    evidence: [],
    grounds: [],
    yields: [],
    ...changes,
    sql,
  })
    .map(({ en }) => en)
    .join('\n');
}

describe('text that the engine and a reader would take for different things', () => {
  it.each([
    ['a comment in a comment', `SELECT ${COLUMNS} /* /* */ ' */ , sex AS q /* ' */ FROM assistance`],
    ['a literal with escapes', `SELECT ${COLUMNS}, E'\\'' AS k , sex AS q , '' AS z FROM assistance`],
    ['the end of a comment that never began', `SELECT ${COLUMNS}, 2 */ 3 AS six FROM assistance`],
  ])('%s is refused', (_, sql) => {
    expect(problems(sql)).toContain('is not closed, stands inside another comment');
  });

  it('a comment ends with its line, however the line ends', () => {
    expect(problems(`SELECT ${COLUMNS} -- x\r, sex AS q\nFROM assistance`)).toContain('must not read sex');
  });

  it('a query that calls itself may never end', () => {
    const sql = `WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT ${COLUMNS} FROM assistance`;
    expect(problems(sql, { kind: 'missed' })).toContain('RECURSIVE is not allowed');
  });
});

describe('a wrong rule names what it reads', () => {
  it.each([
    ['no column by its place', `SELECT ${COLUMNS}, #15 AS q FROM assistance`, 'not count them'],
    ['no row as one value', `SELECT ${COLUMNS}, a AS q FROM assistance AS a`, 'a as a whole row'],
    [
      'no row under the name of the view',
      `SELECT ${COLUMNS} FROM assistance WHERE contains(CAST(assistance AS VARCHAR), '女')`,
      'assistance as a whole row',
    ],
    [
      'no columns that a list names anew',
      `SELECT ${COLUMNS} FROM (SELECT * FROM assistance) AS t (a, b, c)`,
      'rename the columns',
    ],
    [
      'no columns that a union names anew',
      `WITH t AS (SELECT '' AS a, '' AS b UNION ALL SELECT * FROM assistance) SELECT ${COLUMNS} FROM coverage`,
      'behind UNION',
    ],
    ['no join on all that is alike', `SELECT ${COLUMNS} FROM assistance NATURAL JOIN payment`, 'NATURAL'],
  ])('%s', (_, sql, expected) => {
    expect(problems(sql)).toContain(expected);
  });

  it('may give a relation a name with or without AS, and name columns of values', () => {
    const sql = `SELECT ${COLUMNS.replaceAll('person_id', 'a.person_id').replace('link_rank', 'least(a.link_rank, p.link_rank)')} FROM assistance a JOIN payment "p" ON p.person_id = a.person_id JOIN (VALUES ('dibao')) AS s (scheme) ON s.scheme = a.scheme`;
    expect(problems(sql)).toBe('');
  });
});

describe('a trait, to a wrong rule,', () => {
  it.each(['xb', 'zong_jiao', 'zzmm', 'mz', 'ji_guan'])(
    'is no ground as a column in pinyin: %s',
    (column) => {
      expect(
        problems(`SELECT ${COLUMNS}, ${column} AS k FROM custom_thing`, {
          reads: { custom_thing: [column] },
        }),
      ).toContain('must not read');
    },
  );

  it.each(['回族', '某某回族乡', '维吾尔', '清真寺', '基督教徒', '群众', '党员', '女', 'female'])(
    'is no ground as a word: %s',
    (word) => {
      expect(problems(`SELECT ${COLUMNS} FROM assistance WHERE contains(address, '${word}')`)).toContain(
        'must not read',
      );
      expect(
        problems(`SELECT ${COLUMNS} FROM assistance WHERE remark IN $words`, {
          parameters: { words: { default: ['x', word] } },
        }),
      ).toContain('must not read');
    },
  );

  it('is no ground as a word in pieces', () => {
    expect(problems(`SELECT ${COLUMNS}, '性' || '别' AS k FROM assistance`)).toContain('must not read');
  });

  it('is not seen in words that only sound like it', () => {
    const sql = `SELECT ${COLUMNS} FROM assistance WHERE remark IN ('家族共有', '男方家庭', '儿女', '人民群众反映', '水族馆摊位费'`;
    expect(problems(`${sql.replace(", '水族馆摊位费'", '')})`)).toBe('');
  });
});

describe('a number, to a wrong rule,', () => {
  it.each([
    "id BETWEEN '65' AND '66'",
    "'65' < id",
    "'65' <= id",
    "id >= '65'",
    "id ~ '65.*'",
    "id ^@ '65'",
    'id::BIGINT % 2 = 0',
    "id || '' = '65'",
    "(id) LIKE '65%'",
    "upper(id) LIKE '65%'",
    "least(id, '65') = '65'",
    "CASE WHEN true THEN id END LIKE '65%'",
    "(SELECT min(x) FROM (SELECT id AS x)) LIKE '65%'",
    "concat(id) = '65'",
    'CAST(id AS BIGINT) = 1',
    "id COLLATE nocase = 'x'",
  ])('is never looked into: %s', (condition) => {
    expect(problems(`SELECT ${COLUMNS} FROM assistance WHERE ${condition}`)).toContain(
      'must not look at a part of',
    );
  });

  it('is not looked into under a name given without AS', () => {
    expect(
      problems(
        `SELECT ${COLUMNS} FROM (SELECT person_id, link_rank, id number FROM assistance) t WHERE left(number, 2) = '65'`,
      ),
    ).toContain('must not look at a part of number');
  });

  it.each([
    'id <> head_id',
    'id != head_id',
    'head_id IN (SELECT id FROM death)',
    'NOT (id = head_id OR head_id IS NULL)',
    "coalesce(nullif(trim(id), ''), head_id) = head_id",
    'CASE WHEN id = head_id THEN 1 ELSE 0 END = 1',
    'person_id IN (SELECT person_id FROM assistance GROUP BY person_id HAVING count(DISTINCT id) > 1)',
    'row_number() OVER (PARTITION BY id ORDER BY line) = 1',
  ])('may be compared whole: %s', (condition) => {
    expect(problems(`SELECT ${COLUMNS} FROM assistance WHERE ${condition}`)).toBe('');
  });
});

describe('the link class of a wrong rule', () => {
  const sql = (expression: string): string =>
    `SELECT person_id, '' AS episode, '[]' AS sources, ${expression} AS link_class, NULL AS amount, false AS refused FROM coverage GROUP BY person_id`;

  it.each([
    ['picked by the alphabet', 'min(link_class)', 'that of the weakest record'],
    ['that of any record', 'any_value(link_class)', 'that of the weakest record'],
    ['that of the surest record', 'link_class_of(max(link_rank))', 'that of the weakest record'],
    ['worked out by the rule', "CASE min(link_rank) WHEN 1 THEN 'certain' END", 'never stated'],
  ])('is not %s', (_, expression, expected) => {
    expect(problems(sql(expression))).toContain(expected);
  });

  it('is no rank that the rule gave itself', () => {
    const own = `WITH c AS (SELECT person_id, link_rank AS was, 3 AS link_rank FROM coverage) SELECT ${COLUMNS} FROM c`;
    expect(problems(own)).toContain('never stated');
  });

  it('is that of the weakest record', () => {
    expect(problems(sql('link_class_of(min(link_rank))'))).toBe('');
  });
});

describe('a reason', () => {
  it.each(['id', 'phone', 'account', 'content AS said', 'p.remark AS said'])(
    'shows no %s as it stands',
    (column) => {
      const name = column.replace(/^.* AS /, '');
      const sql = `SELECT ${COLUMNS}, ${column} FROM petition AS p`;
      expect(problems(sql, { kind: 'missed', reason: { zh: `{${name}}`, en: '' } })).toContain(
        `{${name}} would show`,
      );
    },
  );

  it('may show what is worked out of them', () => {
    const sql = `SELECT ${COLUMNS}, count(DISTINCT account) AS accounts FROM payment`;
    expect(problems(sql, { kind: 'data', reason: { zh: '{accounts}', en: '' } })).toBe('');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assetPath } from '../../src/config/package-root.js';
import { ruleSqlProblems, type GuardedRule } from '../../src/rules/sql-guard.js';
import { FUNCTIONS } from '../../src/rules/sql-words.js';

const COLUMNS =
  "person_id, '' AS episode, '[]' AS sources, link_class_of(link_rank) AS link_class, NULL AS amount, false AS refused";

function problems(sql: string, changes: Partial<GuardedRule> = {}): readonly string[] {
  const found = ruleSqlProblems({
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
  });
  for (const { zh } of found) expect(zh).toMatch(/\p{Script=Han}/u);
  return found.map(({ en }) => en);
}

describe('the SQL of a rule', () => {
  it('passes a plain SELECT over documented views', () => {
    expect(problems(`SELECT ${COLUMNS} FROM coverage WHERE active`)).toEqual([]);
  });

  it.each([
    ['a second statement', `SELECT ${COLUMNS} FROM coverage; SELECT 1`, 'no `;`'],
    ['a change of data', `DELETE FROM coverage`, 'DELETE is not allowed'],
    ['COPY', `SELECT ${COLUMNS} FROM coverage UNION ALL COPY coverage TO 'x'`, 'COPY is not allowed'],
    ['ATTACH', `ATTACH 'x'`, 'ATTACH is not allowed'],
    ['PRAGMA', `PRAGMA database_list`, 'PRAGMA is not allowed'],
    ['SET', `SET threads = 1`, 'SET is not allowed'],
    ['a reader of CSV', `SELECT ${COLUMNS} FROM read_csv('/etc/passwd')`, 'read_csv'],
    [
      'a reader of text in a subquery',
      `SELECT ${COLUMNS} FROM coverage WHERE source IN (SELECT content FROM read_text('/etc/passwd'))`,
      'read_text',
    ],
    ['the environment', `SELECT ${COLUMNS}, getenv('HOME') AS home FROM coverage`, 'getenv()'],
    ['a file as a relation', `SELECT ${COLUMNS} FROM '/etc/passwd'`, 'no view of rules'],
    ['a file as a quoted name', `SELECT ${COLUMNS} FROM "secrets.csv"`, 'no view of rules'],
    ['a file as schema and table', `SELECT ${COLUMNS} FROM coverage.csv`, 'not a schema or a file'],
    ['a table of another stage', `SELECT ${COLUMNS} FROM person_record`, 'no view of rules'],
    ['a second relation behind a comma', `SELECT ${COLUMNS} FROM coverage AS c, person_record`, 'write JOIN'],
    ['an unclosed quote', `SELECT ${COLUMNS}, ' FROM coverage`, 'not closed'],
    ['an unknown parameter', `SELECT ${COLUMNS} FROM coverage WHERE amount > $much`, '$much'],
  ])('refuses %s', (_, sql, expected) => {
    expect(problems(sql).join('\n')).toContain(expected);
  });

  it('is not fooled by a comment or a literal', () => {
    expect(
      problems(`SELECT ${COLUMNS} /* ; DROP TABLE x */ FROM coverage -- ; DROP\nWHERE scheme = 'a;b DROP'`),
    ).toEqual([]);
  });

  it('names every problem at once', () => {
    expect(problems('DELETE FROM person_record; SELECT 1').length).toBeGreaterThan(3);
  });
});

describe('the documentation', () => {
  it('lists every function that a rule may use', () => {
    const text = readFileSync(assetPath('docs', 'rules.md'), 'utf8');
    const listed = /^Functions: (.*)\.$/m.exec(text)?.[1]?.match(/[a-z_]+/g) ?? [];
    expect(listed).toEqual([...FUNCTIONS].sort());
  });
});

describe('a wrong rule', () => {
  it.each(['sex', 'gender', 'ethnicity', 'religion', 'politics', 'nation'])(
    'must not read the column %s',
    (trait) => {
      expect(problems(`SELECT ${COLUMNS} FROM assistance WHERE ${trait} = 'x'`).join('\n')).toContain(
        `must not read ${trait}`,
      );
    },
  );

  it.each(['民族', '宗教', '政治面貌', '性别'])('must not search free text for %s', (word) => {
    expect(
      problems(`SELECT ${COLUMNS} FROM assistance WHERE contains(remark, '${word}')`).join('\n'),
    ).toContain('must not read');
  });

  it('must not read a trait through the front matter', () => {
    const columns = { custom_hukou: ['ethnicity'] };
    expect(problems(`SELECT ${COLUMNS} FROM custom_hukou`, { columns }).join('\n')).toContain(
      'must not read ethnicity',
    );
  });

  it.each([
    ['cuts it', "substr(id, 17, 1) = '1'"],
    ['cuts it by another function', "regexp_matches(coalesce(a.id, ''), '^35')"],
    ['takes a slice', "id[17:17] = '1'"],
    ['matches a pattern', "head_id LIKE '35%'"],
    ['compares by order', "id < '36'"],
    ['turns it into a number', 'CAST(id AS BIGINT) % 2 = 1'],
  ])('must not look into the number: %s', (_how, condition) => {
    expect(problems(`SELECT ${COLUMNS} FROM assistance AS a WHERE ${condition}`).join('\n')).toMatch(
      /must not look at a part of (head_)?id/,
    );
  });

  it('must not look into the number under another name', () => {
    const sql = `WITH t AS (SELECT *, coalesce(id, head_id) AS number FROM assistance), u AS (SELECT *, number AS n FROM t) SELECT ${COLUMNS} FROM u WHERE left(n, 2) = '35'`;
    expect(problems(sql).join('\n')).toContain('must not look at a part of n');
  });

  it('must not read a trait under another name', () => {
    const sql = `WITH t AS (SELECT *, sex AS g FROM assistance) SELECT ${COLUMNS} FROM t WHERE g = 'M'`;
    expect(problems(sql).join('\n')).toContain('must not read sex');
  });

  it('may compare whole numbers', () => {
    const sql = `SELECT ${COLUMNS} FROM assistance WHERE id <> head_id AND coalesce(id, '') = head_id AND id IS NOT NULL`;
    expect(problems(sql)).toEqual([]);
  });

  it('must not take disability for suspicion', () => {
    expect(problems(`SELECT ${COLUMNS} FROM disability`).join('\n')).toContain('must not read disability');
  });

  it('may read the certificate that its benefit was granted on', () => {
    expect(
      problems(`SELECT ${COLUMNS} FROM certificate WHERE NOT in_force`, { entitlement: ['disability'] }),
    ).toEqual([]);
  });

  it('reads no column that is neither documented nor declared', () => {
    expect(problems(`SELECT ${COLUMNS} FROM custom_vehicle WHERE colour = 'red'`).join('\n')).toContain(
      'colour is not a documented column',
    );
    expect(
      problems(`SELECT ${COLUMNS} FROM custom_vehicle WHERE colour = 'red'`, {
        reads: { custom_vehicle: ['colour'] },
      }),
    ).toEqual([]);
  });

  it('cannot call its own identities certain', () => {
    const sql =
      "SELECT person_id, '' AS episode, '[]' AS sources, 'certain' AS link_class, NULL AS amount, false AS refused FROM coverage";
    expect(problems(sql).join('\n')).toContain('link_class must be taken from the records');
  });

  it('may hand on the link class of a record as it stands', () => {
    const sql = (read: string): string =>
      `SELECT person_id, '' AS episode, '[]' AS sources, ${read}, NULL AS amount, false AS refused FROM assistance AS a`;
    expect(problems(sql('a.link_class'))).toEqual([]);
    expect(problems(sql('link_class'))).toEqual([]);
    expect(problems(sql("CASE WHEN true THEN 'certain' END AS link_class")).join('\n')).toContain(
      'never stated',
    );
    expect(problems(sql("'certain' link_class")).join('\n')).toContain('never stated');
  });

  it('has no use for an average', () => {
    expect(problems(`SELECT ${COLUMNS}, avg(amount) AS mean FROM coverage`).join('\n')).toContain(
      'an average is no evidence',
    );
  });

  it('is held to this only where it accuses: a missed rule may read the level of a disability', () => {
    expect(
      problems(`SELECT ${COLUMNS} FROM certificate WHERE disability_level = '1'`, { kind: 'missed' }),
    ).toEqual([]);
  });
});

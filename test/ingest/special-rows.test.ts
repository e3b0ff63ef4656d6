import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.js';
import { IDS, openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const HEADER = '姓名,身份证号,死亡日期,备注';
const ROWS = [`许文梅,${IDS.woman1978},2026-03-04,`, `许伟国,${IDS.woman1945},2026-03-05,`];
let count = 0;

function ingest(
  lines: readonly string[],
  request: Partial<Parameters<Bench['ingest']>[0]> = {},
): Promise<Snapshot> {
  count += 1;
  const file = bench.file(`rows-${count}.csv`, `${lines.join('\n')}\n`);
  return bench.ingest({ kind: 'death', files: [file], ...request });
}

async function rejects(snapshot: Snapshot): Promise<unknown[]> {
  if (snapshot.rejects === null) return [];
  const rows = await bench.engine.rows(
    `SELECT line, code FROM read_parquet('${snapshot.folder}/${snapshot.rejects}') ORDER BY line`,
  );
  return rows.map((row) => [Number(row['line']), row['code']]);
}

async function names(snapshot: Snapshot): Promise<unknown[]> {
  return (await bench.records(snapshot)).map((row) => [Number(row['line']), row['name'], row['id']]);
}

const BOTH = [
  [2, '许文梅', IDS.woman1978],
  [3, '许伟国', IDS.woman1945],
];

describe('rows of a CSV that are no records', () => {
  it.each([
    ['a total', ['合计,,,2人'], [[4, 'N_SUMMARY_ROW']]],
    ['a total with fewer fields', ['合计：2人'], [[4, 'N_SUMMARY_ROW']]],
    [
      'who made the list',
      ['制表人：王某,,审核人：李某,', '制表时间：2026-10-31'],
      [
        [4, 'N_NOTE_ROW'],
        [5, 'N_NOTE_ROW'],
      ],
    ],
    ['a note', ['注：以上数据截至十月底,,,'], [[4, 'N_NOTE_ROW']]],
  ])('%s at the end', async (_what, closing, expected) => {
    const snapshot = await ingest([HEADER, ...ROWS, ...closing]);
    expect(await names(snapshot)).toEqual(BOTH);
    expect(await rejects(snapshot)).toEqual(expected);
    expect(snapshot.exports[0]).toMatchObject({
      scanned: 2 + closing.length,
      loaded: 2,
      setAside: closing.length,
    });
  });

  it.each([
    ['the numbers of the columns', '1,2,3,4', 'N_HEADER_ROW'],
    ['the numbers of the columns after letters', '甲,乙,1,2', 'N_HEADER_ROW'],
    ['the header in the names of a database', 'XM,SFZH,SWRQ,BZ', 'N_HEADER_ROW'],
    ['what to fill in', '必填,必填，18位,必填,选填', 'N_NOTE_ROW'],
    ['the lower row of a header that means nothing', ',,,', null],
  ])('below the header: %s', async (_what, row, code) => {
    const lower = code === null ? `${HEADER},其中,` : `${HEADER},,`;
    const second = code === null ? ',,,,甲类,乙类' : `${row},,`;
    const snapshot = await ingest([lower, second, ...ROWS.map((line) => `${line},,`)]);
    expect(await names(snapshot)).toEqual([
      [3, '许文梅', IDS.woman1978],
      [4, '许伟国', IDS.woman1945],
    ]);
    expect(await rejects(snapshot)).toEqual([[2, code ?? 'N_GROUP_ROW']]);
  });

  it.each([
    ['an empty rest', '（以下空白）,,,'],
    ['the office', ',,南屏县民政局,'],
    ['the office below the names', '南屏县民政局,,,'],
    ['the day', '2026年11月1日,,,'],
    ['who signs', '领导审批：,,经办：,'],
  ])('below the rows: %s', async (_what, row) => {
    const snapshot = await ingest([HEADER, ...ROWS, row]);
    expect(await names(snapshot)).toEqual(BOTH);
    expect(await rejects(snapshot)).toEqual([[4, 'N_NOTE_ROW']]);
  });

  it('totals, subtitles and headers among the rows', async () => {
    const snapshot = await ingest([
      HEADER, ROWS[0] ?? '', '小计,,,1人', HEADER, ',,,二组', ROWS[1] ?? '', ...Array.from({ length: 60 }, () => ROWS[1] ?? ''),
    ]); // prettier-ignore
    expect(await rejects(snapshot)).toEqual([
      [3, 'N_SUMMARY_ROW'],
      [4, 'N_HEADER_ROW'],
      [5, 'N_GROUP_ROW'],
    ]);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 65, loaded: 62 });
  });

  it('but a person of whom only the name is known stays', async () => {
    expect(await rejects(await ingest([HEADER, ...ROWS, '陈美,,,']))).toEqual([]);
  });

  it('and a cut last line is not taken for a note', async () => {
    const file = bench.file('cut.csv', [HEADER, ...ROWS, '陈美,3505'].join('\n'));
    await expect(bench.ingest({ kind: 'death', files: [file] })).rejects.toMatchObject({
      code: 'E_TRUNCATED',
    });
  });
});

describe('rows that are several persons', () => {
  it('two names and two numbers in one row', async () => {
    const both = `"许文梅、许伟国","${IDS.woman1978}、${IDS.woman1945}",2026-03-04,`;
    const snapshot = await ingest([HEADER, both]);
    expect((await names(snapshot)).map((row) => (row as unknown[]).slice(0, 3))).toEqual([
      [2, '许文梅', IDS.woman1978],
      [2, '许伟国', IDS.woman1945],
    ]);
    const numbers = (await bench.records(snapshot)).map((row) => row['record_no']);
    expect(new Set(numbers).size).toBe(2);
  });

  const HEAD = `许文梅,${IDS.woman1978}`;
  it.each([
    [
      'a column for each member',
      '户主姓名,身份证号码,救助类型,成员一姓名,成员一身份证号码,成员二姓名,成员二身份证号码',
      `${HEAD},低保,许伟国,${IDS.woman1945},,`,
    ],
    [
      'numbers behind the headers',
      '户主姓名,户主身份证号,救助类型,姓名1,身份证号1,姓名2,身份证号2',
      `${HEAD},低保,许伟国,${IDS.woman1945},,`,
    ],
    [
      'lists in one cell',
      '户主姓名,户主身份证号,救助类型,家庭成员姓名,家庭成员身份证号',
      `${HEAD},低保,"许文梅、许伟国","${IDS.woman1978}、${IDS.woman1945}"`,
    ],
    [
      'lists over several lines in one cell',
      '户主姓名,户主身份证号,救助类型,家庭成员姓名,家庭成员身份证号',
      `${HEAD},低保,"许文梅\n许伟国","${IDS.woman1978}\n${IDS.woman1945}"`,
    ],
  ])('families with %s', async (_what, header, row) => {
    const snapshot = await ingest([header, row], { kind: 'assistance' });
    expect(
      (await bench.records(snapshot)).map((one) => [one['name'], one['id'], one['relation'], one['head_id']]),
    ).toEqual([
      ['许文梅', IDS.woman1978, '户主', IDS.woman1978],
      ['许伟国', IDS.woman1945, null, IDS.woman1978],
    ]);
    expect(snapshot.exports[0]?.warnings.map(({ code }) => code)).toContain('W_FAMILY_SHEET');
  });

  it("an age in a family's row is the head's", async () => {
    const header = '户主姓名,户主身份证号,救助类型,年龄,家庭成员姓名,家庭成员身份证号';
    const members = `"许文梅、许伟国","${IDS.woman1978}、${IDS.woman1945}"`;
    const snapshot = await ingest([header, `${HEAD},低保,48,${members}`], {
      kind: 'assistance',
    });
    expect((await bench.records(snapshot)).map((one) => [one['name'], one['age']])).toEqual([
      ['许文梅', '48'],
      ['许伟国', null],
    ]);
  });

  it('takes the number that says citizen ID for the head, where a certificate stands beside it', async () => {
    const header =
      '证件号码,户主姓名,身份证号码,享受保障类别,成员一姓名,成员一身份证号码,成员二姓名,成员二身份证号码';
    const snapshot = await ingest([header, `D0001,${HEAD},低保,许伟国,${IDS.woman1945},,`], {
      kind: 'assistance',
    });
    const rows = (await bench.records(snapshot)).map((one) => [one['name'], one['id'], one['head_id']]);
    expect(rows).toEqual([
      ['许文梅', IDS.woman1978, IDS.woman1978],
      ['许伟国', IDS.woman1945, IDS.woman1978],
    ]);
  });

  it('a family whose head does not receive the benefit', async () => {
    const header =
      '户主姓名,户主身份证号,救助类型,户主是否享受,成员1姓名,成员1身份证号,成员2姓名,成员2身份证号';
    const snapshot = await ingest([header, `${HEAD},低保,否,许伟国,${IDS.woman1945},,`], {
      kind: 'assistance',
    });
    expect(await names(snapshot)).toEqual([[2, '许伟国', IDS.woman1945]]);
  });

  it('refuses lists that do not pair up, as a reject', async () => {
    const header = '户主姓名,户主身份证号,救助类型,家庭成员姓名,家庭成员身份证号';
    const row = `${HEAD},低保,"许文梅、许伟国",${IDS.woman1978}`;
    expect(await rejects(await ingest([header, row], { kind: 'assistance', onReject: 'keep' }))).toEqual([
      [2, 'E_MEMBER_LIST'],
    ]);
  });

  it('gives the money of a family to one member only', async () => {
    const header =
      '户主姓名,户主身份证号,救助类型,户月保障金额,成员1姓名,成员1身份证号,成员2姓名,成员2身份证号';
    const snapshot = await ingest([header, `${HEAD},低保,900,许伟国,${IDS.woman1945},,`], {
      kind: 'assistance',
    });
    expect((await bench.records(snapshot)).map((row) => row['amount'])).toEqual(['900.00', null]);
  });
});

describe('the pair of family list and person list', () => {
  const persons = `姓名,身份证号,户主身份证号,与户主关系,救助类型\n许文梅,${IDS.woman1978},${IDS.woman1978},本人,低保\n许伟国,${IDS.woman1945},${IDS.woman1978},父亲,低保\n`;
  const lists = `户主姓名,户主身份证号,救助类型,家庭成员姓名,家庭成员身份证号\n许文梅,${IDS.woman1978},低保,"许文梅、许伟国","${IDS.woman1978}、${IDS.woman1945}"\n`;
  const heads = `户主姓名,户主身份证号,家庭人口,救助类型\n许文梅,${IDS.woman1978},2,低保\n`;

  it.each([
    ['with lists of members', lists, '家庭查询.csv: 2'],
    ['with heads only', heads, '家庭查询.csv'],
  ])('loads the persons once, the family list %s', async (_what, family, detail) => {
    const files = [bench.file('家庭查询.csv', family), bench.file('人员查询.csv', persons)];
    const snapshot = await bench.ingest({ kind: 'assistance', files });
    expect((await bench.records(snapshot)).length).toBe(2);
    expect(snapshot.exports.flatMap(({ warnings }) => warnings)).toContainEqual({
      code: 'W_FAMILY_FILE',
      line: null,
      detail,
    });
  });

  it('refuses a list of heads alone', async () => {
    const files = [bench.file('家庭.csv', heads)];
    await expect(bench.ingest({ kind: 'assistance', files })).rejects.toMatchObject({
      code: 'E_HEADER_FAMILY',
    });
  });
});

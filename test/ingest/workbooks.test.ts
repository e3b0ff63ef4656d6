import ExcelJS from 'exceljs';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.js';
import { IDS, openBench, type Bench } from './export-builder.js';
import { sheetData, workbookOf } from './workbook-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const HEADER = ['姓名', '身份证号', '死亡日期', '备注'];
const ROWS = [
  ['许文梅', IDS.woman1978, '2026-03-04', ''],
  ['许伟国', IDS.woman1945, '2026年3月5日', '已核'],
];
const EXPECTED = [
  ['许文梅', IDS.woman1978, '2026-03-04'],
  ['许伟国', IDS.woman1945, '2026-03-05'],
];
let count = 0;

function ingest(content: Buffer, request: Partial<Parameters<Bench['ingest']>[0]> = {}): Promise<Snapshot> {
  count += 1;
  return bench.ingest({ kind: 'death', files: [bench.file(`book-${count}.xlsx`, content)], ...request });
}

async function people(snapshot: Snapshot): Promise<unknown[]> {
  return (await bench.records(snapshot)).map((row) => [row['name'], row['id'], row['death_date']]);
}

function codes(snapshot: Snapshot): Promise<unknown[]> {
  if (snapshot.rejects === null) return Promise.resolve([]);
  return bench.engine
    .rows(`SELECT line, code FROM read_parquet('${snapshot.folder}/${snapshot.rejects}') ORDER BY line`)
    .then((rows) => rows.map((row) => [Number(row['line']), row['code']]));
}

describe('a workbook', () => {
  it('written by exceljs is read with its sheet rows as lines', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('死亡');
    sheet.addRow(['某县死亡人员名单']);
    sheet.mergeCells('A1:D1');
    sheet.addRow(['制表单位：某局']);
    sheet.addRow(HEADER);
    for (const row of ROWS) sheet.addRow(row);
    sheet.addRow([]);
    sheet.addRow(['陈美', '', new Date(Date.UTC(2026, 0, 2)), '']);
    sheet.addRow(['合计', '', '', '3人']);
    sheet.addRow(['制表人：王某', '', '制表时间：2026-10-31']);
    const snapshot = await ingest(Buffer.from(await book.xlsx.writeBuffer()));
    expect(
      (await bench.records(snapshot)).map((row) => [Number(row['line']), row['name'], row['death_date']]),
    ).toEqual([
      [4, '许文梅', '2026-03-04'],
      [5, '许伟国', '2026-03-05'],
      [7, '陈美', '2026-01-02'],
    ]);
    expect(await codes(snapshot)).toEqual([
      [8, 'N_SUMMARY_ROW'],
      [9, 'N_NOTE_ROW'],
    ]);
    expect(snapshot.exports[0]).toMatchObject({
      encoding: 'xlsx',
      scanned: 5,
      loaded: 3,
      rejected: 2,
      setAside: 2,
    });
  });

  it('written by hucre is read', async () => {
    const bytes = await writeXlsx({ sheets: [{ name: 'S', rows: [HEADER, ...ROWS] }] });
    expect(await people(await ingest(Buffer.from(bytes)))).toEqual(EXPECTED);
  });

  it('keeps IDs in text cells exactly and refuses IDs in number cells', async () => {
    const xml = sheetData([
      HEADER,
      ROWS[0] ?? [],
      ['陈美', { n: '350589197804216383' }, '2026-01-01'],
      ['陈兰', { n: '3.50589197804216E+17' }, '2026-01-01'],
      ['陈芳', { n: '350589780421638' }, '2026-01-01'],
    ]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]), { onReject: 'keep' });
    expect(await codes(snapshot)).toEqual([
      [3, 'E_ID_NUMERIC'],
      [4, 'E_ID_NUMERIC'],
    ]);
    expect((await bench.records(snapshot)).map((row) => [row['name'], row['id_raw']])).toEqual([
      ['许文梅', null],
      ['陈芳', '350589780421638'],
    ]);
  });

  it('whose ID column holds numbers is refused with the way out', async () => {
    const xml = sheetData([
      HEADER,
      ...ROWS.map(([name = '']) => [name, { n: '350589197804216383' }, '2026-01-01']),
    ]);
    await expect(ingest(workbookOf([{ name: 'S', xml }]))).rejects.toMatchObject({
      code: 'E_REJECT_SHARE',
      hint: expect.stringContaining('format the column as text') as string,
    });
  });

  it.each([
    [false, '46082', '2026-03-01'],
    [true, '44620', '2026-03-01'],
  ])('counts days from 1904: %s, shown as a date or not', async (from1904, serial, day) => {
    const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs>';
    const xml = sheetData([
      HEADER,
      ['陈美', '', { n: serial, s: 1 }],
      ['陈兰', '', { n: serial, s: 2 }],
      ['陈芳', '', { n: serial }],
    ]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }], { from1904, styles }));
    expect((await bench.records(snapshot)).map((row) => row['death_date'])).toEqual([day, day, day]);
  });

  it('reads formulas by their value and errors as nothing', async () => {
    const cell = (at: string, type: string, value: string): string =>
      `<c r="${at}" t="${type}"><f>A1</f><v>${value}</v></c>`;
    const row = `<row r="2">${cell('A2', 'str', '许文梅')}${cell('B2', 'str', IDS.woman1978)}${cell('C2', 'str', '2026-03-04')}${cell('D2', 'e', '#N/A')}</row>`;
    const xml = sheetData([HEADER]).replace('</sheetData>', `${row}</sheetData>`);
    const [record] = await bench.records(await ingest(workbookOf([{ name: 'S', xml }])));
    expect([record?.['name'], record?.['id'], record?.['remark']]).toEqual(['许文梅', IDS.woman1978, null]);
  });

  it('reads shared, rich and phonetic strings, and escapes', async () => {
    const strings =
      '<si><t>许文梅</t></si><si><r><t>许</t></r><r><t>伟国</t></r><rPh><t>xu</t></rPh></si><si><t xml:space="preserve">A&amp;B&#x4E00;_x000D_</t></si>';
    const cell = (at: string, index: number): string => `<c r="${at}" t="s"><v>${index}</v></c>`;
    const xml = sheetData([HEADER]).replace(
      '</sheetData>',
      `<row r="2">${cell('A2', 0)}${cell('D2', 2)}</row><row r="3">${cell('A3', 1)}</row></sheetData>`,
    );
    const rows = await bench.records(await ingest(workbookOf([{ name: 'S', xml }], { strings })));
    expect(rows.map((row) => [row['name'], row['remark']])).toEqual([
      ['许文梅', 'A&B一'],
      ['许伟国', null],
    ]);
  });

  it('gives a merged cell to all rows it covers', async () => {
    const header = ['户编号', '户主姓名', '姓名', '身份证号', '救助类型', '月保障金额'];
    const xml = `${sheetData([
      header,
      ['A1', '许文梅', '许文梅', IDS.woman1978, '低保', '900'],
      ['', '', '许伟国', IDS.woman1945, '低保', ''],
      ['A2', '陈美', '陈美', '', '低保', ''],
    ])}<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/><mergeCell ref="F2:F3"/></mergeCells>`;
    const rows = await bench.records(await ingest(workbookOf([{ name: 'S', xml }]), { kind: 'assistance' }));
    expect(rows.map((row) => [row['name'], row['household_no'], row['head_name'], row['amount']])).toEqual([
      ['许文梅', 'A1', '许文梅', '900.00'],
      ['许伟国', 'A1', '许文梅', null],
      ['陈美', 'A2', '陈美', null],
    ]);
  });

  it('reads a header over two rows', async () => {
    const xml = `${sheetData([
      ['序号', '户主', '', '家庭成员', '', '救助类型'],
      ['', '姓名', '身份证号', '姓名', '身份证号', ''],
      [{ n: '1' }, '许文梅', IDS.woman1978, '许伟国', IDS.woman1945, '低保'],
    ])}<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>`;
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]), { kind: 'assistance' });
    expect(
      (await bench.records(snapshot)).map((row) => [
        row['name'],
        row['id'],
        row['head_name'],
        row['head_id'],
      ]),
    ).toEqual([
      ['许文梅', IDS.woman1978, '许文梅', IDS.woman1978],
      ['许伟国', IDS.woman1945, '许文梅', IDS.woman1978],
    ]);
  });

  it('reads a header over three rows', async () => {
    const xml = `${sheetData([
      ['基本信息', '', '保障信息', '', ''],
      ['姓名', '身份证', '救助类型', '保障', ''],
      ['', '号码', '', '月保障金额', '起始保障年月'],
      ['许文梅', IDS.woman1978, '低保', { n: '350' }, '2025-06'],
    ])}<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="C1:E1"/><mergeCell ref="D2:E2"/><mergeCell ref="A2:A3"/></mergeCells>`;
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]), { kind: 'assistance' });
    const rows = (await bench.records(snapshot)).map((row) => [
      row['id'],
      row['start_month'],
      Number(row['line']),
    ]);
    expect(rows).toEqual([[IDS.woman1978, '2025-06-01', 4]]);
    expect(snapshot.exports[0]).toMatchObject({ headerLine: 2, scanned: 1 });
  });

  it('counts the rows that a merged header covers as header, even where they mean nothing', async () => {
    const xml = `${sheetData([
      ['姓名', '身份证号', '死亡日期', '其中', ''],
      ['', '', '', '甲类', '1'],
      [...(ROWS[0] ?? []).slice(0, 3), 'x', 'y'],
    ])}<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="D1:E1"/></mergeCells>`;
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]));
    expect(await people(snapshot)).toEqual(EXPECTED.slice(0, 1));
    expect(snapshot.exports[0]).toMatchObject({ scanned: 1, loaded: 1 });
  });

  it('refuses a number cell in the list of a family', async () => {
    const xml = sheetData([
      ['户主姓名', '户主身份证号', '救助类型', '家庭成员姓名', '家庭成员身份证号'],
      ['许文梅', IDS.woman1978, '低保', '许文梅', { n: '350589197804216000' }],
    ]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]), {
      kind: 'assistance',
      maxRejectShare: 1,
    });
    expect(await codes(snapshot)).toEqual([[2, 'E_ID_NUMERIC']]);
  });

  it('sets aside subtitles of groups, totals among the rows and the header of the next page', async () => {
    const xml = sheetData([
      HEADER,
      ['南屏镇'],
      ...ROWS,
      ['小计', '', '', '2人'],
      HEADER,
      ['一、外地人员'],
      ['陈美', '', '2026-01-01'],
      ['总计：3人'],
    ]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]));
    expect(await codes(snapshot)).toEqual([
      [2, 'N_GROUP_ROW'],
      [5, 'N_SUMMARY_ROW'],
      [6, 'N_HEADER_ROW'],
      [7, 'N_GROUP_ROW'],
      [9, 'N_SUMMARY_ROW'],
    ]);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 8, loaded: 3, rejected: 5 });
  });

  it('reads every sheet with a header, names the sheet, and lists hidden and other sheets', async () => {
    const book = workbookOf([
      { name: '说明', xml: sheetData([['填表说明'], ['请如实填写']]) },
      { name: '一月', xml: sheetData([HEADER, ROWS[0] ?? []]) },
      { name: '二月', xml: sheetData([HEADER, ROWS[1] ?? []]) },
      { name: '旧', state: 'hidden', xml: sheetData([HEADER, ROWS[1] ?? []]) },
      { name: '空', xml: sheetData([]) },
    ]);
    const snapshot = await bench.ingest({ kind: 'death', files: [bench.file('many.xlsx', book)] });
    expect((await bench.records(snapshot)).map((row) => [row['file'], row['name']])).toEqual([
      ['many.xlsx#一月', '许文梅'],
      ['many.xlsx#二月', '许伟国'],
    ]);
    expect(snapshot.exports[0]?.warnings).toEqual([
      { code: 'W_SHEET_SKIPPED', line: null, detail: '说明: E_HEADER_UNKNOWN' },
      { code: 'W_SHEET_HIDDEN', line: null, detail: '旧' },
    ]);
  });

  it('keeps the original row of a reject', async () => {
    const xml = sheetData([HEADER, ...ROWS, ['合计', '', '', '2人']]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]));
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${snapshot.folder}/rejects.bin`, 'utf8')).toBe('合计,,,2人\n');
  });

  it('takes headers such as __proto__ for columns like any other', async () => {
    const xml = sheetData([
      ['姓名', '死亡日期', '__proto__', 'constructor'],
      ['陈美', '2026-01-01', 'x', 'y'],
    ]);
    const snapshot = await ingest(workbookOf([{ name: '__proto__', xml }]));
    expect(snapshot.exports[0]?.loaded).toBe(1);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('cells that look filled and have no value', () => {
  /** Written as programs write workbooks: with formulas that no spreadsheet program ever computed. */
  async function computed(
    fill: (sheet: ExcelJS.Worksheet) => void,
    header: readonly string[] = HEADER,
  ): Promise<Buffer> {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('死亡');
    sheet.addRow([...header]);
    fill(sheet);
    return Buffer.from(await book.xlsx.writeBuffer());
  }

  it('are formulas without a saved result: a reject where they name a person, a warning elsewhere', async () => {
    const content = await computed((sheet) => {
      sheet.addRow(['许文梅', IDS.woman1978, '2026-03-04', { formula: '"已核"', result: '已核' }]);
      sheet.addRow(['许伟国', { formula: 'B2' }, '2026-03-05']);
      sheet.addRow(['陈美', IDS.woman1945, { formula: 'DATE(2026,1,2)' }]);
      sheet.addRow([{ formula: 'A2' }, '', '2026-03-05']);
      sheet.addRow(['陈兰', '', '2026-01-02', { formula: 'A1' }]);
      sheet.addRow([{ formula: 'A2' }]);
    });
    const snapshot = await ingest(content, { onReject: 'keep' });
    expect(await codes(snapshot)).toEqual([
      [3, 'E_FORMULA_UNSAVED'],
      [5, 'E_FORMULA_UNSAVED'],
      [7, 'E_FORMULA_UNSAVED'],
    ]);
    expect(await people(snapshot)).toEqual([
      ['许文梅', IDS.woman1978, '2026-03-04'],
      ['陈美', IDS.woman1945, null],
      ['陈兰', null, '2026-01-02'],
    ]);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 6, loaded: 3, rejected: 3 });
    expect(snapshot.exports[0]?.warnings).toContainEqual({
      code: 'W_FORMULA_UNSAVED',
      line: 4,
      detail: '死亡日期: 1; 备注: 1',
    });
  });

  it('refuse a workbook whose numbers were never computed, with the way out', async () => {
    const content = await computed((sheet) => {
      for (const [name] of ROWS) sheet.addRow([name, { formula: 'Z1' }, '2026-03-04']);
    });
    await expect(ingest(content)).rejects.toMatchObject({
      code: 'E_REJECT_SHARE',
      hint: expect.stringContaining('save it there') as string,
    });
  });

  it('are error values: a reject where they name a person, a warning elsewhere, nothing below the list', async () => {
    const error = (text: string): ExcelJS.CellValue => ({ error: text }) as ExcelJS.CellErrorValue;
    const content = await computed((sheet) => {
      sheet.addRow(['许文梅', error('#N/A'), '2026-03-04']);
      sheet.addRow(['陈美', IDS.woman1945, error('#VALUE!')]);
      sheet.addRow(['', error('#N/A'), error('#N/A')]);
    });
    const snapshot = await ingest(content, { onReject: 'keep' });
    expect(await codes(snapshot)).toEqual([[2, 'E_CELL_ERROR']]);
    expect(await people(snapshot)).toEqual([['陈美', IDS.woman1945, null]]);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 2, loaded: 1, rejected: 1, blank: 1 });
    expect(snapshot.exports[0]?.warnings).toMatchObject([{ code: 'W_CELL_ERROR', detail: '死亡日期: 1' }]);
  });

  it('in a family sheet are no member where they are errors, and a reject where nobody computed them', async () => {
    const header = [
      '户主姓名',
      '户主身份证号',
      '救助类型',
      '成员一姓名',
      '成员一身份证号',
      '成员二姓名',
      '成员二身份证号',
    ];
    const family = ['许文梅', IDS.woman1978, '低保', '许伟国', IDS.woman1945];
    const content = await computed((sheet) => {
      sheet.addRow([...family, { error: '#N/A' }, { error: '#N/A' }]);
      sheet.addRow([...family, { formula: 'A1' }, { formula: 'A1' }]);
    }, header);
    const snapshot = await ingest(content, { kind: 'assistance', onReject: 'keep' });
    expect((await bench.records(snapshot)).map((row) => row['name'])).toEqual(['许文梅', '许伟国']);
    expect(await codes(snapshot)).toEqual([[3, 'E_FORMULA_UNSAVED']]);
    expect(snapshot.exports[0]?.warnings).toContainEqual({
      code: 'W_CELL_ERROR',
      line: 2,
      detail: '成员二姓名: 1; 成员二身份证号: 1',
    });
  });

  it('keep a saved empty text empty', async () => {
    const xml = `<sheetData>${sheetData([HEADER, ROWS[0] ?? []]).slice('<sheetData>'.length, -'</sheetData>'.length)}<row r="3"><c r="A3" t="inlineStr"><is><t>陈美</t></is></c><c r="B3" t="str"><f>""</f><v></v></c></row></sheetData>`;
    const snapshot = await ingest(workbookOf([{ name: 'S', xml }]));
    expect(snapshot.exports[0]).toMatchObject({ loaded: 2, rejected: 0, warnings: [] });
  });
});

describe('a title merged over the header', () => {
  const title = '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>';

  it('is no half of it: line and columns are those of the header', async () => {
    const xml = sheetData([
      ['某县死亡人员名单'],
      ['姓名', '身份证号', '死亡日期', '经办'],
      ['陈美', '', '2026-01-02', '王'],
    ]);
    const snapshot = await ingest(workbookOf([{ name: 'S', xml: `${xml}${title}` }]));
    expect(snapshot.exports[0]).toMatchObject({ headerLine: 2, loaded: 1 });
    expect(snapshot.exports[0]?.columns.map(({ header }) => header)).toEqual([
      '姓名',
      '身份证号',
      '死亡日期',
      '经办',
    ]);
  });

  it('is not named where the header misses a column', async () => {
    const xml = sheetData([['某县死亡人员名单'], ['姓名', '身份证号', '经办'], ['陈美', '', '王']]);
    await expect(ingest(workbookOf([{ name: 'S', xml: `${xml}${title}` }]))).rejects.toMatchObject({
      code: 'E_HEADER_MISSING',
      line: 2,
      hint: expect.stringMatching(/^the columns are: 姓名, 身份证号, 经办;/) as string,
    });
  });
});

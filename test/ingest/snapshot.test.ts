import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSnapshot } from '../../src/ingest/snapshot.js';
import type { Snapshot } from '../../src/model/snapshot.js';
import { IDS, openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ scheme: { 本地甲类: 'dibao' } });
});
afterAll(() => bench.close());

const HEADER = '姓名,身份证号,死亡日期,备注';
const ROWS = [`许文梅,${IDS.woman1978},2026-03-04,`, `许伟国,${IDS.woman1945},2026年3月5日,已核`];
const TEXT = `${[HEADER, ...ROWS].join('\n')}\n`;
let count = 0;

function ingest(
  content: string | Buffer,
  request: Partial<Parameters<Bench['ingest']>[0]> = {},
): Promise<Snapshot> {
  count += 1;
  return bench.ingest({ kind: 'death', files: [bench.file(`file-${count}.csv`, content)], ...request });
}

async function summary(snapshot: Snapshot): Promise<unknown[]> {
  const rows = await bench.records(snapshot);
  return rows.map((row) => [Number(row['line']), row['name'], row['id'], row['death_date']]);
}

const EXPECTED = [
  [2, '许文梅', IDS.woman1978, '2026-03-04'],
  [3, '许伟国', IDS.woman1945, '2026-03-05'],
];

/** GB18030 by the table that the platform's decoder implies. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail !== 0x7f) table.set(decoder.decode(Buffer.from([lead, trail])), Buffer.from([lead, trail]));
    }
  }
  return Buffer.concat(
    Array.from(text, (character) =>
      character < '\x80' ? Buffer.from(character) : (table.get(character) ?? Buffer.from('?')),
    ),
  );
}

/** Big5 of the few characters that its test needs. */
const BIG5: Readonly<Record<string, readonly number[]>> = {
  姓: [0xa9, 0x6d], 名: [0xa6, 0x57], 身: [0xa8, 0xad], 份: [0xa5, 0xf7], 證: [0xc3, 0xd2], 號: [0xb8, 0xb9],
  死: [0xa6, 0xba], 亡: [0xa4, 0x60], 日: [0xa4, 0xe9], 期: [0xb4, 0xc1], 陳: [0xb3, 0xaf], 美: [0xac, 0xfc],
}; // prettier-ignore

function big5(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => Buffer.from(BIG5[character] ?? [character.charCodeAt(0)])),
  );
}

describe('ingestRegistry reads', () => {
  it.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['CRLF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['GB18030', gb18030(TEXT)],
    ['GB18030 with CRLF', gb18030(TEXT.replaceAll('\n', '\r\n'))],
    ['UTF-16LE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le')],
    ['UTF-16BE', Buffer.from(`\uFEFF${TEXT}`, 'utf16le').swap16()],
    ['tabs', Buffer.from(TEXT.replaceAll(',', '\t'))],
    ['quoted fields', Buffer.from(TEXT.replace('许文梅', '"许文梅"'))],
    ['lone CRs', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['no final line end', Buffer.from(TEXT.trimEnd())],
    ['empty lines at the end', Buffer.from(`${TEXT}\n\n`)],
  ])('%s', async (_name, bytes) => {
    const snapshot = await ingest(bytes);
    expect(await summary(snapshot)).toEqual(EXPECTED);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 2, loaded: 2, rejected: 0 });
  });

  it('physical lines past title rows, empty lines and line breaks in text', async () => {
    const text = `某县死亡名单\n\n${HEADER}\n许文梅,${IDS.woman1978},2026-03-04,"第一行\n第二行"\n\n许伟国,${IDS.woman1945},2026-03-05,\n,,,\n`;
    const snapshot = await ingest(text);
    expect((await summary(snapshot)).map((row) => (row as unknown[])[0])).toEqual([4, 7]);
    expect(snapshot.exports[0]).toMatchObject({ headerLine: 3, path: 'careful', blank: 2 });
    expect((await bench.records(snapshot))[0]?.['remark']).toBe('第一行 第二行');
  });

  it('LF inside a cell of a CRLF file without taking the line ends for mixed', async () => {
    const text = `${HEADER}\r\n许文梅,${IDS.woman1978},2026-03-04,"第一行\n第二行"\r\n`;
    expect((await ingest(text)).exports[0]?.warnings).toEqual([]);
    const inHeader = `姓名,身份证号,"死亡\n日期",备注\r\n许文梅,${IDS.woman1978},2026-03-04,\r\n`;
    expect((await ingest(inHeader)).exports[0]?.warnings).toEqual([]);
    const mixed = `${HEADER}\r\n许文梅,${IDS.woman1978},2026-03-04,\n`;
    expect((await ingest(mixed)).exports[0]?.warnings.map(({ code }) => code)).toEqual(['W_MIXED_LINE_ENDS']);
  });

  it('rows of nothing but commas as empty, not as records', async () => {
    expect((await ingest(`${TEXT},,,\n,,,\n`)).exports[0]).toMatchObject({ scanned: 2, blank: 2 });
  });

  it('two files of one registry with different headers', async () => {
    const files = [bench.file('one.csv', TEXT), bench.file('two.csv', `死亡日期,姓名\n2026-01-01,陈美\n`)];
    const snapshot = await bench.ingest({ kind: 'death', files });
    expect((await bench.records(snapshot)).map((row) => [row['file'], row['line'], row['name']])).toEqual([
      ['one.csv', '2', '许文梅'],
      ['one.csv', '3', '许伟国'],
      ['two.csv', '2', '陈美'],
    ]);
  });

  it('a list without an ID column, and says so where a column looks like one', async () => {
    const unread = `姓名,亡者身份证号,户主身份证号,死亡日期\n许文梅,${IDS.woman1978},${IDS.woman1945},2026-03-04\n`;
    expect((await ingest(unread)).exports[0]?.warnings).toEqual([
      { code: 'W_ID_UNREAD', line: 1, detail: '亡者身份证号' },
    ]);
    const none = '姓名,死亡日期\n许文梅,2026-03-04\n';
    expect((await ingest(none)).exports[0]?.warnings).toEqual([]);
  });

  it('a header without records as a registry with nothing to report', async () => {
    const snapshot = await ingest(`${HEADER}\n`);
    expect(await bench.records(snapshot)).toEqual([]);
    expect(snapshot.exports[0]?.warnings.map(({ code }) => code)).toEqual(['W_NO_RECORDS']);
  });

  it('the same columns for every part of a kind', async () => {
    const [full] = await bench.records(await ingest(TEXT));
    const [bare] = await bench.records(await ingest('姓名,死亡日期\n陈美,2026-01-01\n'));
    expect(Object.keys(bare ?? {})).toEqual(Object.keys(full ?? {}));
  });

  it('further columns of a custom registry', async () => {
    const snapshot = await ingest('姓名,号牌\n陈美,闽Z0001\n', {
      kind: 'custom',
      columns: { plateNo: '号牌' },
    });
    expect((await bench.records(snapshot))[0]?.['plate_no']).toBe('闽Z0001');
  });
});

describe('ingestRegistry refuses', () => {
  it.each([
    ['an empty file', '', 'E_FILE_EMPTY'],
    ['a header of another kind', '姓名,残疾人证号,残疾等级\n', 'E_HEADER_MISSING'],
    ['a table without a known header', 'x,y\n1,2\n', 'E_HEADER_UNKNOWN'],
    ['two columns for one field', '姓名,身份证号,公民身份号码,死亡日期\n', 'E_HEADER_AMBIGUOUS'],
    ['an unclosed quote', `${HEADER}\n陈美,"1,2026-01-01,\n许伟国,2,2026-01-01,\n`, 'E_QUOTE_UNCLOSED'],
    [
      'a quote that closes late',
      `${HEADER}\n陈美,1,2026-01-01,"x\n许伟国,2,2026-01-01,\n许伟,3,2026-01-01,y"\n`,
      'E_QUOTE_UNCLOSED',
    ],
    ['a truncated last line', `${TEXT}陈美,35058`, 'E_TRUNCATED'],
    ['a last line cut inside a character', Buffer.from(`${TEXT}陈`).subarray(0, -1), 'E_TRUNCATED'],
    ['Big5', big5(`姓名,身份證號,死亡日期\n陳美,1,2026-01-01\n`), 'E_ENCODING_BIG5'],
    [
      'bytes of no encoding',
      Buffer.concat([Buffer.from('name,id\n'), Buffer.from([0xff, 0xff, 0x0a])]),
      'E_ENCODING',
    ],
    ['too many bad rows', `${TEXT}a,b\n`, 'E_REJECT_SHARE'],
  ])('%s', async (_name, content, code) => {
    await expect(ingest(content)).rejects.toMatchObject({ class: 'input', code, file: `file-${count}.csv` });
  });

  it('a byte that GB18030 does not have, by its offset', async () => {
    const bytes = gb18030(TEXT);
    await expect(ingest(Buffer.concat([bytes, Buffer.from([0xff, 0x0a])]))).rejects.toMatchObject({
      code: 'E_ENCODING',
      message: expect.stringContaining(`byte ${bytes.length} `) as string,
    });
  });

  it('a missing file and a folder', async () => {
    const path = join(bench.folder, 'none.csv');
    await expect(bench.ingest({ kind: 'death', files: [{ path, shown: 'none.csv' }] })).rejects.toMatchObject(
      { code: 'E_FILE_MISSING' },
    );
    mkdirSync(join(bench.folder, 'folder.csv'));
    const folder = { path: join(bench.folder, 'folder.csv'), shown: 'folder.csv' };
    await expect(bench.ingest({ kind: 'death', files: [folder] })).rejects.toMatchObject({
      code: 'E_FILE_KIND',
    });
  });

  it('an override that no file has', async () => {
    await expect(ingest(TEXT, { columns: { remark: '说明栏' } })).rejects.toMatchObject({
      class: 'configuration',
      code: 'E_COLUMNS_HEADER',
    });
  });

  it('and leaves nothing behind', async () => {
    const before = readdirSync(bench.folder).filter(
      (name) => name.includes('partial') || name.startsWith('snapshot'),
    );
    await ingest('').catch(() => undefined);
    const after = readdirSync(bench.folder).filter(
      (name) => name.includes('partial') || name.startsWith('snapshot'),
    );
    expect(after).toEqual(before);
  });

  it('without a word of what stands in the cells', async () => {
    const error: unknown = await ingest(`${HEADER}\n陈美,"${IDS.woman1978},2026-01-01,\n`).catch(
      (thrown: unknown) => thrown,
    );
    expect(JSON.stringify([String(error), (error as { hint?: string }).hint])).not.toMatch(/陈美|350589/);
  });
});

describe('ingestRegistry keeps rejects', () => {
  it('with line, code, column and original bytes', async () => {
    const bytes = gb18030(`${HEADER}\n陈美,"1"x,2026-01-01,\n${ROWS[0] ?? ''}\n许文,2\n`);
    const snapshot = await ingest(bytes, { maxRejectShare: 1 });
    expect(snapshot.exports[0]).toMatchObject({ scanned: 3, loaded: 1, rejected: 2 });
    const rows = await bench.engine.rows(
      `SELECT * FROM '${join(snapshot.folder, snapshot.rejects ?? '')}' ORDER BY line`,
    );
    expect(rows.map((row) => [row['line'], row['code'], row['column']])).toEqual([
      ['2', 'E_QUOTE_TORN', '身份证号'],
      ['4', 'E_FIELD_COUNT', null],
    ]);
    const original = readFileSync(join(snapshot.folder, 'rejects.bin'));
    expect(original).toEqual(gb18030('陈美,"1"x,2026-01-01,\n许文,2\n'));
    expect(rows.map((row) => Number(row['byte_offset']))).toEqual([
      0,
      gb18030('陈美,"1"x,2026-01-01,\n').length,
    ]);
  });

  it('and goes on past torn quotes where the caller says so', async () => {
    const snapshot = await ingest(`${HEADER}\n陈美,"1,2026-01-01,\n${ROWS[0] ?? ''}\n`, { onReject: 'keep' });
    expect(snapshot.exports[0]).toMatchObject({ scanned: 2, loaded: 1, rejected: 1 });
  });
});

describe('a snapshot', () => {
  it('is read back as it was written', async () => {
    const snapshot = await ingest(TEXT);
    expect(await readSnapshot(snapshot.folder)).toEqual(snapshot);
  });

  it('keeps canonical and raw beside each other', async () => {
    const text = `姓名,身份证号,死亡日期\n许文梅（已故）,'${IDS.woman1978.toLowerCase()},20260304\n陈美,3.50589E+17,\n`;
    const [first, second] = await bench.records(await ingest(text));
    expect(first).toMatchObject({
      name: '许文梅',
      name_raw: '许文梅（已故）',
      name_note: '已故',
      id: IDS.woman1978,
      id_kind: 'valid',
      death_date: '2026-03-04',
      death_date_raw: '20260304',
    });
    expect(first?.['id_raw']).toBe(`'${IDS.woman1978}`);
    expect(second).toMatchObject({
      id: null,
      id_raw: '3.50589E+17',
      id_kind: 'scientific',
      id_key: '350589',
      death_date: null,
      flags: 'D03',
    });
  });

  it('lists categories that nothing maps, and takes mappings', async () => {
    const text = `姓名,救助类型\n陈美,甲类\n许文,甲类\n许伟,低保\n许国,本地甲类\n许明,-\n`;
    const snapshot = await ingest(text, { kind: 'assistance' });
    expect(snapshot.unmapped).toEqual([{ field: 'scheme', vocabulary: 'scheme', value: '甲类', count: 2 }]);
    expect((await bench.records(snapshot)).map((row) => row['scheme'])).toEqual([
      null,
      null,
      'dibao',
      'dibao',
      null,
    ]);
    expect(snapshot.flags).toEqual({ D11: 2 });
  });

  it('does not tell values that look like persons, as where the wrong column was mapped', async () => {
    const names = ['许文梅', '陈美玉', '林小红', '黄大伟', '张国强', '吴建华'];
    const unmapped = async (values: readonly string[]): Promise<Snapshot['unmapped']> => {
      const rows = values.map((value) => `陈美,${value}`).join('\n');
      return (await ingest(`姓名,救助类型\n${rows}\n`, { kind: 'assistance' })).unmapped;
    };
    const hidden = (count: number): unknown => ({
      field: 'scheme',
      vocabulary: 'scheme',
      value: null,
      count,
    });
    expect(await unmapped(names)).toEqual([hidden(6)]);
    expect(await unmapped([IDS.woman1978, IDS.woman1978])).toEqual([hidden(2)]);
    expect(await unmapped(names.slice(0, 2))).toEqual([hidden(2)]);
    // The head of a household stands in the row of every member.
    expect(await unmapped(names.flatMap((name) => [name, name, name]))).toEqual([hidden(18)]);
    // A surname that few have is not told among names that many have.
    expect(await unmapped(['猗文梅', '猗文梅', ...names.slice(0, 2)])).toEqual([hidden(4)]);
    const classes = ['甲类', '甲类', '乙类', '丙类', '丁类', '甲'.repeat(21)];
    expect((await unmapped([...classes, ...classes])).map(({ value, count }) => [value, count])).toEqual([
      ['甲类', 4],
      ['丁类', 2],
      ['丙类', 2],
      ['乙类', 2],
      [null, 2],
    ]);
  });

  it('writes places without the spaces of a form, and keeps what was written', async () => {
    const text = '姓名,死亡日期,县区,乡镇\n陈美,2026-01-01,南 屏　县,码头镇\n';
    const [row] = await bench.records(await ingest(text));
    expect(row).toMatchObject({ county: '南屏县', county_raw: '南 屏　县', town: '码头镇', town_raw: null });
  });

  it.each([
    ['D01', 'death', '姓名,身份证号,死亡日期', `陈美,350589197804216380,2026-01-01`],
    ['D02', 'death', '姓名,身份证号,死亡日期', `陈美,350589780421638,2026-01-01`],
    ['D04', 'death', '姓名,身份证号,死亡日期', `陈美,350589********6383,2026-01-01`],
    ['D07', 'death', '姓名,身份证号,性别,死亡日期', `陈美,${IDS.woman1978},男,2026-01-01`],
    ['D07', 'death', '姓名,身份证号,出生日期,死亡日期', `陈美,${IDS.woman1978},1978-04-12,2026-01-01`],
    ['D08', 'disability', '姓名,身份证号,残疾人证号', `陈美,${IDS.woman1978},${IDS.woman1945}41`],
    ['D08', 'disability', '姓名,残疾人证号,残疾类别', `陈美,${IDS.woman1945}41,视力`],
    ['D08', 'disability', '姓名,残疾人证号,残疾等级', `陈美,${IDS.woman1945}41,二级`],
    ['D09', 'death', '姓名,出生日期,死亡日期', '陈美,1901-01-01,2026-01-01'],
    ['D11', 'disability', '姓名,残疾类别', '陈美,不知何类'],
    ['D12', 'payment', '姓名,补贴类型,发放月份,实发金额', '陈美,低保,2026-01,-5'],
    ['D12', 'payment', '姓名,补贴类型,发放月份,实发金额', '陈美,低保,2026-01,若干'],
    ['D13', 'death', '姓名,身份证号,死亡日期', `陈美,${IDS.woman1978},2026-12-01`],
    ['D13', 'death', '姓名,身份证号,死亡日期', `陈美,${IDS.woman1978},1960-12-01`],
    ['D16', 'death', '姓名,死亡日期', '无名氏,2026-01-01'],
    ['D17', 'death', '姓名,死亡日期', '陈美,去年'],
  ] as const)('flags %s in a record of kind %s: %s', async (code, kind, header, row) => {
    const snapshot = await ingest(`${header}\n${row}\n`, { kind });
    expect((await bench.records(snapshot))[0]?.['flags']).toBe(code);
  });

  it.each([
    ['changed places', `${IDS.woman1978},陈美`],
    ['changed places, the number written with signs of a spreadsheet', `'${IDS.woman1978},陈美（已故）`],
    ['stand in the name cell', `陈美 ${IDS.woman1978},`],
    ['stand in the name cell without a space', `陈美${IDS.woman1978},无`],
    ['stand in the name cell, the number first', `${IDS.woman1978}/陈美,`],
  ])('puts name and number right where they %s', async (_where, cells) => {
    const snapshot = await ingest(`姓名,身份证号,死亡日期\n${cells},2026-01-01\n`);
    expect((await bench.records(snapshot))[0]).toMatchObject({
      name: '陈美',
      id: IDS.woman1978,
      flags: 'D20',
    });
  });

  it('moves no number to an ID cell that has one, and no cell without both kinds of value', async () => {
    const rows = [`陈美 ${IDS.woman1978},${IDS.woman1945}`, `${IDS.woman1978},不详`, `陈美2,许伟国`];
    const records = await bench.records(
      await ingest(`姓名,身份证号,死亡日期\n${rows.map((row) => `${row},2026-01-01`).join('\n')}\n`),
    );
    expect(records.map((row) => [row['name'], row['id'], row['flags']])).toEqual([
      ['陈美', IDS.woman1945, null],
      [null, IDS.woman1978, 'D16 D20'],
      ['陈美', null, 'D01'],
    ]);
  });

  it('does not flag clean records, nor reversals of settlements', async () => {
    const text = `姓名,身份证号,性别,出生日期,结算日期,个人负担\n陈美,${IDS.woman1978},女,1978-04-21,2026-01-01,-5.00\n`;
    expect((await ingest(text, { kind: 'settlement' })).flags).toEqual({});
  });
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.js';
import { IDS, openBench, type Bench } from './export-builder.js';
import { sheetData, workbookOf, zipArchive, type ZipPart } from './workbook-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const HEADER = '姓名,身份证号,死亡日期';
const TEXT = `${HEADER}\n许文梅,${IDS.woman1978},2026-03-04\n许伟国,${IDS.woman1945},2026年3月5日\n`;
const EXPECTED = [
  [2, '许文梅', IDS.woman1978, '2026-03-04'],
  [3, '许伟国', IDS.woman1945, '2026-03-05'],
];
const SHEET = sheetData([
  ['姓名', '身份证号', '死亡日期'],
  ['许文梅', IDS.woman1978, '2026-03-04'],
  ['许伟国', IDS.woman1945, '2026年3月5日'],
]);
let count = 0;

function ingest(name: string, content: Buffer | string): Promise<Snapshot> {
  count += 1;
  return bench.ingest({ kind: 'death', files: [bench.file(`${count}-${name}`, content)] });
}

async function people(snapshot: Snapshot): Promise<unknown[]> {
  return (await bench.records(snapshot)).map((row) => [
    Number(row['line']),
    row['name'],
    row['id'],
    row['death_date'],
  ]);
}

async function parquet(name: string, query: string): Promise<Buffer> {
  const path = join(bench.folder, name);
  await bench.engine.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  return readFileSync(path);
}

const VALUES = `VALUES ('许文梅', '${IDS.woman1978}', DATE '2026-03-04'), ('许伟国', '${IDS.woman1945}', DATE '2026-03-05')`;

describe('a delivery is read as', () => {
  it.each([
    ['CSV in gzip', 'deaths.csv.gz', gzipSync(TEXT)],
    ['CSV in zip', 'deaths.zip', zipArchive([{ name: '死亡.csv', content: TEXT }])],
    [
      'CSV in zip beside what archivers add',
      'mac.zip',
      zipArchive([
        { name: '__MACOSX/._a', content: 'x' },
        { name: 'a/', content: '' },
        { name: 'a/b.csv', content: TEXT },
      ]),
    ],
    ['a workbook', 'deaths.xlsx', workbookOf([{ name: 'S', xml: SHEET }])],
    ['a workbook under the name of an old one', 'deaths.xls', workbookOf([{ name: 'S', xml: SHEET }])],
    [
      'a workbook in zip',
      'book.zip',
      zipArchive([{ name: 'a.xlsx', content: workbookOf([{ name: 'S', xml: SHEET }]) }]),
    ],
    ['CSV under the name of a workbook', 'text.xlsx', Buffer.from(TEXT)],
  ])('%s', async (_what, name, bytes) => {
    const snapshot = await ingest(name, bytes);
    expect(await people(snapshot)).toEqual(EXPECTED);
    expect(snapshot.exports[0]).toMatchObject({ scanned: 2, loaded: 2, rejected: 0, bytes: bytes.length });
  });

  it('an Excel 97 workbook, with dates, a number in place of an ID, a total and a hidden sheet', async () => {
    const bytes = readFileSync(join(import.meta.dirname, '../../fixtures/workbooks/deaths.xls'));
    count += 1;
    const snapshot = await bench.ingest({
      kind: 'death',
      files: [bench.file(`${count}.xls`, bytes)],
      onReject: 'keep',
    });
    expect(await people(snapshot)).toEqual([
      [3, '许文梅', IDS.woman1978, '2026-03-04'],
      [4, '许伟国', IDS.woman1945, '2026-03-05'],
    ]);
    expect(snapshot.exports[0]).toMatchObject({
      encoding: 'xls',
      rejected: 2,
      setAside: 1,
      warnings: [{ code: 'W_SHEET_HIDDEN', line: null, detail: '旧' }],
    });
  });

  it('Parquet, its rows counted from the header on', async () => {
    const bytes = await parquet('in.parquet', `SELECT * FROM (${VALUES}) t("姓名", "身份证号", "死亡日期")`);
    const snapshot = await ingest('deaths.parquet', bytes);
    expect(await people(snapshot)).toEqual(EXPECTED);
    expect(snapshot.exports[0]?.encoding).toBe('parquet');
  });

  it('Parquet whose IDs are whole numbers keeps them, and refuses floating-point ones', async () => {
    const whole = await parquet(
      'whole.parquet',
      `SELECT '许文梅' AS "姓名", ${IDS.woman1978}::BIGINT AS "身份证号", '2026-03-04' AS "死亡日期"`,
    );
    expect(await people(await ingest('whole.parquet', whole))).toEqual([EXPECTED[0]]);
    const float = await parquet(
      'float.parquet',
      `SELECT '许文梅' AS "姓名", ${IDS.woman1978}::DOUBLE AS "身份证号", '2026-03-04' AS "死亡日期"`,
    );
    await expect(ingest('float.parquet', float)).rejects.toMatchObject({ code: 'E_REJECT_SHARE' });
  });

  it('the same file twice only once, with a warning', async () => {
    const files = [
      bench.file('a.csv', TEXT),
      bench.file('b.csv', TEXT),
      bench.file('c.csv', TEXT.replace('许', '徐')),
    ];
    const snapshot = await bench.ingest({ kind: 'death', files });
    expect(snapshot.exports.map(({ file, loaded }) => [file, loaded])).toEqual([
      ['a.csv', 2],
      ['c.csv', 2],
    ]);
    expect(snapshot.exports[0]?.warnings).toEqual([{ code: 'E_FILE_TWICE', line: null, detail: 'b.csv' }]);
  });
});

/** Content types and one huge part that packs to nothing. */
function bomb(parts: readonly ZipPart[]): Buffer {
  return workbookOf([{ name: 'S', xml: SHEET }], { parts });
}

const HUGE = Buffer.alloc(64 << 20, 0x20);

describe('a delivery is refused', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>';
  it.each([
    ['a part packed 1000 : 1', 'E_ARCHIVE_LIMIT', () => bomb([{ name: 'xl/huge.xml', content: HUGE }])],
    [
      'too many parts',
      'E_ARCHIVE_LIMIT',
      () => bomb(Array.from({ length: 1001 }, (_, index) => ({ name: `p${index}`, content: '' }))),
    ],
    [
      'a part that says it is 600 MB',
      'E_ARCHIVE_LIMIT',
      () => bomb([{ name: 'big', content: 'x', claims: { unpacked: 600 << 20 } }]),
    ],
    [
      'a part larger than it says',
      'E_ARCHIVE_LIMIT',
      () =>
        zipArchive([
          { name: '[Content_Types].xml', content: '' },
          { name: 'xl/workbook.xml', content: SHEET, claims: { unpacked: 10 } },
        ]),
    ],
    [
      'parts that overlap',
      'E_ARCHIVE_DAMAGED',
      () => bomb([{ name: 'again', content: 'x', claims: { offset: 0 } }]),
    ],
    [
      'a part with another checksum',
      'E_ARCHIVE_DAMAGED',
      () =>
        zipArchive([
          { name: '[Content_Types].xml', content: '' },
          { name: 'xl/workbook.xml', content: '<workbook/>', claims: { crc: 1 } },
        ]),
    ],
    ['a document type', 'E_WORKBOOK_DAMAGED', () => workbookOf([{ name: 'S', xml: doctype }])],
    [
      'an unknown entity',
      'E_WORKBOOK_DAMAGED',
      () => workbookOf([{ name: 'S', xml: sheetData([['&x;']]).replace('&amp;', '&') }]),
    ],
    [
      'a sheet that is cut',
      'E_WORKBOOK_DAMAGED',
      () => workbookOf([{ name: 'S', xml: SHEET.replace('</sheetData>', '') }]),
    ],
    [
      'a cell beyond column XFD',
      'E_WORKBOOK_LIMIT',
      () =>
        workbookOf([{ name: 'S', xml: '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>' }]),
    ],
    [
      'a row beyond the last',
      'E_WORKBOOK_LIMIT',
      () => workbookOf([{ name: 'S', xml: sheetData([['姓名']], 1_048_577) }]),
    ],
    [
      'a cell of 1 MiB',
      'E_WORKBOOK_LIMIT',
      () => workbookOf([{ name: 'S', xml: sheetData([['x'.repeat(1 << 20)]]) }]),
    ],
    [
      'a workbook without sheets to read',
      'E_FILE_EMPTY',
      () => workbookOf([{ name: 'S', xml: sheetData([]) }]),
    ],
    ['a workbook cut in half', 'E_ARCHIVE_DAMAGED', () => bomb([]).subarray(0, 1500)],
    ['a gzip bomb', 'E_ARCHIVE_LIMIT', () => gzipSync(HUGE)],
    ['a gzip that is cut', 'E_ARCHIVE_DAMAGED', () => gzipSync(TEXT.repeat(50)).subarray(0, 60)],
    [
      'two files in an archive',
      'E_ARCHIVE_ENTRIES',
      () =>
        zipArchive([
          { name: 'a.csv', content: TEXT },
          { name: 'b.csv', content: TEXT },
        ]),
    ],
    [
      'an archive in an archive',
      'E_ARCHIVE_ENTRIES',
      () => zipArchive([{ name: 'a.zip', content: zipArchive([{ name: 'a.csv', content: TEXT }]) }]),
    ],
    ['a web page', 'E_FILE_FORMAT', () => Buffer.from('<html><body><table><tr><td>姓名</td></tr></table>')],
    [
      'a piece of a web page',
      'E_FILE_FORMAT',
      () => Buffer.from('\n<div><table><tr><td>姓名</td></tr></table></div>'),
    ],
    [
      'a web page after a comment',
      'E_FILE_FORMAT',
      () => Buffer.from('<!-- x --><table><tr><td>姓名</td></tr></table>'),
    ],
    ['a PDF', 'E_FILE_FORMAT', () => Buffer.from('%PDF-1.7 ...')],
    [
      'an old workbook that is damaged',
      'E_WORKBOOK_DAMAGED',
      () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000, 1)]),
    ],
    [
      'Parquet that is damaged',
      'E_PARQUET_DAMAGED',
      () => Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(100, 7), Buffer.from('PAR1')]),
    ],
  ])('%s: %s', async (_what, code, make) => {
    await expect(ingest('bad.bin', make())).rejects.toMatchObject({ code, class: 'input' });
  });

  it('a workbook with a password', async () => {
    const bytes = await writeXlsx({
      sheets: [{ name: 'S', rows: [['姓名', '死亡日期']] }],
      encryption: { password: 'x' },
    });
    await expect(ingest('locked.xlsx', Buffer.from(bytes))).rejects.toMatchObject({
      code: 'E_WORKBOOK_ENCRYPTED',
    });
  });

  it('and leaves nothing behind', async () => {
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(bench.folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

it('packs what it claims to pack', () => {
  expect(deflateRawSync(HUGE).length * 200).toBeLessThan(HUGE.length);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readList, type ReadList } from '../../src/ingest/read-list.js';
import { encodeGb18030 } from '../../scripts/sample/encode-gb18030.js';
import { sheetData, workbookOf } from './workbook-builder.js';

const KNOWN = ['线索编号', '核查结果', '备注'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-list-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function read(name: string, content: string | Buffer): Promise<ReadList> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return readList({ path, shown: name }, join(folder, 'work'), (header) => KNOWN.includes(header));
}

describe('a list that came back', () => {
  it('is read under a title, with line breaks, empty rows and torn rows', async () => {
    const list = await read(
      'a.csv',
      '\uFEFF排查清单,,\r\n线索编号,核查结果,备注\r\nF1,属实,"两行\r\n文字"\r\n,,\r\nF2,不属实,,,多\r\nF3,,\r\n',
    );
    expect(list.headers).toEqual(KNOWN);
    expect(list.rows).toEqual([
      { line: 3, cells: ['F1', '属实', '两行\n文字'] },
      { line: 7, cells: ['F3', '', ''] },
    ]);
    expect(list.torn).toEqual([{ line: 6, code: 'E_FIELD_COUNT' }]);
    expect(list.blank).toBe(1);
    expect(list.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is read as Chinese spreadsheets save it: GB18030', async () => {
    const list = await read('a.csv', encodeGb18030('线索编号,核查结果,备注\nF1,属实,家中\n'));
    expect(list.rows).toEqual([{ line: 2, cells: ['F1', '属实', '家中'] }]);
  });

  it('is read from a workbook, the row number for the line', async () => {
    const list = await read(
      'a.xlsx',
      workbookOf([{ name: '清单', xml: sheetData([KNOWN, ['F1', '属实', { n: '7' }]]) }]),
    );
    expect(list.rows).toEqual([{ line: 2, cells: ['F1', '属实', '7'] }]);
  });

  it('is refused where no row is its header, and nothing of it is echoed', async () => {
    const error: unknown = await read('a.csv', '陈守义,350589195205091647\n').catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'E_LIST_HEADER', class: 'input' });
    expect(String(error)).not.toContain('陈守义');
  });
});

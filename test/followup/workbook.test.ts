import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filledCells, filledColumn } from '../../src/followup/filled-list.js';
import { PRINTED, TO_FILL } from '../../src/followup/list-cells.js';
import { OUTCOME_CHOICES, readOutcome, readSeen, SEEN_LABELS } from '../../src/followup/outcome-words.js';
import { listWorkbook, type WorkbookRow } from '../../src/followup/workbook.js';
import { readList } from '../../src/ingest/read-list.js';
import { FINDING_KINDS, type FindingKind } from '../../src/model/finding.js';

const RUN_ID = '000007-20261031';
const HEAD: readonly string[] = [...PRINTED, ...TO_FILL];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yingbao-workbook-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function row(kind: FindingKind, cells: Readonly<Record<string, string>> = {}): WorkbookRow {
  return { kind, cells: HEAD.map((column) => cells[column] ?? '') };
}

/** The bytes of a workbook and the workbook as another library reads it. */
async function written(rows: readonly WorkbookRow[]): Promise<{
  readonly bytes: Uint8Array;
  readonly book: ExcelJS.Workbook;
  readonly list: ExcelJS.Worksheet;
}> {
  const bytes = await listWorkbook(rows, RUN_ID);
  if (bytes === null) throw new Error('no workbook');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  return { bytes, book, list: book.getWorksheet('排查清单') ?? book.addWorksheet() };
}

function cellAt(list: ExcelJS.Worksheet, column: string, line: number): ExcelJS.Cell {
  return list.getCell(line, HEAD.indexOf(column) + 1);
}

describe('a worklist as a workbook', () => {
  it('has a frozen head, the same columns as the CSV, and a sheet that explains', async () => {
    const { book, list } = await written([row('missed', { 姓名: '陈守义' })]);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['排查清单', '填表说明']);
    expect((list.getRow(1).values as readonly string[]).slice(1)).toEqual(HEAD);
    expect(list.views).toMatchObject([{ state: 'frozen', ySplit: 1 }]);
    expect(list.pageSetup).toMatchObject({ orientation: 'landscape', printTitlesRow: '1:1' });
    const guide = book.getWorksheet('填表说明');
    for (const words of Object.values(OUTCOME_CHOICES).flat())
      expect(JSON.stringify(guide?.getSheetValues())).toContain(words);
  });

  it('keeps numbers as text, filled in or not, and never holds a formula', async () => {
    const { list } = await written([
      row('missed', {
        身份证号: '350589********1084',
        联系电话: '13800000000',
        姓名: '=1+1',
        住址: '@SUM(A1)',
      }),
    ]);
    for (const column of HEAD) expect(cellAt(list, column, 2).numFmt, column).toBe('@');
    expect(cellAt(list, '联系电话', 2).value).toBe('13800000000');
    expect(cellAt(list, '姓名', 2)).toMatchObject({ value: '=1+1', type: ExcelJS.ValueType.String });
    expect(cellAt(list, '住址', 2)).toMatchObject({ value: '@SUM(A1)', type: ExcelJS.ValueType.String });
  });

  it('offers for each row the outcomes of its kind of finding', async () => {
    const { list } = await written([row('missed'), row('wrong'), row('missed'), row('missed'), row('data')]);
    const kinds: readonly FindingKind[] = ['missed', 'wrong', 'missed', 'missed', 'data'];
    for (const [index, kind] of kinds.entries()) {
      expect(cellAt(list, '核查结果', index + 2).dataValidation).toMatchObject({
        type: 'list',
        formulae: [`"${OUTCOME_CHOICES[kind].join(',')}"`],
        showErrorMessage: true,
      });
      expect(cellAt(list, '核查结果', index + 2).value ?? '').toBe('');
      expect(cellAt(list, '是否见到本人', index + 2).dataValidation.formulae).toEqual(['"是,否"']);
    }
  });

  it('offers only words that an import understands, in a list that Excel takes', () => {
    for (const kind of FINDING_KINDS) {
      for (const word of OUTCOME_CHOICES[kind])
        expect(readOutcome(word, kind), `${kind} ${word}`).not.toMatch(/unknown|other_kind/);
      expect(OUTCOME_CHOICES[kind].join(',').length).toBeLessThan(255);
    }
    expect(readSeen(Object.values(SEEN_LABELS).join('、'))).toHaveLength(7);
  });

  it('comes back as it was filled in', async () => {
    const { book, list } = await written([
      row('missed', { 线索编号: 'F1', 批次编号: RUN_ID }),
      row('missed', { 线索编号: 'F2' }),
    ]);
    cellAt(list, '核查结果', 2).value = '不属实';
    cellAt(list, '核查时间', 2).value = '2026-11-02 09:30';
    // Pasted from elsewhere, with its format.
    cellAt(list, '核查结果', 3).value = '属实';
    cellAt(list, '核查时间', 3).numFmt = 'yyyy-mm-dd hh:mm';
    cellAt(list, '核查时间', 3).value = new Date('2026-11-02T09:30:00Z');
    const path = join(folder, 'filled.xlsx');
    await book.xlsx.writeFile(path);
    const read = await readList(
      { path, shown: 'filled.xlsx' },
      join(folder, 'unpacked'),
      (header) => filledColumn(header) !== null,
    );
    const rows = read.rows.map(({ line, cells }) => ({ line, ...filledCells(read.headers, cells) }));
    expect(rows).toMatchObject([
      { line: 2, finding: 'F1', run: RUN_ID, outcome: '不属实', visited: '2026-11-02 09:30' },
      { line: 3, finding: 'F2', outcome: '属实', visited: expect.stringMatching(/^2026-11-02/) as string },
    ]);
  });

  it('is the same to the byte for the same list, and says nothing of when it was written', async () => {
    const rows = [row('missed', { 姓名: '陈守义' })];
    const first = await listWorkbook(rows, RUN_ID);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(Buffer.from((await listWorkbook(rows, RUN_ID)) ?? [])).toEqual(Buffer.from(first ?? []));
  });

  it('can be opened whatever a department wrote', async () => {
    const hostile = ['a\u0000b\u000Bc\uFFFE', '\uD800', '<&>"\'', 'x\ty\r\nz', '长'.repeat(40_000), '𠮷'];
    const { bytes, list } = await written(hostile.map((address) => row('missed', { 住址: address })));
    expect(hostile.map((_, index) => cellAt(list, '住址', index + 2).text.length)).toEqual([
      3, 1, 5, 6, 32_767, 2,
    ]);
    const path = join(folder, 'list.xlsx');
    writeFileSync(path, bytes);
    const read = await readList({ path, shown: 'list.xlsx' }, join(folder, 'unpacked'), () => true);
    expect(read.rows).toHaveLength(hostile.length);
  });
});

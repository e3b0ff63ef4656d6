import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../scripts/sample/encode-gb18030.js';
import { CONFIRMS, filledCsv, ledgerOf, listRecords, TODAY, type ListRecord } from './filled.js';
import { cliProject, type CliProject, type Ended } from './program.js';

let project: CliProject;
let records: readonly ListRecord[];

beforeAll(async () => {
  project = cliProject('status-over-four-runs');
  expect((await project.yingbao(['run', '--quiet'])).code).toBe(0);
  records = listRecords(project.folder);
});
afterAll(() => {
  project.remove();
});
beforeEach(() => {
  rmSync(join(project.folder, 'ledger.jsonl'), { force: true });
});

const NOTE = '张三丰电话13900010001';

function importFilled(fills: readonly ListRecord[], ...options: readonly string[]): Promise<Ended> {
  project.write('filled.csv', filledCsv(records, ...fills));
  return project.yingbao(['outcome', 'import', join(project.folder, 'filled.csv'), ...options]);
}

function figures({ out }: Ended): unknown {
  const { files } = JSON.parse(out) as { files: readonly Record<string, unknown>[] };
  return files.map(({ rows, taken, unchanged, blank, rejected }) => ({
    rows,
    taken,
    unchanged,
    blank,
    rejected,
  }));
}

describe('yingbao outcome import', () => {
  it('takes all lists of a folder', async () => {
    const [first, second] = records;
    mkdirSync(join(project.folder, 'back', 'town'), { recursive: true });
    project.write(join('back', 'one.csv'), filledCsv([first ?? {}], CONFIRMS));
    project.write(join('back', 'town', 'two.csv'), filledCsv([second ?? {}], CONFIRMS));
    const ended = await project.yingbao(['outcome', 'import', join(project.folder, 'back'), '--json']);
    expect(figures(ended)).toEqual([
      { rows: 1, taken: 1, unchanged: 0, blank: 0, rejected: 0 },
      { rows: 1, taken: 1, unchanged: 0, blank: 0, rejected: 0 },
    ]);
    const none = await project.yingbao([
      'outcome',
      'import',
      join(project.folder, 'standards-none', '*.csv'),
    ]);
    expect(none.code).toBe(3);
    expect(none.err).toContain('E_FILE_MISSING');
  });

  it('takes a list back, once, and keeps no word of its note', async () => {
    expect(records).toHaveLength(2);
    const first = await importFilled([{ ...CONFIRMS, 备注: NOTE }], '--json');
    expect(first.code).toBe(0);
    expect(figures(first)).toEqual([{ rows: 2, taken: 1, unchanged: 0, blank: 1, rejected: 0 }]);
    expect(ledgerOf(project.folder)).toMatchObject([
      {
        type: 'outcome',
        finding_id: records[0]?.['线索编号'],
        run: records[0]?.['批次编号'],
        outcome: 'confirmed',
        who: 'grid-7',
        visited: TODAY,
        seen: ['home', 'document'],
        rule: 'M01',
        group: { severity: 'high', confidence: 'high', county: '南屏县' },
      },
    ]);
    const second = await importFilled([{ ...CONFIRMS, 备注: NOTE }], '--json');
    expect(figures(second)).toEqual([{ rows: 2, taken: 0, unchanged: 1, blank: 1, rejected: 0 }]);
    expect(ledgerOf(project.folder)).toHaveLength(1);
    const kept = ['ledger.jsonl', '.yingbao/audit.jsonl'].map((file) =>
      readFileSync(join(project.folder, file), 'utf8'),
    );
    for (const text of [...kept, first.out, first.err]) expect(text).not.toMatch(/张三丰|13900010001/);
    expect(kept[1]).toContain('"action":"outcome"');
  });

  it('writes nothing on a dry run', async () => {
    const ended = await importFilled([CONFIRMS, { ...CONFIRMS, 核查结果: '停发' }], '--dry-run', '--json');
    expect(figures(ended)).toEqual([{ rows: 2, taken: 1, unchanged: 0, blank: 0, rejected: 1 }]);
    expect(existsSync(join(project.folder, 'ledger.jsonl'))).toBe(false);
    expect(existsSync(join(project.folder, 'outcomes'))).toBe(false);
  });

  it('lists what it does not take by line, column and code, without what stands there', async () => {
    const ended = await importFilled(
      [
        { ...CONFIRMS, 核查结果: NOTE },
        { ...CONFIRMS, 核查人编号: '李四' },
      ],
      '--fail-on',
      'reject',
    );
    expect(ended.code).toBe(1);
    const [file] = /outcomes\/\S+/.exec(ended.out) ?? [];
    const text = readFileSync(join(project.folder, file ?? ''), 'utf8');
    expect(parse(text, { bom: true, columns: true })).toMatchObject([
      { line: '2', column: '核查结果', code: 'E_OUTCOME_WORD' },
      { line: '3', column: '核查人编号', code: 'E_OUTCOME_WORKER' },
    ]);
    expect(`${text}${ended.out}${ended.err}`).not.toMatch(/张三丰|13900010001|李四/);
    expect(existsSync(join(project.folder, 'ledger.jsonl'))).toBe(false);
  });

  it('takes GB18030, whatever the order of the files', async () => {
    const [first, second] = records;
    const a = join(project.folder, 'a.csv');
    const b = join(project.folder, 'b.csv');
    writeFileSync(a, encodeGb18030(filledCsv(first === undefined ? [] : [first], CONFIRMS)));
    writeFileSync(b, filledCsv(second === undefined ? [] : [second], CONFIRMS));
    await project.yingbao(['outcome', 'import', b, a]);
    const found = ledgerOf(project.folder).map((line) => line['finding_id']);
    expect(found).toEqual(records.map((record) => record['线索编号']));
  });

  it('says when two people say the opposite, and the finding stays open', async () => {
    await importFilled([CONFIRMS]);
    const ended = await importFilled(
      [{ ...CONFIRMS, 核查结果: '不属实', 核查人编号: 'grid-8' }],
      '--lang',
      'en',
    );
    expect(ended.err).toContain('W_OUTCOME_DISPUTED');
    expect(ended.err).toContain('grid-7, grid-8');
  });

  it('reports answers that are too fast, by id and counts, once in the ledger', async () => {
    const settings = readFileSync(join(project.folder, 'yingbao.yaml'), 'utf8');
    project.write('yingbao.yaml', `${settings}outcomes: { perHour: 1 }\n`);
    const fast = [1, 2].map((minute) => ({ ...CONFIRMS, 核查时间: `${TODAY} 00:0${minute}`, 备注: NOTE }));
    const first = await importFilled(fast, '--fail-on', 'review', '--lang', 'en');
    const second = await importFilled(fast, '--fail-on', 'review', '--json');
    project.write('yingbao.yaml', settings);
    expect([first.code, second.code]).toEqual([1, 1]);
    expect(first.err).toContain('W_OUTCOME_REVIEW grid-7: too many in an hour, 2 of 2');
    expect(JSON.parse(second.out)).toMatchObject({ reviews: [{ who: 'grid-7', pattern: 'fast', count: 2 }] });
    expect(ledgerOf(project.folder).map(({ type }) => type)).toEqual(['outcome', 'outcome', 'review']);
  });

  it('takes back a workbook that was written beside the CSV and filled in', async () => {
    const own = cliProject('status-over-four-runs');
    try {
      const settings = readFileSync(join(own.folder, 'yingbao.yaml'), 'utf8');
      own.write('yingbao.yaml', `${settings}outputs: { workbooks: true }\n`);
      const run = await own.yingbao(['run', '--quiet', '--json']);
      const { runId, worklists } = JSON.parse(run.out) as {
        runId: string;
        worklists: readonly { file: string; workbook: string }[];
      };
      const { file, workbook } = worklists[0] ?? { file: '', workbook: '' };
      expect(workbook).toBe(file.replace(/csv$/, 'xlsx'));
      const path = join(own.folder, 'runs', runId, 'worklists', workbook);
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(path);
      const list = book.worksheets[0];
      const head = (list?.getRow(1).values as readonly string[] | undefined) ?? [];
      for (const [column, value] of Object.entries(CONFIRMS)) {
        const cell = list?.getCell(2, head.indexOf(column));
        if (cell !== undefined) cell.value = value;
      }
      await book.xlsx.writeFile(join(own.folder, 'filled.xlsx'));
      const ended = await own.yingbao(['outcome', 'import', join(own.folder, 'filled.xlsx'), '--json']);
      expect(figures(ended)).toEqual([{ rows: 2, taken: 1, unchanged: 0, blank: 1, rejected: 0 }]);
      expect(ledgerOf(own.folder)).toMatchObject([
        { outcome: 'confirmed', visited: TODAY, run: runId, finding_id: list?.getCell(2, 2).value },
      ]);
      const again = await own.yingbao(['outcome', 'import', path, '--json']);
      expect(figures(again)).toEqual([{ rows: 2, taken: 0, unchanged: 0, blank: 2, rejected: 0 }]);
    } finally {
      own.remove();
    }
  });

  it('waits for a run that holds the project', async () => {
    writeFileSync(
      join(project.folder, '.yingbao', 'lock.json'),
      JSON.stringify({ pid: process.pid, host: 'elsewhere', started: 'now', bootId: '', processStart: '' }),
    );
    const ended = await importFilled([CONFIRMS]);
    rmSync(join(project.folder, '.yingbao', 'lock.json'));
    expect({ code: ended.code, told: ended.err.includes('E_LOCKED') }).toEqual({ code: 4, told: true });
    expect(existsSync(join(project.folder, 'ledger.jsonl'))).toBe(false);
  });

  it('refuses what is no list, with code 3', async () => {
    project.write('other.csv', '姓名,身份证号\n陈守义,350589195205091647\n');
    const ended = await project.yingbao(['outcome', 'import', join(project.folder, 'other.csv')]);
    expect(ended.code).toBe(3);
    expect(ended.err).toContain('E_LIST_HEADER');
    expect(ended.err).not.toContain('陈守义');
  });

  it('explains its codes', async () => {
    expect((await project.yingbao(['explain', 'E_OUTCOME_EARLY'])).out).toContain('核查日期早于清单下发日期');
  });
});

describe('the steps after the import', () => {
  let wrong: CliProject;
  let finding: string;
  beforeAll(async () => {
    wrong = cliProject('w01-paid-after-death');
    await wrong.yingbao(['run', '--quiet']);
    const lists = listRecords(wrong.folder).filter((record) => record['排查类型'] === '疑似错保');
    finding = lists[0]?.['线索编号'] ?? '';
    wrong.write('filled.csv', filledCsv(lists, CONFIRMS));
  });
  afterAll(() => {
    wrong.remove();
  });

  it('are taken one by one, by people with an id; closing early ends with 2 and names the day', async () => {
    const imported = await wrong.yingbao(['outcome', 'import', join(wrong.folder, 'filled.csv')]);
    expect(imported.err).toContain('outcome approve');
    expect((await wrong.yingbao(['outcome', 'approve', finding, '--by', 'desk-1'])).code).toBe(0);
    const notice = await wrong.yingbao(['notice', finding, '--by', 'desk-1']);
    expect(notice.out).toContain(`notices/告知书-${finding}.txt`);
    const told = await wrong.yingbao(['outcome', 'list', '--json']);
    const [first] = JSON.parse(told.out) as Readonly<Record<string, string>>[];
    expect(first).toMatchObject({
      finding_id: finding,
      state: 'verifying',
      told: TODAY,
      approved_by: 'desk-1',
    });
    const early = await wrong.yingbao(['outcome', 'close', finding, '--by', 'desk-1']);
    expect(early.code).toBe(2);
    expect(early.err).toContain('E_CLOSE_EARLY');
    expect(early.err).toContain(first?.['closable_from'] ?? '?');
    const objected = await wrong.yingbao(['outcome', 'object', finding, '--by', 'desk-1']);
    expect(objected.out).toContain('暂停至');
    const shown = [imported, notice, told, early, objected].map(({ out, err }) => out + err).join('');
    expect(shown).not.toMatch(/陈守义|吴彩凤|黄志成/);
  });

  it('name whoever approves faster than anybody reads', async () => {
    const others = listRecords(wrong.folder)
      .filter((record) => record['排查类型'] === '疑似错保' && record['线索编号'] !== finding)
      .slice(0, 2);
    wrong.write('others.csv', filledCsv(others, CONFIRMS, CONFIRMS));
    await wrong.yingbao(['outcome', 'import', join(wrong.folder, 'others.csv')]);
    const settings = readFileSync(join(wrong.folder, 'yingbao.yaml'), 'utf8');
    wrong.write('yingbao.yaml', `${settings}outcomes: { perHour: 1 }\n`);
    const told: string[] = [];
    for (const { 线索编号: one = '' } of others)
      told.push((await wrong.yingbao(['outcome', 'approve', one, '--by', 'desk-3', '--lang', 'en'])).err);
    wrong.write('yingbao.yaml', settings);
    expect(told[0]).toBe('');
    expect(told[1]).toContain('W_OUTCOME_REVIEW desk-3: too many approvals in an hour, 2 of 2');
    expect(ledgerOf(wrong.folder).at(-1)).toMatchObject({ type: 'review', pattern: 'fast_approvals' });
  });

  it('want an id and one finding', async () => {
    expect((await wrong.yingbao(['outcome', 'approve', finding])).code).toBe(2);
    expect((await wrong.yingbao(['outcome', 'approve', finding, finding, '--by', 'desk-1'])).code).toBe(2);
    expect((await wrong.yingbao(['outcome', 'list', '--state', 'stopped'])).code).toBe(2);
  });
});

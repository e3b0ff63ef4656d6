import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Row } from '../../src/engine/engine.js';
import { fileSlug, LIST_LABEL, writeWorklists, type WrittenWorklist } from '../../src/followup/worklist.js';
import { FINDING_COLUMNS } from '../../src/model/finding.js';
import { buildFinding, openParquetBench, type FindingRow } from './finding-builder.js';

const RULES = [
  {
    id: 'M01',
    title: '重度残疾人未纳入保障',
    check: ['由谁照料', '是否愿意申请'],
    innocent: ['收入超过标准'],
  },
];
const RUN_ID = '000007-20261031';
let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'yingbao-worklist-')), 'worklists');
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

/** Rows in batches of two, as an engine hands them over. */
async function* inBatches(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let place = 0; place < rows.length; place += 2) {
    await Promise.resolve();
    yield rows.slice(place, place + 2);
  }
}

function write(findings: readonly FindingRow[]): Promise<readonly WrittenWorklist[]> {
  return writeWorklists(inBatches(findings.map((finding) => buildFinding(finding))), RULES, {
    folder,
    runId: RUN_ID,
    workbooks: false,
  });
}

/** The records of a list, read the way a spreadsheet reads them. */
function readList(file: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(join(folder, file)), { bom: true, columns: true });
}

async function onlyList(
  findings: readonly FindingRow[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const [list, ...others] = await write(findings);
  expect(others).toEqual([]);
  return readList(list?.file ?? '');
}

describe('a worklist', () => {
  it('opens rightly in Excel and WPS: UTF-8 with BOM, CRLF', async () => {
    const [list] = await write([{}]);
    const bytes = readFileSync(join(folder, list?.file ?? ''));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').split('\n');
    expect(lines.slice(0, -1).every((line) => line.endsWith('\r'))).toBe(true);
  });

  it('stands in the folder of its county, whatever the county is called', async () => {
    const lists = await write([
      { county: '../南屏 县', list_label: '网格 甲' },
      { county: '北陵县', list_label: '网格 乙' },
      { county: null, list_label: '乡镇核对' },
    ]);
    expect(lists.map(({ file }) => file.split('/'))).toEqual([
      ['南屏-县', expect.stringMatching(/^网格-甲-[0-9a-f]{8}\.csv$/)],
      ['北陵县', expect.stringMatching(/^网格-乙-/)],
      ['县区未写明', expect.stringMatching(/^乡镇核对-/)],
    ]);
    for (const { file } of lists) expect(readList(file)).toHaveLength(1);
  });

  it('is for its owner only', async () => {
    const [list] = await write([{}]);
    expect(statSync(folder).mode & 0o077).toBe(0);
    expect(statSync(join(folder, list?.file ?? '')).mode & 0o077).toBe(0);
  });

  it('says who, why, what speaks against it, what else it may be and what to check', async () => {
    const [record] = await onlyList([{ counter_evidence_zh: '参加职工医保' }]);
    expect(record).toMatchObject({
      序号: '1',
      线索编号: 'F1',
      批次编号: RUN_ID,
      排查类型: '疑似漏保',
      优先级: '红',
      线索状态: '新增',
      姓名: '陈守义',
      性别: '男',
      年龄: '78',
      身份证号: '350589********1084',
      联系电话: '138****1234',
      疑点: 'M01 重度残疾人未纳入保障',
      疑点说明: '持有有效残疾人证',
      反向线索: '参加职工医保',
      身份把握: '确定',
      可能的正常原因: '收入超过标准',
      入户重点核查事项: '由谁照料；是否愿意申请',
    });
  });

  it('leaves to the visit what the visit finds', async () => {
    const [record] = await onlyList([{}]);
    for (const column of [
      '是否见到本人',
      '核查结果',
      '核查依据',
      '不符合原因',
      '拟采取措施',
      '本人意愿',
      '困难描述',
      '核查人编号',
      '核查时间',
      '备注',
    ]) {
      expect(record, column).toHaveProperty(column, '');
    }
  });

  it.each([
    '=HYPERLINK("http://example.org";"x")',
    '+1+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
  ])('disarms %j wherever a department may have written it', async (hostile) => {
    const [record] = await onlyList([
      { name: hostile, address: hostile, village: hostile, reason_zh: hostile, counter_evidence_zh: hostile },
    ]);
    for (const column of ['姓名', '住址', '村居', '疑点说明', '反向线索']) {
      expect(record?.[column], column).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      expect(record?.[column], column).toContain(hostile.trim());
    }
  });

  it('keeps commas, quotes and line breaks inside their cell', async () => {
    const [record] = await onlyList([{ address: '石桥村"二组",15号\n后院' }]);
    expect(record?.['住址']).toBe('石桥村"二组",15号\n后院');
  });

  it('numbers what one visit covers together', async () => {
    const records = await onlyList([
      { finding_id: 'F1', visit_id: 'HAAAAAAAAAAAA', person_id: 'P1' },
      { finding_id: 'F2', visit_id: 'HBBBBBBBBBBBB', person_id: 'P2' },
      { finding_id: 'F3', visit_id: 'HAAAAAAAAAAAA', person_id: 'P3' },
    ]);
    expect(records.map((record) => record['户内编号'])).toEqual([
      'HAAAAAAAA-1',
      'HBBBBBBBB-1',
      'HAAAAAAAA-2',
    ]);
  });

  it('counts findings and people', async () => {
    const lists = await write([
      { finding_id: 'F1', person_id: 'P1' },
      { finding_id: 'F2', person_id: 'P1' },
      { finding_id: 'F3', person_id: 'P2' },
    ]);
    expect(lists).toEqual([expect.objectContaining({ findings: 3, people: 2 })]);
  });

  it('is not written where there is nobody', async () => {
    expect(await write([])).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the lists together', () => {
  const label = fc.oneof(
    fc.constantFrom(
      '网格 甲',
      '网格 甲 ',
      '网格/甲',
      '../../etc/passwd',
      'a'.repeat(300),
      '..',
      '.',
      'CON',
      'nul',
      '',
      '𠮷'.repeat(60),
      '网格\n甲',
      '網格 甲',
    ),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  );

  it('hold every finding exactly once, whatever grids are called', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(label, { minLength: 1, maxLength: 12 }), async (labels) => {
        rmSync(folder, { recursive: true, force: true });
        const sorted = [...labels].sort();
        const lists = await write(
          sorted.map((list_label, index) => ({ list_label, finding_id: `F${index}` })),
        );
        const found = lists.flatMap(({ file }) => readList(file).map((record) => record['线索编号']));
        expect(found.sort()).toEqual(labels.map((_, index) => `F${index}`).sort());
        expect(lists).toHaveLength(new Set(labels).size);
      }),
      { numRuns: 40 },
    );
  });

  it('stay in their folder under a plain name', () => {
    fc.assert(
      fc.property(label, (name) => {
        const slug = fileSlug(name);
        expect(slug).toMatch(/^[\p{Script=Han}A-Za-z0-9-]*-[0-9a-f]{8}$/u);
        expect(Buffer.byteLength(`${slug}.csv`)).toBeLessThan(255);
      }),
    );
  });

  it('have different names for grids that look alike', () => {
    const names = ['第1网格', '第-1网格', '第 1网格', '第１网格', '第1网格 '].map(fileSlug);
    expect(new Set(names).size).toBe(5);
  });
});

describe('the list a finding goes to', () => {
  async function labelOf(finding: FindingRow): Promise<unknown> {
    const bench = await openParquetBench();
    try {
      const path = await bench.write('f.parquet', FINDING_COLUMNS, [buildFinding(finding)]);
      const rows = await bench.engine.rows(
        `SELECT ${LIST_LABEL} AS label FROM ${bench.engine.dialect.readParquet([path])}`,
      );
      return rows[0]?.['label'];
    } finally {
      await bench.close();
    }
  }

  it('is that of the grid', async () => {
    expect(await labelOf({})).toBe('网格 南屏县 青溪镇 石桥村 第一网格');
  });

  it('is that of the town where the identity is doubtful', async () => {
    expect(await labelOf({ confidence: 'low' })).toBe('乡镇核对 南屏县 青溪镇');
  });

  it('is that of the village where nobody knows the grid', async () => {
    expect(await labelOf({ grid: null })).toBe('村居 南屏县 青溪镇 石桥村');
  });

  it('is that of the town where nobody knows the village either', async () => {
    expect(await labelOf({ grid: null, village: null })).toBe('乡镇核对 南屏县 青溪镇');
  });

  it('is somewhere even when no place is known', async () => {
    expect(await labelOf({ grid: null, county: null, town: null, village: null })).toBe('乡镇核对');
  });
});

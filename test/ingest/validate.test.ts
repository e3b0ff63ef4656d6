import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateExport, type ValidationReport, type ValidationRequest } from '../../src/ingest/validate.js';
import { renderGithub } from '../../src/ingest/validation-formats/github-report.js';
import { renderJson } from '../../src/ingest/validation-formats/json-report.js';
import { renderJunit } from '../../src/ingest/validation-formats/junit-report.js';
import { renderSarif } from '../../src/ingest/validation-formats/sarif-report.js';
import { renderText } from '../../src/ingest/validation-formats/text-report.js';
import { findIssue, ISSUE_CATALOGUE } from '../../src/model/issue-catalogue.js';
import { IDS, openBench, type Bench } from './export-builder.js';

let bench: Bench;
let report: ValidationReport;

const DIRTY = [
  '姓名,身份证号,死亡日期,备注',
  `许文梅,${IDS.woman1978},2026-03-04,`,
  '陈美,350589197804216380,2026-01-01,',
  '陈兰,"1"x,2026-01-01,',
  '陈芳,350589197804216381,去年,"未闭合',
  `许文梅,${IDS.woman1978},2026-03-04,`,
  '',
].join('\n');

function validate(content: string, request: Partial<ValidationRequest> = {}): Promise<ValidationReport> {
  return validateExport(bench.engine, {
    registry: 'deaths',
    kind: 'death',
    files: [bench.file('死亡.csv', content)],
    asOf: '2026-10-31',
    today: '2026-11-20',
    columns: {},
    mappings: {},
    workFolder: join(bench.folder, 'work'),
    maxRejectShare: 0.01,
    maxPlaces: 10,
    ...request,
  });
}

beforeAll(async () => {
  bench = await openBench();
  report = await validate(DIRTY);
});
afterAll(() => bench.close());

describe('a category that nothing maps', () => {
  const codes = async (header: string, value: string): Promise<readonly unknown[]> => {
    const { issues } = await validate(`姓名,身份证号,${header}\n许文梅,${IDS.woman1978},${value}\n`, {
      registry: 'roll',
      kind: header.includes('残疾') ? 'disability' : 'assistance',
    });
    return issues.map(({ code, detail }) => [code, detail]);
  };

  it('is an error where it stops a run, and only then', async () => {
    expect(await codes('救助类型', '甲类')).toEqual([
      ['E_CATEGORY_UNMAPPED', 'scheme: 甲类'],
      ['D11', 'scheme: 甲类'],
    ]);
    expect(await codes('残疾类别,残疾等级,证件状态', '肢体,三级,甲类')).toEqual([['D11', 'status: 甲类']]);
  });
});

describe('what only records together show', () => {
  const places = async (rows: readonly string[]): Promise<readonly unknown[]> => {
    const { issues } = await validate(['姓名,身份证号,死亡日期', ...rows, ''].join('\n'));
    return issues.map(({ code, places: found }) => [code, found.map(({ line }) => line)]);
  };

  it('is one ID under two names', async () => {
    const rows = [`许文梅,${IDS.woman1978},2026-03-04`, `陈美,${IDS.woman1978},2026-03-05`];
    expect(await places([...rows, `林兰,${IDS.woman1945},2026-03-05`])).toEqual([['D05', [2, 3]]]);
  });

  it('is a slip in one of two IDs of the same name and birth date', async () => {
    const rows = ['许文梅,350589197804216383,2026-03-04', '许文梅,350589197804216338,2026-03-04'];
    expect(await places(rows)).toEqual([
      ['D01', [3]],
      ['D06', [2, 3]],
    ]);
    expect(await places([rows[0] ?? '', '许文兰,350589197804216338,2026-03-04'])).toEqual([['D01', [3]]]);
  });
});

describe('validateExport', () => {
  it('balances its counts', () => {
    expect(report.totals).toMatchObject({ scanned: 5, loaded: 3, rejected: 2 });
  });

  it('names each trouble with its lines', () => {
    expect(
      report.issues.map(({ code, count, places }) => [code, count, places.map(({ line }) => line)]),
    ).toEqual([
      ['E_QUOTE_TORN', 1, [4]],
      ['E_QUOTE_UNCLOSED', 1, [5]],
      ['E_REJECT_SHARE', 1, []],
      ['D01', 1, [3]],
      ['D10', 1, [6]],
    ]);
  });

  it('caps the places, never the count', async () => {
    const rows = Array.from({ length: 30 }, () => '无名氏,,2026-01-01,').join('\n');
    const capped = await validate(`姓名,身份证号,死亡日期,备注\n${rows}\n`, { maxPlaces: 2 });
    const issue = capped.issues.find(({ code }) => code === 'D16');
    expect([issue?.count, issue?.places.length]).toEqual([30, 2]);
  });

  it('tells the usual shapes of a column, never its text', async () => {
    const rows = [
      ...Array.from({ length: 8 }, () => `许文梅,${IDS.woman1978},2026-03-04`),
      '林兰,R123(甲),2026/3/4',
    ];
    const { files } = await validate(['姓名,身份证号,死亡日期', ...rows, ''].join('\n'));
    expect(files[0]?.profile.map(({ patterns }) => patterns)).toEqual([
      [
        { pattern: '汉{3}', share: 0.889 },
        { pattern: '汉汉', share: 0.111 },
      ],
      [
        { pattern: '9{18}', share: 0.889 },
        { pattern: 'A9{3}(汉)', share: 0.111 },
      ],
      [
        { pattern: '9{4}-99-99', share: 0.889 },
        { pattern: '9{4}/9/9', share: 0.111 },
      ],
    ]);
  });

  it('profiles columns without values', () => {
    expect(report.files[0]?.profile.find(({ field }) => field === 'id')).toMatchObject({
      header: '身份证号',
      records: 3,
      filled: 3,
      unread: 1,
      distinct: 2,
      shortest: 18,
      longest: 18,
    });
    expect(JSON.stringify(report)).not.toMatch(/许文梅|350589/);
  });

  it('reports a file that cannot be read and goes on with the next one', async () => {
    const files = [bench.file('leer.csv', ''), bench.file('gut.csv', '姓名,死亡日期\n陈美,2026-01-01\n')];
    const both = await validate('', { files });
    expect(both.issues.map(({ file, code }) => [file, code])).toEqual([['leer.csv', 'E_FILE_EMPTY']]);
    expect(both.totals.loaded).toBe(1);
  });

  it('finds heads of households who are missing among the persons', async () => {
    const text = `姓名,身份证号,救助类型,户主身份证号\n陈美,${IDS.woman1978},低保,${IDS.woman1978}\n许文,,低保,${IDS.woman1945}\n`;
    const found = await validate(text, { kind: 'assistance' });
    expect(found.issues.map(({ code, places }) => [code, places[0]?.line])).toContainEqual(['D14', 3]);
  });

  it('says when nobody gave an as-of date', async () => {
    const found = await validate('姓名,死亡日期\n陈美,2026-01-01\n', { asOf: null });
    expect(found.issues.map(({ code }) => code)).toEqual(['D15']);
  });
});

describe('validation formats', () => {
  it('text has file:line for every place, in both languages', () => {
    expect(renderText(report, 'zh')).toContain('死亡.csv:5 (列 备注)');
    expect(renderText(report, 'en')).toContain('error E_QUOTE_UNCLOSED × 1');
  });

  it('text names the columns that nobody understood', async () => {
    const found = await validate('姓名,死亡日期,经办意见\n陈美,2026-01-01,x\n');
    expect(renderText(found, 'zh')).toContain('未读取的列: 经办意见');
    expect(renderText(found, 'en')).toContain('columns not read: 经办意见');
  });

  it('text and github carry no terminal sequence of a file name', () => {
    const file = 'a\u001b[31m\u001b]0;x\u0007b.csv';
    const issues = report.issues.map((issue) => ({ ...issue, file }));
    const hostile = { ...report, files: report.files.map((one) => ({ ...one, file })), issues };
    for (const text of [renderText(hostile, 'zh'), renderGithub(hostile, 'en')]) {
      expect(text).toContain('ab.csv');
      expect(text).not.toContain('\u001b');
    }
  });

  it('junit and sarif are one document for several registries', () => {
    const xml = renderJunit([report, report], 'en');
    expect(xml.match(/<\?xml/g)).toHaveLength(1);
    expect(xml).toMatch(/tests="10" failures="6"/);
    const log = JSON.parse(renderSarif([report, report], 'en')) as { runs: { results: unknown[] }[] };
    const one = JSON.parse(renderSarif([report], 'en')) as { runs: { results: unknown[] }[] };
    expect(log.runs[0]?.results.length).toBe(2 * (one.runs[0]?.results.length ?? 0));
  });

  it('json is the report', () => {
    expect(JSON.parse(renderJson(report))).toMatchObject({ version: 1, totals: { scanned: 5 } });
  });

  it('junit counts what it lists and is well formed', () => {
    const xml = renderJunit([report], 'en');
    expect(xml).toMatch(/tests="5" failures="3"/);
    expect((xml.match(/<testcase /g) ?? []).length).toBe(5);
    expect((xml.match(/<testcase /g) ?? []).length).toBe((xml.match(/<\/testcase>/g) ?? []).length);
  });

  it('sarif has a rule for each code it uses', () => {
    const log = JSON.parse(renderSarif([report], 'en')) as {
      runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string }[] }[];
    };
    const [run] = log.runs;
    const rules = new Set(run?.tool.driver.rules.map(({ id }) => id));
    expect(run?.results.every(({ ruleId }) => rules.has(ruleId))).toBe(true);
  });

  it('github escapes what would end a command', () => {
    const issue = {
      ...report.issues[0],
      file: 'a,b:c.csv',
      detail: '100%\nx',
    } as ValidationReport['issues'][number];
    const [line] = renderGithub({ ...report, issues: [issue] }, 'en').split('\n');
    expect(line).toContain('file=a%2Cb%3Ac.csv');
    expect(line).toContain('100%25%0Ax');
  });
});

describe('issue catalogue', () => {
  it('has each code once, with both languages and advice', () => {
    expect(new Set(ISSUE_CATALOGUE.map(({ code }) => code)).size).toBe(ISSUE_CATALOGUE.length);
    for (const { zh, en, advice } of ISSUE_CATALOGUE)
      for (const text of [zh, en, advice.zh, advice.en]) expect(text).not.toBe('');
  });

  it('knows every code that a report of this test used', () => {
    expect(report.issues.filter(({ code }) => findIssue(code) === null)).toEqual([]);
  });
});

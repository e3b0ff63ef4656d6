import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cliProject, type CliProject, type Ended } from './program.js';

/** Made-up people; none of these values may reach a terminal, a log or a machine-readable report of a check. */
const CANARIES = [
  { name: '禤金雀', id: '350590196001010114', phone: '13900010001' },
  { name: '亓银雀', id: '350590196102020226', phone: '13900010002' },
  { name: '仝翠鹂', id: '350590196203030331', phone: '13900010003' },
  { name: '妫小鹇', id: '350590196304040442', phone: '13900010004' },
  { name: '逄阿鸢', id: '350590196405050553', phone: '13900010005' },
  { name: '郗云雁', id: '350590196506060664', phone: '13900010006' },
  { name: '笪青鹭', id: '350590196607070775', phone: '13900010007' },
  { name: '鄢大鹏', id: '350590196708080886', phone: '13900010008' },
  { name: '缑红隼', id: '350590196809090997', phone: '13900010009' },
  { name: '雒白鸽', id: '350590196910101008', phone: '13900010010' },
] as const;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The number with the check character that belongs to its first 17 digits. */
function valid(id: string): string {
  const sum = Array.from(id.slice(0, 17)).reduce(
    (total, digit, place) => total + Number(digit) * (WEIGHTS[place] ?? 0),
    0,
  );
  return id.slice(0, 17) + '10X98765432'.charAt(sum % 11);
}

const ADDRESS = '金丝雀巷77号';
const HEAD = '姓名,身份证号,联系电话,家庭住址';
const people = CANARIES.map(({ name, id, phone }, index) => ({
  name,
  id: index % 3 === 2 ? id : valid(id),
  phone,
}));
const line = (index: number, rest: string): string => {
  const person = people[index % people.length];
  return [person?.name, person?.id, person?.phone, ADDRESS, rest].join(',');
};

function canaryProject(): CliProject {
  const project = cliProject();
  project.write(
    'yingbao.yaml',
    [
      'version: 1',
      'asOf: 2026-10-31',
      'county: 南屏县',
      'registries:',
      '  assistance: { kind: assistance, files: exports/救助.csv }',
      '  disability: { kind: disability, files: exports/残疾人证.csv }',
      '  petition: { kind: petition, files: exports/信访.csv }',
      '  settlement: { kind: settlement, files: exports/结算.csv }',
      'intake: { maxRejectShare: 0.9 }',
      'engine: { threads: 1, memoryLimitMb: 512 }',
      '',
    ].join('\n'),
  );
  project.write('standards.csv', 'county,scheme,effective_from,monthly_yuan\n南屏县,dibao,2026-01-01,800\n');
  project.write(
    'exports/救助.csv',
    `${HEAD},救助类型,保障状态\n${line(0, '低保,享受中')}\n${line(1, '低保,享受中,多')}\n`,
  );
  project.write(
    'exports/残疾人证.csv',
    `${HEAD},残疾类别,残疾等级\n${[2, 3, 4, 5, 6].map((index) => line(index, '肢体,一级')).join('\n')}\n"${people[7]?.name}"x,${people[7]?.id},,,肢体,一级\n`,
  );
  project.write(
    'exports/信访.csv',
    `信访人姓名,信访人身份证号,联系电话,家庭住址,信访日期,信访内容\n${line(8, `2026-06-01,${people[8]?.name}家住${ADDRESS}，生活困难请求救助`)}\n`,
  );
  project.write(
    'exports/结算.csv',
    `${HEAD},结算日期,个人负担\n${line(9, '2026-06-01,20000')}\n${line(9, `不是日期${people[9]?.id},两万`)}\n`,
  );
  return project;
}

/** Which personal values a text gives away: whole IDs, the birth part of an ID, phones, names, addresses. */
function leaks(text: string): readonly string[] {
  const values = people.flatMap(({ name, id, phone }) => [name, id, id.slice(6, 14), phone]);
  return [...values, ADDRESS].filter((value) => text.includes(value));
}

function shown({ out, err }: Ended): string {
  return `${out}\n${err}`;
}

describe('no personal value is printed', () => {
  let project: CliProject;
  let first: Ended;
  beforeAll(async () => {
    project = canaryProject();
    first = await project.yingbao(['run']);
  });
  afterAll(() => {
    project.remove();
  });

  it('by the first run', () => {
    expect(first.code).toBe(0);
    expect(leaks(shown(first))).toEqual([]);
  });

  it.each(['--json', '--lang=en', '--dry-run'])('by run %s', async (option) => {
    const ended = await project.yingbao(['run', option]);
    expect(ended.code).toBe(0);
    expect(leaks(shown(ended))).toEqual([]);
  });

  it.each(['text', 'json', 'junit', 'sarif', 'github'])('by validate --format %s', async (format) => {
    const ended = await project.yingbao(['validate', '--format', format, '--max-errors', '1000']);
    expect(ended.code).toBe(1);
    expect(leaks(shown(ended))).toEqual([]);
  });

  it('by explain, for any finding', async () => {
    const exported = await project.yingbao(['export', 'findings', '--json']);
    const findings = JSON.parse(exported.out) as { finding_id: string }[];
    expect(findings.length).toBeGreaterThanOrEqual(6);
    expect(leaks(exported.out).length, 'the contract itself holds names').toBeGreaterThan(0);
    for (const format of ['table', 'json']) {
      const ended: Ended[] = [];
      for (const { finding_id } of findings)
        ended.push(await project.yingbao(['explain', finding_id, '--format', format]));
      expect(ended.map(({ code }) => code)).toEqual(findings.map(() => 0));
      expect(leaks(ended.map(shown).join('\n'))).toEqual([]);
    }
  });

  it('by log, manifest and report', () => {
    const files = readdirSync(project.folder, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(json|jsonl|html)$/.test(file) && statSync(join(project.folder, file)).isFile(),
    );
    expect(files.length).toBeGreaterThan(4);
    const leaking = files.filter(
      (file) => leaks(readFileSync(join(project.folder, file), 'utf8')).length > 0,
    );
    expect(leaking).toEqual([]);
  });
});

describe('no personal value is printed where a run stops', () => {
  let project: CliProject;
  beforeEach(() => {
    project = canaryProject();
  });
  afterEach(() => {
    project.remove();
  });

  it.each([
    [
      'an unclosed quote',
      'exports/救助.csv',
      `${HEAD},救助类型\n${line(0, '低保')}\n"${line(1, '低保')}\n${line(2, '低保')}\n`,
    ],
    [
      'a cut last line',
      'exports/救助.csv',
      `${HEAD},救助类型\n${line(0, '低保')}\n${people[1]?.name},${people[1]?.id}`,
    ],
    ['a file without header', 'exports/救助.csv', `${line(0, '低保')}\n${line(1, '低保')}\n`],
    [
      'two columns for one field',
      'exports/救助.csv',
      `姓名,身份证号,身份证号,救助类型\n${people[0]?.name},${people[0]?.id},${people[1]?.id},低保\n`,
    ],
    [
      'IDs in the column of the benefit',
      'exports/救助.csv',
      `姓名,救助类型,身份证号\n${people.map(({ name, id }) => `${name},${id},低保`).join('\n')}\n`,
    ],
    [
      'phones in the column of the benefit',
      'exports/救助.csv',
      `姓名,救助类型,身份证号\n${people.map(({ name, id, phone }) => `${name},${phone},${id}`).join('\n')}\n`,
    ],
    [
      'bytes that are no text',
      'exports/救助.csv',
      Buffer.concat([
        Buffer.from(`${HEAD},救助类型\n${line(0, '低保')}\n`),
        Buffer.from([0xff, 0xfe, 0x41, 0x80, 0x0a]),
      ]),
    ],
    ['a rule that fails on values', 'rules/M80.sql', ''],
  ])('at %s', async (what, file, content) => {
    if (what === 'a rule that fails on values') {
      const front =
        '/*---\nid: M80\nversion: 1\nkind: missed\ntitle: { zh: t, en: t }\nseverity: low\nrequires: []\nreason: { zh: r, en: r }\ninnocent: { zh: [n], en: [n] }\ncheck: { zh: [c], en: [c] }\nbasis: [{ title: b, verified: false }]\nowner: o\n---*/\n';
      project.write(
        file,
        `${front}SELECT person_id, '' AS episode, '[]' AS sources, link_class, CAST(name AS INTEGER) AS amount, false AS refused FROM disability`,
      );
      project.write(
        'yingbao.yaml',
        `${readFileSync(join(project.folder, 'yingbao.yaml'), 'utf8')}rules: { folder: rules }\n`,
      );
    } else project.write(file, content);
    for (const format of ['table', 'json']) {
      const ended = await project.yingbao(['run', '--format', format]);
      expect(ended.code, shown(ended)).toBeGreaterThan(0);
      expect(ended.code, shown(ended)).toBeLessThan(70);
      expect(leaks(shown(ended))).toEqual([]);
    }
    const checked = await project.yingbao(['validate']);
    expect(leaks(shown(checked))).toEqual([]);
    const log = readFileSync(join(project.folder, '.yingbao', 'log', 'run.jsonl'), 'utf8');
    expect(leaks(log)).toEqual([]);
  });
});

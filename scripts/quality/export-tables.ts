import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from 'csv-parse/sync';

/** Cells by header, as they stand. */
export interface RowOfExport {
  readonly registry: string;
  readonly file: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}
export type Tables = (word: string) => readonly RowOfExport[];

const REGISTRIES: readonly (readonly [word: string, registry: string])[] = [
  ['机动车', 'vehicle'],
  ['不动产', 'housing'],
  ['财政供养', 'fiscal_payroll'],
  ['市场主体', 'business'],
  ['公积金', 'housing_fund'],
  ['养老待遇', 'pension'],
  ['核对报告', 'asset_report'],
  ['服刑', 'prison'],
  ['户籍人口', 'hukou'],
  ['在校学生', 'student'],
  ['临时救助', 'temporary_relief'],
  ['近亲属', 'cadre_relative'],
  ['低保', 'assistance'],
  ['特困', 'assistance'],
  ['孤儿', 'assistance'],
  ['医保结算', 'settlement'],
  ['参保', 'insurance'],
  ['死亡', 'death'],
  ['火化', 'death'],
  ['发放', 'payment'],
  ['残疾', 'disability'],
  ['信访', 'petition'],
];

/** Every export once; a table is asked for by a word of its file name. */
export function readTables(sampleFolder: string): Tables {
  const files = readdirSync(join(sampleFolder, 'exports'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.csv'))
    .map((name) => name.split(sep).join('/'));
  const read = new Map(files.map((name) => [name, readRows(sampleFolder, name)]));
  return (word) => [...read].filter(([name]) => name.includes(word)).flatMap(([, rows]) => rows);
}

function readRows(sampleFolder: string, name: string): readonly RowOfExport[] {
  const bytes = readFileSync(join(sampleFolder, 'exports', name));
  const utf8 = Buffer.from(bytes.toString('utf8')).equals(bytes);
  const text = new TextDecoder(utf8 ? 'utf-8' : 'gb18030').decode(bytes);
  const records = parse(text, { bom: true, record_delimiter: ['\r\n', '\n'] }) as unknown as string[][];
  const [header = [], ...rest] = records;
  const registry = REGISTRIES.find(([word]) => name.includes(word))?.[1] ?? '';
  let line = 2;
  return rest.map((record) => {
    const cells = Object.fromEntries(header.map((column, index) => [column, record[index] ?? '']));
    const row = { registry, file: `exports/${name}`, line, cells };
    line += record.join('').split('\n').length;
    return row;
  });
}

/** The first of the columns whose name holds one of the words. */
export function cell(row: RowOfExport, ...words: readonly string[]): string {
  const column = Object.keys(row.cells).find((name) => words.some((word) => name.includes(word)));
  return column === undefined ? '' : (row.cells[column] ?? '');
}

export function idOf(row: RowOfExport): string {
  const own = [
    '身份证号',
    '证件号码',
    '身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '信访人身份证号',
    '逝者身份证号',
    'certno',
  ];
  return own.map((column) => row.cells[column]).find((value) => value !== undefined) ?? '';
}

export function day(text: string): string {
  const [year = '', month = '', date = ''] = /^\d{8}$/.test(text)
    ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)]
    : (text.match(/\d+/g) ?? []);
  return [year, month.padStart(2, '0'), date.padStart(2, '0')].join('-');
}

export function month(text: string): string {
  if (text === '') return '';
  return /^\d{6}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4)}` : day(`${text}.01`).slice(0, 7);
}

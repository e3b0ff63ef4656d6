import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row, Value } from '../engine/engine.js';
import type { Confidence, FINDING_COLUMNS, FindingKind } from '../model/finding.js';
import { csvCell, csvLine } from './csv-line.js';
import { lastOutcomeSentence } from './last-outcome.js';
import { WAITING, WAITING_LABELS, waitingSentence, type Waiting } from './waiting.js';

/** What a worklist needs to know of a rule. */
export interface RuleWords {
  readonly id: string;
  readonly title: string;
  readonly check: readonly string[];
  readonly innocent: readonly string[];
}

/** One written list: a grid's or a village's, or a town desk's for people whose identity or place is not sure. */
export interface WrittenWorklist {
  readonly file: string;
  readonly label: string;
  readonly findings: number;
  readonly people: number;
}

/** The folder that the lists go to, and the run that issues them. */
export interface WorklistPlace {
  readonly folder: string;
  readonly runId: string;
}

const KIND_LABELS: Readonly<Record<FindingKind, string>> = {
  missed: '疑似漏保',
  wrong: '疑似错保',
  data: '数据待核',
};
const CONFIDENCE_LABELS: Readonly<Record<Confidence, string>> = {
  high: '确定',
  medium: '较可能',
  low: '待核',
};
const PRIORITY_LABELS: Readonly<Record<string, string>> = { high: '红', medium: '橙', low: '黄' };

/** Columns that are printed, in order. */
const PRINTED = [
  '序号',
  '线索编号',
  '批次编号',
  '户内编号',
  '排查类型',
  '优先级',
  '线索状态',
  '姓名',
  '性别',
  '年龄',
  '身份证号',
  '联系电话',
  '县区',
  '乡镇',
  '村居',
  '网格',
  '住址',
  '疑点',
  '疑点说明',
  '反向线索',
  '身份把握',
  '可能的正常原因',
  '入户重点核查事项',
];

/**
 * Columns that the visit fills in; they stay empty, nothing is ticked beforehand (reliability S5). `yingbao outcome
 * import` takes back whether the person was met, the outcome, what was seen, by whom, when, and the note.
 */
const TO_FILL = [
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
];

/** Columns of the findings contract that a worklist is made from. */
export const WORKLIST_COLUMNS = [
  'finding_id',
  'rule_id',
  'kind',
  'severity',
  'confidence',
  'status',
  'person_id',
  'household_id',
  'name',
  'sex',
  'age',
  'masked_id',
  'masked_phone',
  'county',
  'town',
  'village',
  'grid',
  'address',
  'reason_zh',
  'counter_evidence_zh',
  'evidence',
  'last_outcome',
  'confirmed_on',
  'waiting',
] as const satisfies readonly (typeof FINDING_COLUMNS)[number][];

/**
 * SQL for the list a finding goes to. Grid workers get people whose identity is sure enough, the village where no grid
 * is known; the rest is settled at the town desk first.
 */
export const LIST_LABEL = [
  "CASE WHEN confidence = 'low' OR coalesce(grid, village) IS NULL",
  "  THEN concat_ws(' ', '乡镇核对', county, town)",
  "  WHEN grid IS NULL THEN concat_ws(' ', '村居', county, town, village)",
  "  ELSE concat_ws(' ', '网格', county, town, village, grid) END",
].join('\n');

/**
 * Writes each run of findings with one `list_label` as a CSV that Excel and WPS open rightly: UTF-8 with BOM, formulas
 * disarmed, IDs and phones masked. Rows have WORKLIST_COLUMNS and `list_label` and are sorted by the latter, so that
 * one list at a time is held. File names are a readable part and a hash: no name of a grid can leave the folder or
 * collide with another's. Every row names the run, so that a list that comes back is held against the findings it showed.
 */
export async function writeWorklists(
  batches: AsyncIterable<readonly Row[]>,
  rules: readonly RuleWords[],
  { folder, runId }: WorklistPlace,
): Promise<readonly WrittenWorklist[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const words = new Map(rules.map((rule) => [rule.id, printedRule(rule)]));
  const written: WrittenWorklist[] = [];
  let list: Row[] = [];
  for await (const rows of batches) {
    for (const row of rows) {
      const label = list[0]?.['list_label'];
      if (label !== undefined && label !== row['list_label']) {
        written.push(writeList(list, words, { folder, runId }));
        list = [];
      }
      list.push(row);
    }
  }
  if (list.length > 0) written.push(writeList(list, words, { folder, runId }));
  return written;
}

/** What every row of a rule says, as it stands in the file: made once, not row by row. */
interface PrintedRule {
  readonly doubt: string;
  readonly innocent: readonly string[];
  /** The cells after the last that differs between most findings: innocent explanations, what to check, what to fill in. */
  readonly end: string;
}

function printedRule({ id, title, innocent, check }: RuleWords): PrintedRule {
  return { doubt: `${id} ${title}`, innocent, end: endCells(innocent, check.join('；')) };
}

function endCells(innocent: readonly string[], check: string): string {
  return csvLine([innocent.join('；'), check, ...TO_FILL.map(() => '')]);
}

function writeList(
  rows: readonly Row[],
  words: ReadonlyMap<string, PrintedRule>,
  { folder, runId }: WorklistPlace,
): WrittenWorklist {
  const label = cell(rows[0]?.['list_label']);
  const file = `${fileSlug(label)}.csv`;
  const households = new Map<string, number>();
  const lines = rows.map((row, index) => {
    const household = cell(row['household_id']) || cell(row['person_id']);
    const place = (households.get(household) ?? 0) + 1;
    households.set(household, place);
    const id = cell(row['rule_id']);
    const rule = words.get(id) ?? printedRule({ id, title: '', innocent: [], check: [] });
    const numbers = { place: index + 1, runId, household: `${household.slice(0, 9)}-${place}` };
    const cells = worklistCells(row, numbers, rule.doubt);
    return `${cells.map(csvCell).join(',')},${endOf(row, rule)}`;
  });
  const content = `\uFEFF${csvLine([...PRINTED, ...TO_FILL])}${lines.join('')}`;
  writeFileSync(join(folder, file), content, { mode: 0o600, flag: 'wx' });
  return { file, label, findings: rows.length, people: new Set(rows.map((row) => row['person_id'])).size };
}

/** A finding that was confirmed asks for no second visit. */
function endOf(row: Row, { innocent, end }: PrintedRule): string {
  const waiting = waitingOf(row);
  return waiting === null ? end : endCells(innocent, waitingSentence(waiting, cell(row['confirmed_on'])));
}

function waitingOf(row: Row): Waiting | null {
  return WAITING.find((one) => one === row['waiting']) ?? null;
}

/** Letters, digits and Han characters of the label, shortened, and eight digits of its hash. */
export function fileSlug(label: string): string {
  const readable = label
    .replace(/[^\p{Script=Han}A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${readable}-${createHash('sha256').update(label).digest('hex').slice(0, 8)}`;
}

/** The cells up to the confidence. */
function worklistCells(
  row: Row,
  { place, runId, household }: { readonly place: number; readonly runId: string; readonly household: string },
  doubt: string,
): readonly string[] {
  return [
    String(place),
    cell(row['finding_id']),
    runId,
    household,
    KIND_LABELS[row['kind'] as FindingKind],
    PRIORITY_LABELS[cell(row['severity'])] ?? '',
    statusOf(row),
    cell(row['name']),
    SEX_LABELS[cell(row['sex'])] ?? '',
    cell(row['age']),
    cell(row['masked_id']),
    cell(row['masked_phone']),
    cell(row['county']),
    cell(row['town']),
    cell(row['village']),
    cell(row['grid']),
    cell(row['address']),
    doubt,
    cell(row['reason_zh']),
    against(row),
    CONFIDENCE_LABELS[row['confidence'] as Confidence],
  ];
}

function statusOf(row: Row): string {
  const waiting = waitingOf(row);
  return waiting === null ? (STATUS_LABELS[cell(row['status'])] ?? '') : WAITING_LABELS[waiting];
}

/** What speaks against the finding: in the data, and at the last visit. */
function against(row: Row): string {
  const last = lastOutcomeSentence(cell(row['last_outcome']), cell(row['evidence']), 'zh');
  return [cell(row['counter_evidence_zh']), last ?? ''].filter((words) => words !== '').join('；');
}

const SEX_LABELS: Readonly<Record<string, string>> = { M: '男', F: '女' };
const STATUS_LABELS: Readonly<Record<string, string>> = {
  new: '新增',
  persisting: '持续',
  reopened: '再次出现',
};

function cell(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

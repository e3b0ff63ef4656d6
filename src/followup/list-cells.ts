import type { Row, Value } from '../engine/engine.js';
import type { Confidence, FindingKind } from '../model/finding.js';
import { csvLine } from './csv-line.js';
import { lastOutcomeSentence } from './last-outcome.js';
import { WAITING, WAITING_LABELS, waitingSentence, type Waiting } from './waiting.js';

/** What a worklist needs to know of a rule. */
export interface RuleWords {
  readonly id: string;
  readonly title: string;
  readonly check: readonly string[];
  readonly innocent: readonly string[];
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
export const PRINTED = [
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
] as const;

/**
 * Columns that the visit fills in; they stay empty, nothing is ticked beforehand (reliability S5). `yingbao outcome
 * import` takes back whether the person was met, the outcome, what was seen, by whom, when, and the note.
 */
export const TO_FILL = [
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
] as const;

/** What every row of a rule says, as it stands in the file: made once, not row by row. */
export interface PrintedRule {
  readonly doubt: string;
  readonly innocent: string;
  readonly ending: Ending;
}

/** The cells after the last that differs between most findings: innocent explanations, what to check, what to fill in. */
export interface Ending {
  readonly cells: readonly string[];
  /** The same as text of a CSV. */
  readonly csv: string;
}

export function printedRule({ id, title, innocent, check }: RuleWords): PrintedRule {
  const reasons = innocent.join('；');
  return { doubt: `${id} ${title}`, innocent: reasons, ending: endingOf(reasons, check.join('；')) };
}

function endingOf(innocent: string, check: string): Ending {
  const cells = [innocent, check, ...TO_FILL.map(() => '')];
  return { cells, csv: csvLine(cells) };
}

/** A finding that was confirmed asks for no second visit. */
export function rowEnding(row: Row, { innocent, ending }: PrintedRule): Ending {
  const waiting = waitingOf(row);
  return waiting === null ? ending : endingOf(innocent, waitingSentence(waiting, cell(row['confirmed_on'])));
}

function waitingOf(row: Row): Waiting | null {
  return WAITING.find((one) => one === row['waiting']) ?? null;
}

/** The cells up to the confidence. */
export function worklistCells(
  row: Row,
  { place, runId, visit }: { readonly place: number; readonly runId: string; readonly visit: string },
  doubt: string,
): readonly string[] {
  return [
    String(place),
    cell(row['finding_id']),
    runId,
    visit,
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

/** A value of a finding as text. */
export function cell(value: Value | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

import { writeXlsx, type CellStyle, type DataValidation, type WriteSheet } from 'hucre/xlsx';
import { FINDING_KINDS, type FindingKind } from '../model/finding.js';
import { FILL_IN_GUIDE } from './fill-in-guide.js';
import { PRINTED, TO_FILL } from './list-cells.js';
import { OUTCOME_CHOICES, SEEN_LABELS } from './outcome-words.js';

/** A row of a list, cell by cell as its head says. */
export interface WorkbookRow {
  readonly kind: FindingKind;
  readonly cells: readonly string[];
}

type Column = (typeof PRINTED | typeof TO_FILL)[number];

const HEAD: readonly Column[] = [...PRINTED, ...TO_FILL];
/** Rows of a sheet below its head (ECMA-376: 1,048,576 in all). */
const ROWS = 1_048_575;
/** Characters of a cell; more and the program that opens the workbook calls it damaged. */
const CELL = 32_767;

/** Every cell is text, so that no program turns a number of 18 digits, a phone or a date into something else. */
const TEXT: CellStyle = { numFmt: '@', alignment: { vertical: 'top' } };
const WRAPPED: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } };
const TITLE: CellStyle = {
  numFmt: '@',
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'DDE6F0' } },
  alignment: { vertical: 'center', wrapText: true },
};

const WIDTHS: Readonly<Partial<Record<Column, number>>> = {
  序号: 6,
  线索编号: 28,
  批次编号: 17,
  户内编号: 12,
  性别: 5,
  年龄: 5,
  优先级: 7,
  身份证号: 20,
  联系电话: 13,
  核查结果: 18,
  核查依据: 16,
};
const LONG: readonly Column[] = [
  '住址',
  '疑点',
  '疑点说明',
  '反向线索',
  '可能的正常原因',
  '入户重点核查事项',
  '困难描述',
  '备注',
];

/**
 * A list as a workbook that people fill in with Excel or WPS: head frozen and repeated, answers to choose from, a sheet that
 * explains. The same list gives the same bytes. Null where it does not fit on a sheet.
 */
export async function listWorkbook(rows: readonly WorkbookRow[], runId: string): Promise<Uint8Array | null> {
  if (rows.length > ROWS) return null;
  return writeXlsx({
    sheets: [listSheet(rows), guideSheet()],
    defaultFont: { name: '宋体', size: 10 },
    properties: { modified: dayOfRun(runId) },
  });
}

function listSheet(rows: readonly WorkbookRow[]): WriteSheet {
  return {
    name: '排查清单',
    columns: HEAD.map((column) => ({
      width: LONG.includes(column) ? 36 : (WIDTHS[column] ?? 10),
      style: LONG.includes(column) ? WRAPPED : TEXT,
    })),
    rows: [[...HEAD], ...rows.map(({ cells }) => cells.map(textCell))],
    cells: new Map(HEAD.map((_, column) => [`0,${column}`, { style: TITLE }])),
    freezePane: { rows: 1 },
    dataValidations: rows.length === 0 ? [] : validations(rows),
    pageSetup: { paperSize: 'a4', orientation: 'landscape', printTitlesRow: '$1:$1' },
  };
}

function guideSheet(): WriteSheet {
  return {
    name: '填表说明',
    columns: [
      { width: 24, style: WRAPPED },
      { width: 100, style: WRAPPED },
    ],
    rows: FILL_IN_GUIDE.map((line) => [...line]),
  };
}

/** An outcome is one of the words for the kind of the finding; what was seen may be several, so the list only proposes. */
function validations(rows: readonly WorkbookRow[]): DataValidation[] {
  const all = `2:${rows.length + 1}`;
  return [
    { ...choice(['是', '否']), range: rangesOf('是否见到本人', [all]) },
    { ...choice(Object.values(SEEN_LABELS)), showErrorMessage: false, range: rangesOf('核查依据', [all]) },
    ...FINDING_KINDS.flatMap((kind) => {
      const places = placesOf(rows, kind);
      return places.length === 0
        ? []
        : [{ ...choice(OUTCOME_CHOICES[kind]), range: rangesOf('核查结果', places) }];
    }),
  ];
}

function choice(values: readonly string[]): Omit<DataValidation, 'range'> {
  return {
    type: 'list',
    values: [...values],
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: '请从下拉列表中选择',
    errorMessage: '可选的内容见“填表说明”。',
  };
}

/** Runs of rows of one kind, `first:last` as the sheet counts them. */
function placesOf(rows: readonly WorkbookRow[], kind: FindingKind): readonly string[] {
  const starts = rows.flatMap((row, index) =>
    row.kind === kind && rows[index - 1]?.kind !== kind ? [index] : [],
  );
  return starts.map((start) => {
    const length = rows.slice(start).findIndex((row) => row.kind !== kind);
    const end = length < 0 ? rows.length : start + length;
    return `${start + 2}:${end + 1}`;
  });
}

function rangesOf(column: Column, places: readonly string[]): string {
  const letters = columnLetters(HEAD.indexOf(column));
  return places
    .map((place) =>
      place
        .split(':')
        .map((row) => `${letters}${row}`)
        .join(':'),
    )
    .join(' ');
}

/** A, B … Z, AA … of a column counted from 0. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${columnLetters(Math.floor(index / 26) - 1)}${last}`;
}

/** What XML cannot hold is left out; the CSV beside it has every character. */
function textCell(value: string): string {
  const text = value.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
  return text.length <= CELL ? text : `${text.slice(0, CELL - 1)}…`;
}

/** The day in the id of a run stands in the place of the clock. */
function dayOfRun(runId: string): Date {
  const day = /^\d{6}-(\d{4})(\d{2})(\d{2})$/.exec(runId);
  return new Date(day === null ? 0 : Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])));
}

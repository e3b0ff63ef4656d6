import { foldHeader } from './header-words.js';

/** What a row below the header is. Everything but a record is set aside with a note, and counted. */
export const ROW_ROLES = ['record', 'blank', 'summary', 'note', 'group', 'header'] as const;
export type RowRole = (typeof ROW_ROLES)[number];

/** The code of the reject that a row becomes. */
export const ROLE_CODES = {
  summary: 'N_SUMMARY_ROW',
  note: 'N_NOTE_ROW',
  group: 'N_GROUP_ROW',
  header: 'N_HEADER_ROW',
} as const;

/** Totals, notes, subtitles and repeated headers: rows that are no records and no trouble. */
export function isSetAside(code: string): boolean {
  return code.startsWith('N_');
}

/** What the role of a row depends on. */
export interface RowShape {
  readonly headers: readonly string[];
  /** Column of the name, -1 where there is none. */
  readonly name: number;
  /** The field of a column, and the field that a text would mean as a header; null where none. */
  readonly fieldAt?: (column: number) => string | null;
  readonly fieldOf?: (header: string) => string | null;
}

const SUMMARY =
  /^[^,，。;；]{0,12}?(?:合计|总计|小计|共计|累计|总合计|本页计|汇总)(?:数|人数|金额)?[:：]?(?:[(（].*|[\d.,]+(?:元|人|户|万元)?.*)?$/u;
const NOTE =
  /^(?:制表|编制|填表|填报|审核|复核|核准|经办|录入|统计|打印|导出|查询|报送|上报|生成)(?:人员?|单位|部门|机构|日期|时间|机关)?(?:签字|签名|盖章|\(盖章\)|（盖章）)?[:：]|^(?:制表人|审核人|填表人|填报人|复核人|经办人|制表时间|制表日期|填报时间|填报单位|打印时间|打印日期|导出时间|统计时间|单位负责人|负责人|主管领导|分管领导|单位\(盖章\)|单位（盖章）)(?:签字|签名|签章)?[:：]?$|^(?:单位)?负责人(?:签字|签名)?[:：]|^(?:注|备注|说明|附注|填表说明)\d?[:：]|^第\s*\d+\s*页|^共\s*\d+\s*(?:条|页|行|人|户)|^[(（]?以下(?:空白|无正文)/u;
/** A signature below a table: an office alone, a day alone. */
const SIGNATURE =
  /^.{2,}(?:局|厅|办公室|办事处|民政所|民政办|委员会|联合会|管理中心|服务中心)(?:[(（]盖?章[)）])?$|^\d{4}年\d{1,2}月\d{1,2}日?$/u;
/** A label to be filled in by hand (领导审批：). */
const LABEL = /^\p{Script=Han}{2,10}(?:[(（]\p{Script=Han}+[)）])?[:：]/u;
const IDENTITY = /[0-9*]{15,}|[0-9]{6}\*+/;
/** A group's title ends in what a place, a class or a numbered heading ends in. */
const GROUP =
  /^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]).*$|^.{2,}(?:镇|乡|村|县|市|区|街道|居委会|村委会|小组|网格|人员|对象|家庭|名单)[:：]?$/u;

/**
 * The role of a row by its cells. A row with something like an ID number is a record whatever else it says, so that no
 * person is lost to a word.
 */
export function rowRole(cells: readonly string[], shape: RowShape): RowRole {
  const filled = filledCells(cells);
  const [first] = filled;
  if (first === undefined) return 'blank';
  if (filled.some(({ text }) => IDENTITY.test(text))) return 'record';
  return (
    headerRole(filled, shape) ??
    closingRole(cells, filled, shape) ??
    (isGroup(filled, shape) ? 'group' : 'record')
  );
}

/** The header again, the numbers of its columns, or what a form says about filling them. */
function headerRole(filled: readonly FilledCell[], shape: RowShape): 'header' | 'note' | null {
  if (isHeaderAgain(filled, shape) || numbersColumns(filled, shape)) return 'header';
  return isInstruction(filled) ? 'note' : null;
}

/** Totals, and what stands below a table. */
function closingRole(
  cells: readonly string[],
  filled: readonly FilledCell[],
  shape: RowShape,
): 'summary' | 'note' | null {
  const [first] = filled;
  if (first === undefined) return null;
  const text = first.text.replace(/\s+/gu, '');
  const few = filled.length <= Math.max(4, shape.headers.length / 2);
  if (few && NOTE.test(text)) return 'note';
  if (SUMMARY.test(text) && !namesSomebodyElse(cells, first, shape)) return 'summary';
  return few && isSignature(filled) ? 'note' : null;
}

function isGroup(filled: readonly FilledCell[], shape: RowShape): boolean {
  const [first] = filled;
  if (first === undefined) return false;
  const text = first.text.replace(/\s+/gu, '');
  return (filled.length === 1 && isTitle(first, text, shape)) || saysNothing(filled, shape);
}

/** An office or a day alone in its row, or labels without a person. */
function isSignature(filled: readonly FilledCell[]): boolean {
  const texts = filled.map(({ text }) => text.replace(/\s+/gu, ''));
  return (texts.length === 1 && SIGNATURE.test(texts[0] ?? '')) || texts.every((text) => LABEL.test(text));
}

/** Words, all of them in columns that mean nothing: the lower row of a header, never somebody. */
function saysNothing(filled: readonly FilledCell[], { fieldAt }: RowShape): boolean {
  return (
    fieldAt !== undefined && filled.every(({ text, column }) => fieldAt(column) === null && !/\d/.test(text))
  );
}

interface FilledCell {
  readonly text: string;
  readonly column: number;
}

function filledCells(cells: readonly string[]): readonly FilledCell[] {
  return cells.flatMap((cell, column) => (cell.trim() === '' ? [] : [{ text: cell.trim(), column }]));
}

/** The word stands in another column, and the name column has a name. */
function namesSomebodyElse(cells: readonly string[], first: FilledCell, { name }: RowShape): boolean {
  return name !== -1 && first.column !== name && isName(cells[name] ?? '');
}

/** A cell alone in its row; in the name column it may be a person of whom nothing else is known. */
function isTitle(first: FilledCell, text: string, { headers, name }: RowShape): boolean {
  if (headers.length < 3) return false;
  return first.column !== name || GROUP.test(text);
}

/** A cell of the name column that could name a person. */
function isName(cell: string): boolean {
  const text = cell.replace(/\s+/gu, '');
  return /^\p{Script=Han}[\p{Script=Han}·•]{1,}$/u.test(text) && !SUMMARY.test(text);
}

/** A page that was printed with its header again, or the header in other words (names of database columns). */
function isHeaderAgain(filled: readonly FilledCell[], shape: RowShape): boolean {
  const same = filled.filter(({ text, column }) => saysHeader(text, column, shape));
  return same.length >= 2 && same.length >= filled.length * 0.8;
}

function saysHeader(text: string, column: number, { headers, fieldAt, fieldOf }: RowShape): boolean {
  if (foldHeader(text) === foldHeader(headers[column] ?? '')) return true;
  const field = fieldAt?.(column) ?? null;
  return field !== null && fieldOf?.(text) === field;
}

const COLUMN_NUMBER = /^[([（【]?(\d{1,3}|[甲乙丙丁戊己庚辛])[)\]）】]?$/u;
const LINE_LABEL = /^(?:栏次|行次|列次|栏目|列号|序号)$/u;

/** 栏次 below a header: 甲 乙 1 2 3, one after the other from 1 on, in most of the columns. */
function numbersColumns(filled: readonly FilledCell[], { headers }: RowShape): boolean {
  const cells = filled.filter(({ text }, index) => index > 0 || !LINE_LABEL.test(text));
  const marks = cells.map(({ text }) => COLUMN_NUMBER.exec(text)?.[1]);
  if (marks.length < 3 || marks.length < headers.length * 0.6 || marks.includes(undefined)) return false;
  const numbers = marks.filter((mark) => /^\d/.test(mark ?? '')).map(Number);
  return numbers.length >= 2 && numbers.every((mark, index) => mark === index + 1);
}

const INSTRUCTION = /必填|选填|必录|选录|下拉选择|^可不填$|^可为空$/u;

/** What stands in the template of a form for whoever fills it. */
function isInstruction(filled: readonly FilledCell[]): boolean {
  const said = filled.filter(({ text }) => INSTRUCTION.test(text));
  return said.length >= 2 && said.length >= filled.length * 0.5;
}

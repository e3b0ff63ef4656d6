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
}

const SUMMARY =
  /^[^,，。;；]{0,12}?(?:合计|总计|小计|共计|累计|总合计|本页计|汇总)(?:数|人数|金额)?[:：]?(?:[(（].*|[\d.,]+(?:元|人|户|万元)?.*)?$/u;
const NOTE =
  /^(?:制表|编制|填表|填报|审核|复核|核准|经办|录入|统计|打印|导出|查询|报送|上报|生成)(?:人员?|单位|部门|机构|日期|时间|机关)?(?:签字|签名|盖章|\(盖章\)|（盖章）)?[:：]|^(?:制表人|审核人|填表人|填报人|复核人|经办人|制表时间|制表日期|填报时间|填报单位|打印时间|打印日期|导出时间|统计时间|单位负责人|负责人|主管领导|分管领导|单位\(盖章\)|单位（盖章）)(?:签字|签名|签章)?[:：]?$|^(?:单位)?负责人(?:签字|签名)?[:：]|^(?:注|备注|说明|附注|填表说明)\d?[:：]|^第\s*\d+\s*页|^共\s*\d+\s*(?:条|页|行|人|户)|^以下(?:空白|无正文)/u;
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
  if (isHeaderAgain(filled, shape.headers)) return 'header';
  const text = first.text.replace(/\s+/gu, '');
  const few = filled.length <= Math.max(4, shape.headers.length / 2);
  if (few && NOTE.test(text)) return 'note';
  if (SUMMARY.test(text) && !namesSomebodyElse(cells, first, shape)) return 'summary';
  return filled.length === 1 && isTitle(first, text, shape) ? 'group' : 'record';
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

/** A page that was printed with its header again. */
function isHeaderAgain(filled: readonly FilledCell[], headers: readonly string[]): boolean {
  const same = filled.filter(({ text, column }) => foldHeader(text) === foldHeader(headers[column] ?? ''));
  return same.length >= 2 && same.length >= filled.length * 0.8;
}

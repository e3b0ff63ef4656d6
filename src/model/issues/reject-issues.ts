import { issue, type IssueSpec } from './issue.js';

/** Trouble with one row: it becomes a reject. */
export const REJECT_ISSUES: readonly IssueSpec[] = [
  issue(
    'E_FIELD_COUNT',
    'error',
    ['列数与表头不一致', 'the number of fields differs from the header'],
    ['检查该行是否多了或少了分隔符', 'look for a missing delimiter, or one inside a value without quotes'],
  ),
  issue(
    'E_QUOTE_TORN',
    'error',
    ['引号后有多余字符', 'characters after a closing quote'],
    ['字段内的引号应写成两个引号', 'a quote inside a value is written twice'],
  ),
  issue(
    'E_QUOTE_UNCLOSED',
    'error',
    ['引号未闭合', 'a quote does not close within its record'],
    [
      '补上或删除该引号；后面的行可能因此错位',
      'close or remove the quote; it could swallow the rows that follow',
    ],
  ),
  issue(
    'E_LINE_BREAK',
    'error',
    ['非文本列内有换行', 'a line break inside a column that is not free text'],
    ['删除单元格内的换行', 'remove the line break from the cell'],
  ),
  issue(
    'E_NUL',
    'error',
    ['含有空字符（NUL）', 'a NUL character'],
    ['该行数据已损坏，请重新导出', 'the row is damaged: export it again'],
  ),
  issue(
    'E_TOO_LONG',
    'error',
    ['字段或行过长', 'a field above 64 KiB or a row above 1 MiB'],
    ['检查是否缺少换行或引号', 'look for a missing line end or quote'],
  ),
  issue(
    'E_TRUNCATED',
    'error',
    ['末行不完整，文件可能被截断', 'the last line is incomplete: the file was probably cut'],
    ['请重新传送完整文件', 'have the whole file sent again'],
  ),
  issue(
    'E_ID_NUMERIC',
    'error',
    [
      '号码以数值存储，末尾几位已丢失',
      'a number of more than 15 digits stored as a number has lost its last digits',
    ],
    [
      '将该列设为文本，按原始资料重新填写号码后保存',
      'format the column as text and fill the number in again from the source',
    ],
  ),
  issue(
    'E_FORMULA_UNSAVED',
    'error',
    [
      '姓名或号码是公式，但文件中没有保存计算结果',
      'a name or number is a formula whose result was never saved',
    ],
    [
      '用表格软件打开文件，确认数值后保存（最好粘贴为数值），再重新报送',
      'open the workbook in a spreadsheet program, save it there, best with values in place of formulas, and send it again',
    ],
  ),
  issue(
    'E_CELL_ERROR',
    'error',
    ['姓名或号码是错误值（如 #N/A）', 'a name or number is an error value such as #N/A'],
    ['修正公式或填写原值后重新报送', 'mend the formula or fill in the value, and send the workbook again'],
  ),
  issue(
    'E_MEMBER_LIST',
    'error',
    ['家庭成员姓名与证号个数不一致', 'names and numbers of family members do not pair up'],
    ['逐一核对姓名和证号，顺序和个数应一致', 'list as many numbers as names, in the same order'],
  ),
  issue(
    'N_SUMMARY_ROW',
    'note',
    ['合计、小计行，未作为人员读入', 'a row of totals, not read as a person'],
    ['无需处理', 'nothing to do'],
  ),
  issue(
    'N_NOTE_ROW',
    'note',
    ['制表人、说明等表尾行，未作为人员读入', 'a closing or explanatory row, not read as a person'],
    ['无需处理', 'nothing to do'],
  ),
  issue(
    'N_GROUP_ROW',
    'note',
    ['分组标题行，未作为人员读入', 'a subtitle, not read as a person'],
    ['无需处理；如确为人员，请补全该行', 'nothing to do; if it is a person, fill in the row'],
  ),
  issue('N_HEADER_ROW', 'note', ['重复的表头行', 'the header again'], ['无需处理', 'nothing to do']),
];

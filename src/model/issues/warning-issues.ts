import { issue, type IssueSpec } from './issue.js';

/** Notes on a file that can be read. */
export const WARNING_ISSUES: readonly IssueSpec[] = [
  issue(
    'W_NO_FINAL_NEWLINE',
    'warning',
    ['末行没有换行符，最后一个值可能不完整', 'no line end after the last line: its last value may be cut'],
    ['核对末行；导出程序应写出最后的换行', 'check the last line; exports should end with a line end'],
  ),
  issue(
    'W_MIXED_LINE_ENDS',
    'warning',
    ['换行符不统一', 'line ends of several kinds'],
    ['文件可能由多份拼成，请核对行数', 'the file may be put together from parts: check its count of rows'],
  ),
  issue(
    'W_NO_RECORDS',
    'warning',
    ['只有表头，没有数据', 'a header and no records'],
    ['确认该部门确无数据', 'make sure that there is nothing to report'],
  ),
  issue(
    'W_HEADER_SECOND',
    'warning',
    ['有一列与另一列含义相同，未采用', 'a column that another one already stands for was not used'],
    ['如应采用该列，在 columns: 中指定', 'name it under columns: if it is the better one'],
  ),
  issue(
    'W_HEADER_GUESSED',
    'note',
    ['表头不完整或带修饰，按近似含义对应', 'a truncated or decorated header was mapped'],
    ['核对该列含义', 'check that the column means that field'],
  ),
  issue(
    'W_ID_UNREAD',
    'warning',
    ['没有读到证号列，但有一列像证号', 'no column was read as the ID, and one looks like it'],
    ['在 columns: 中写明 id 对应的表头', 'name its header under columns: { id: … }'],
  ),
  issue(
    'W_SHEET_HIDDEN',
    'note',
    ['隐藏的工作表未读取', 'a hidden sheet was not read'],
    ['如其中有应报送的数据，请取消隐藏', 'show the sheet if its rows belong to the delivery'],
  ),
  issue(
    'W_SHEET_SKIPPED',
    'warning',
    ['工作表没有可识别的表头，未读取', 'a sheet without a header of this kind was not read'],
    ['如其中有应报送的数据，请补上表头', 'give it a header if its rows belong to the delivery'],
  ),
  issue(
    'W_FORMULA_UNSAVED',
    'warning',
    ['公式没有保存计算结果，按空值处理', 'formulas whose result was never saved count as empty'],
    [
      '用表格软件打开文件并保存，再重新报送',
      'open the workbook in a spreadsheet program, save it there and send it again',
    ],
  ),
  issue(
    'W_CELL_ERROR',
    'warning',
    ['单元格为错误值（如 #N/A），按空值处理', 'error values such as #N/A count as empty'],
    ['修正公式后重新报送', 'mend the formulas and send the workbook again'],
  ),
  issue(
    'W_FAMILY_SHEET',
    'note',
    ['一户一行的表，已按成员拆成一人一行', 'a row per family: read as a row per member'],
    ['抽查几户，核对成员和户主', 'check the members and heads of some families'],
  ),
  issue(
    'W_FAMILY_FILE',
    'warning',
    [
      '同时有人员表，家庭表未读入',
      'a list of families was left out, as the list of persons stands beside it',
    ],
    [
      '核对两表的户数；家庭表中的金额等未使用',
      'compare their counts of families; amounts of the family list are not used',
    ],
  ),
];

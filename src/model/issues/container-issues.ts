import { issue, type IssueSpec } from './issue.js';

/** Trouble with workbooks, archives and other files that hold tables: it stops the run. */
export const CONTAINER_ISSUES: readonly IssueSpec[] = [
  issue(
    'E_FILE_FORMAT',
    'error',
    ['文件内容不是可读取的表格格式', 'the content is of a format that is not read'],
    [
      '请另存为 .xlsx，或导出为 UTF-8、GB18030 编码的 CSV',
      'have it saved as .xlsx, or as CSV in UTF-8 or GB18030',
    ],
  ),
  issue(
    'E_ARCHIVE_DAMAGED',
    'error',
    ['压缩包损坏或被截断', 'the archive is damaged or was cut'],
    ['请重新传送该文件', 'have the file sent again'],
  ),
  issue(
    'E_ARCHIVE_ENTRIES',
    'error',
    ['压缩包内应只有一个文件', 'an archive must hold exactly one file'],
    ['请先解压，或每个压缩包只放一个文件', 'unpack it first, or send one file in each archive'],
  ),
  issue(
    'E_ARCHIVE_LIMIT',
    'error',
    ['解压后过大，疑似压缩炸弹', 'the archive unpacks to more than is allowed'],
    [
      '请核实来源；确为大文件的，请分成几份或改用 CSV',
      'make sure where it comes from; send a large table in parts or as CSV',
    ],
  ),
  issue(
    'E_WORKBOOK_DAMAGED',
    'error',
    ['工作簿损坏，无法读取', 'the workbook is damaged'],
    [
      '用表格软件打开并另存为 .xlsx 后重新报送',
      'open it in a spreadsheet program, save it as .xlsx and send it again',
    ],
  ),
  issue(
    'E_WORKBOOK_ENCRYPTED',
    'error',
    ['工作簿设有打开密码', 'the workbook has a password'],
    ['取消密码后重新保存', 'save it again without a password'],
  ),
  issue(
    'E_WORKBOOK_LIMIT',
    'error',
    ['工作簿超出允许的大小', 'the workbook is larger than is allowed'],
    ['请分成几份，或改用 CSV', 'send it in parts, or as CSV'],
  ),
  issue(
    'E_PARQUET_DAMAGED',
    'error',
    ['Parquet 文件无法读取', 'the Parquet file cannot be read'],
    ['请重新导出', 'have it exported again'],
  ),
  issue(
    'E_TABLE_READER',
    'error',
    ['读取该文件的子进程未能完成', 'the process that reads the file did not finish'],
    ['文件可能损坏或过大；请另存为 CSV 后重试', 'the file may be damaged or too large; try it saved as CSV'],
  ),
];

import { issue, type IssueSpec } from './issue.js';

/** Trouble with a whole file: it stops the run. */
export const FILE_ISSUES: readonly IssueSpec[] = [
  issue(
    'E_FILE_MISSING',
    'error',
    ['文件不存在', 'no such file'],
    [
      '核对配置中的文件名，确认数据已送达',
      'check `files:` in the project file and whether the export arrived',
    ],
  ),
  issue(
    'E_FILE_UNREADABLE',
    'error',
    ['文件无法打开', 'the file cannot be opened'],
    ['检查文件及文件夹的访问权限', 'check the permissions of the file and its folder'],
  ),
  issue(
    'E_FILE_KIND',
    'error',
    ['不是普通文件', 'not a regular file'],
    ['请指定文件，不要指定文件夹、管道或设备', 'name a file, not a folder, a pipe or a device'],
  ),
  issue(
    'E_FILE_EMPTY',
    'error',
    ['文件为空', 'the file is empty'],
    [
      '请重新导出；确无数据时也应保留表头',
      'ask for the export again; with nothing to report it still has its header line',
    ],
  ),
  issue(
    'E_FILE_CHANGED',
    'error',
    ['读取过程中文件被改动', 'the file changed while it was being read'],
    ['待文件传送完毕后重新运行', 'wait until the delivery is finished, then run again'],
  ),
  issue(
    'E_FILE_TWICE',
    'warning',
    ['同一文件出现两次（内容完全相同）', 'the same file twice (equal bytes)'],
    ['删除重复的一份；已只读取一次', 'remove one of them; it was read once'],
  ),
  issue(
    'E_ENCODING',
    'error',
    ['编码无法识别或文件内有损坏字节', 'the encoding is unknown or bytes are damaged'],
    ['请以 UTF-8 或 GB18030 重新导出', 'have it exported again as UTF-8 or GB18030'],
  ),
  issue(
    'E_ENCODING_BIG5',
    'error',
    ['文件疑似 Big5 编码', 'the file looks like Big5'],
    ['请以 UTF-8 或 GB18030 重新导出', 'have it exported as UTF-8 or GB18030'],
  ),
  issue(
    'E_HEADER_UNKNOWN',
    'error',
    ['前 11 行中没有可识别的表头', 'none of the first 11 lines is a header of this kind'],
    [
      '用 yingbao schema 查看可识别的表头，或在 columns: 中指定',
      'see `yingbao schema`, or name the headers under columns:',
    ],
  ),
  issue(
    'E_HEADER_MISSING',
    'error',
    ['缺少必需的列', 'a required column is missing'],
    ['在 columns: 中指定该列，或请报送单位补列', 'name the column under columns:, or ask for it'],
  ),
  issue(
    'E_HEADER_AMBIGUOUS',
    'error',
    ['有两列可能是同一字段', 'two columns could be one field'],
    ['在 columns: 中指定以哪一列为准', 'say under columns: which one counts'],
  ),
  issue(
    'E_HEADER_FAMILY',
    'error',
    ['疑似家庭表：“姓名”可能是户主', 'this may be a family list, where the name is the head'],
    [
      '请改用人员查询表；若每行确为一人，在 columns: 中写明 name',
      'send the person list, or say columns: { name: … } if each row is a person',
    ],
  ),
  issue(
    'E_REJECT_SHARE',
    'error',
    ['无法读取的行过多', 'too many rows cannot be read'],
    [
      '按行号修正后重新导出，或调整 intake.maxRejectShare',
      'mend the lines named and export again, or change intake.maxRejectShare',
    ],
  ),
  issue(
    'E_CATEGORY_UNMAPPED',
    'error',
    ['有类别值无法对应', 'category values that nothing maps'],
    [
      '在 mappings: 中补充对应关系，右边填 yingbao schema 列出的取值或代码，例如“其他”',
      'add them under mappings:, each with a code of yingbao schema, e.g. other',
    ],
  ),
  issue(
    'W_CATEGORY_UNMAPPED',
    'warning',
    ['有类别值无法对应，按空值处理', 'category values that nothing maps count as empty'],
    [
      '在 mappings: 中补充对应关系；只适用于一个名单的写在该名单的 mappings: 下',
      'add them under mappings:, or under mappings: of the registry where they hold for it alone',
    ],
  ),
];

import { issue, type IssueSpec } from './issue.js';

/** Quality of values: flags on records (domain rules D01–D17) and of the batch (D18, D19). */
export const QUALITY_ISSUES: readonly IssueSpec[] = [
  issue(
    'D01',
    'warning',
    ['身份证号无效', 'invalid citizen ID'],
    ['核对长度、出生日期和校验码', 'check its length, birth date and check character'],
  ),
  issue(
    'D02',
    'note',
    ['15 位身份证号，已升位', '15-digit ID, upgraded'],
    ['改用 18 位号码', 'use the 18-digit number'],
  ),
  issue(
    'D03',
    'warning',
    ['身份证号被表格软件损坏', 'ID damaged by a spreadsheet'],
    ['证号列设为文本后重新导出', 'format the column as text and export again'],
  ),
  issue('D04', 'warning', ['身份证号已脱敏', 'masked ID'], ['申请提供完整证号', 'ask for the full number']),
  issue(
    'D05',
    'warning',
    ['同一证号对应不同姓名', 'one ID with different names'],
    ['核实证号属于谁', 'find out whose number it is'],
  ),
  issue(
    'D06',
    'warning',
    ['姓名和出生日期相同而证号仅差一两位', 'same name and birth date, IDs one or two digits apart'],
    ['疑似录入错误，请核对', 'probably a typing mistake: check'],
  ),
  issue(
    'D07',
    'warning',
    ['证号中的性别或出生日期与所填不符', 'sex or birth date differ from the ID'],
    ['核对证号和所填内容', 'check both'],
  ),
  issue(
    'D08',
    'warning',
    ['残疾证号与身份证号、类别或等级不符', 'disability number differs from the ID, the type or the level'],
    ['核对残疾证', 'check the certificate'],
  ),
  issue(
    'D09',
    'warning',
    ['年龄超过 110 岁或为负', 'age above 110 or below 0'],
    ['核对出生日期，确认是否健在', 'check the birth date, and whether the person is alive'],
  ),
  issue('D10', 'warning', ['重复行', 'duplicate rows'], ['删除重复行', 'remove the duplicate']),
  issue(
    'D11',
    'warning',
    ['类别值无法对应', 'a category that nothing maps'],
    ['在 mappings: 中补充', 'add it under mappings:'],
  ),
  issue(
    'D12',
    'warning',
    ['金额为负、无法读取或用中文数字', 'amount negative, unreadable or in Chinese words'],
    ['以阿拉伯数字填写，单位为元', 'write digits, in yuan'],
  ),
  issue(
    'D13',
    'warning',
    ['死亡日期在将来或早于出生', 'death in the future or before birth'],
    ['核对死亡日期', 'check the date of death'],
  ),
  issue(
    'D14',
    'warning',
    ['户主不在人员表中', 'the head is missing among the persons'],
    ['补报户主', 'send the head as well'],
  ),
  issue(
    'D15',
    'warning',
    ['缺少数据截止日期或数据过旧', 'as-of date missing or stale'],
    ['在配置中填写 asOf', 'give `asOf` in the project file'],
  ),
  issue(
    'D16',
    'warning',
    ['姓名缺失或不是姓名', 'name missing or not a name'],
    ['补填姓名', 'fill in the name'],
  ),
  issue(
    'D17',
    'warning',
    ['日期、月份、数字或性别无法识别', 'a date, month, number or sex that cannot be read'],
    ['按 2026-07-31 的格式填写日期', 'write dates as 2026-07-31'],
  ),
  issue(
    'D18',
    'warning',
    ['日期晚于名单截止日期的记录', 'dates after the as-of date of the registry'],
    ['核对日期；规则不使用这些记录', 'check the dates; no rule rests on these records'],
  ),
  issue(
    'D19',
    'warning',
    ['发放给不在任何救助名单上的人', 'payments to people on no roll'],
    ['核对证件号，或补报名单', 'check the ID numbers, or deliver the roll that lists them'],
  ),
  issue(
    'D20',
    'warning',
    [
      '姓名与证号填反或写在一格，已各归其位',
      'name and number in each other’s place or in one cell, put right',
    ],
    ['核对该行，姓名和证号分列填写', 'check the row; write name and number in columns of their own'],
  ),
];

import { stringify } from 'yaml';
import type { RegistryKind } from '../model/registry-kinds.js';

export interface ProposedRegistry {
  readonly name: string;
  readonly kind: RegistryKind;
  readonly title: string;
  readonly files: readonly string[];
  readonly asOf: string | null;
}

/** The text of a new project file, with every key explained where it stands. */
export function projectText(
  name: string,
  registries: readonly ProposedRegistry[],
  county: string | null,
): string {
  return [
    '# 应保尽保 yingbao 项目设置 / project file. 说明 / manual: docs/manual.md',
    'version: 1',
    `name: ${scalar(name)}`,
    '',
    '# 记录中没有写明县区时使用的县（市、区） / county of records that name none',
    county === null ? '# county: 某某县' : `county: ${scalar(county)}`,
    '',
    '# 研判基准日；不写则取各名单截止日期中最晚的一天 / judge as of this day (default: the latest date below)',
    '# asOf: 2026-10-31',
    '',
    '# 各部门名单。files 可写多个，也可用通配符；asOf 为数据截止日期；columns 只写系统认不出的列',
    '# registries: files may be a list or a pattern; asOf is the date the data ends; columns names only unknown headers',
    'registries:',
    ...(registries.length === 0 ? EXAMPLE : registries.flatMap(registryLines)),
    ...OTHER_DEPARTMENT,
    '',
    '# 各县低保、特困标准（未配置则相关规则不执行） / local standards; rules that need one wait without it',
    'standards: standards.csv',
    '',
    '# 类别写法对照，例如 / written categories that the system does not know, e.g.',
    '# mappings:',
    '#   assistedClass: { 民政城乡低保对象: dibao }',
    '',
    '# 规则参数和停用 / parameters of rules, rules switched off',
    '# rules:',
    '#   parameters: { M03: { multiple: 12 } }',
    '#   disable: [W07]',
    '',
    '# 告知后的等待天数、异议暂停天数、异议受理单位 / days before closing, days of a pause, where to object',
    '# outcomes: { coolingDays: 30, objectionDays: 60, contact: 县民政局 电话 }',
    '',
    '# 排查清单同时写成可下拉填写的工作簿 / worklists also as workbooks with answers to choose from',
    '# outputs: { workbooks: true }',
    '',
  ].join('\n');
}

/** Any table with a person in it; the names and columns that shipped rules know are documented. */
const OTHER_DEPARTMENT = [
  '  # 其他部门的名单，名称和列见 docs/rules.md；取得授权后才写 authorised: true',
  '  # a list of another department, by a name of docs/rules.md or your own; authorised: true once its use is',
  '  # vehicle:',
  '  #   kind: custom',
  '  #   files: exports/机动车_*.csv',
  '  #   authorised: true',
  '  #   columns: { vehicleType: 车辆类型 }',
];

const EXAMPLE = [
  '  # 示例 / example',
  '  assistance:',
  '    kind: assistance',
  '    files: exports/*低保*.csv',
  '    asOf: 2026-10-31',
];

function registryLines({ name, kind, title, files, asOf }: ProposedRegistry): string[] {
  return [
    `  ${name}:  # ${title}`,
    `    kind: ${kind}`,
    '    files:',
    ...files.map((file) => `      - ${scalar(file)}`),
    ...(asOf === null
      ? ['    # asOf: 2026-10-31  # 数据截止日期 / date the data ends']
      : [`    asOf: ${asOf}`]),
    '    # columns: { id: 证件号 }',
  ];
}

/** A YAML scalar, quoted where it must be. */
function scalar(value: string): string {
  return stringify(value).trimEnd();
}

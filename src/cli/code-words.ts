import type { Terminal } from './terminal.js';

/** Codes that a table shows to a person. */
const WORDS_ZH: Readonly<Record<string, string>> = {
  missed: '疑似漏保',
  wrong: '疑似错保',
  data: '数据待核',
  high: '高',
  medium: '中',
  low: '低',
  on: '启用',
  shadow: '仅统计',
  disabled: '停用',
  shipped: '随附',
  own: '本项目',
  replaces: '本项目（替换随附规则）',
  new: '新增',
  persisting: '持续',
  changed: '变化',
  resolved: '已消除',
  reopened: '再现',
  suppressed: '已办结',
  unchecked: '本次未查',
  enters: '进入',
  leaves: '退出',
  link: '关联',
  review: '待核',
};

/** A code as the reader's table shows it; JSON and CSV are for programs and keep the code. */
export function shownCode({ options }: Terminal, code: string): string {
  return options.format === 'table' && options.lang === 'zh' ? (WORDS_ZH[code] ?? code) : code;
}

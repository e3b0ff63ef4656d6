import type { FindingState } from '../model/outcome.js';
import type { StepTaken } from '../run/finding-steps.js';
import type { ListedCase } from '../run/outcome-list.js';
import { printReviews } from './print-import.js';
import { shownCode } from './code-words.js';
import { printRows } from './table.js';
import type { Terminal, Words } from './terminal.js';

const STATE_WORDS: Readonly<Record<FindingState, Words>> = {
  to_verify: { zh: '待核实', en: 'to be verified' },
  verifying: { zh: '核实中', en: 'being verified' },
  confirmed: { zh: '属实', en: 'confirmed' },
  not_confirmed: { zh: '不属实', en: 'not confirmed' },
  unverifiable: { zh: '无法核实', en: 'cannot be verified' },
  handled_elsewhere: { zh: '已办理（外部）', en: 'handled elsewhere' },
};

/** Says where a step leaves a finding, and from when it may be closed. */
export function printStep(terminal: Terminal, step: StepTaken): void {
  const { format, lang } = terminal.options;
  if (format === 'json') {
    terminal.out(JSON.stringify(step));
    return;
  }
  const { findingId, state, closableFrom, pausedUntil, file } = step;
  const zh = lang === 'zh';
  const facts = [
    STATE_WORDS[state][lang],
    ...(file === null ? [] : [file]),
    ...(closableFrom === null || state !== 'verifying'
      ? []
      : [zh ? `${closableFrom} 起可以办结` : `may be closed from ${closableFrom} on`]),
    ...(pausedUntil === null ? [] : [zh ? `暂停至 ${pausedUntil}` : `paused until ${pausedUntil}`]),
  ];
  terminal.out(`${findingId} ${facts.join(zh ? '，' : ', ')}`);
  printReviews(terminal, step.reviews);
}

const HEAD = [
  'finding_id',
  'rule',
  'kind',
  'state',
  'by',
  'approved_by',
  'told',
  'closable_from',
  'paused_until',
  'overdue_from',
];
const HEAD_ZH = ['线索', '规则', '类型', '状态', '核实人', '复核人', '告知', '可办结', '暂停至', '逾期起'];

/** The findings with outcomes; a dispute shows in the names behind it. */
export function printCases(terminal: Terminal, cases: readonly ListedCase[]): void {
  const { format, lang } = terminal.options;
  const stateOf = ({ state, disputed }: ListedCase): string => {
    if (format !== 'table') return state;
    const words = STATE_WORDS[state][lang];
    return disputed ? `${words}${lang === 'zh' ? '（结果矛盾）' : ' (disputed)'}` : words;
  };
  const rows = cases.map((one) => [
    one.findingId,
    one.rule,
    shownCode(terminal, one.kind),
    stateOf(one),
    one.by.join(' '),
    one.approvedBy,
    one.told,
    one.closableFrom,
    one.pausedUntil,
    one.overdueFrom,
  ]);
  printRows(terminal, HEAD, rows, HEAD_ZH);
}

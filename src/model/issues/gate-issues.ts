import { issue, type IssueSpec } from './issue.js';

/** What the gates between stages say (docs/ingest.md). */
export const GATE_ISSUES: readonly IssueSpec[] = [
  issue(
    'E_GATE_HELD',
    'error',
    [
      '数据异常，闸门已拦下本次运行，名单保持上次结果',
      'a gate held the run: the lists of the last run stand',
    ],
    [
      '核对所列名单并请报送单位确认；确认无误后用 yingbao accept 放行一次',
      'have the input checked or sent again; if it is right, release it once with `yingbao accept`',
    ],
  ),
  issue(
    'E_GATE_NOT_HELD',
    'error',
    ['该闸门没有拦下任何数据', 'this gate holds nothing'],
    ['先执行 yingbao run，按提示放行', 'run `yingbao run` first; it says what to release'],
  ),
  issue(
    'E_GATE_EXPECT',
    'error',
    ['--expect 与闸门给出的数字不一致', '--expect is not the number that the gate named'],
    ['核对数字；放行人应确认过该数字', 'repeat the number that the gate named'],
  ),
  issue(
    'E_GATE_REASON',
    'error',
    ['放行必须写明理由', 'a release needs a reason'],
    [
      '用 --reason 写明核实情况（至少四个字）',
      'say with --reason, in four letters or more, what was found out',
    ],
  ),
  issue(
    'W_GATE_NOTED',
    'warning',
    ['与上期相比有变化，未达到拦截程度', 'a change since last time, below what holds a run'],
    ['核对该名单', 'look at the registry'],
  ),
  issue(
    'W_GATE_RELEASED',
    'warning',
    ['闸门已由人工放行', 'a gate that a person released'],
    ['放行理由见审计日志', 'the reason stands in the audit trail'],
  ),
];

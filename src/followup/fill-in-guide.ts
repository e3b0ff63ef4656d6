import type { FindingKind } from '../model/finding.js';
import { OUTCOME_CHOICES, SEEN_LABELS } from './outcome-words.js';

/** What 属实 means for each kind of finding. */
const MEANINGS: Readonly<Record<FindingKind, string>> = {
  missed: '“属实”指应当享受而未享受；情况存在但不符合条件的选“属实但不符合条件”。',
  wrong: '“属实”只是核查意见，须另一人复核、告知本人并等待规定天数后才能办结；本人不同意的选“本人有异议”。',
  data: '“属实”指数据确有问题。',
};

/** What each column asks of whoever visits, as the sheet 填表说明 says it. */
export const FILL_IN_GUIDE: readonly (readonly [column: string, how: string])[] = [
  ['说明', '清单中的疑点只供入户核实，不是结论；系统不停发任何待遇。没有填写核查结果的行视为尚未核实。'],
  ['线索编号、批次编号', '系统据此识别，请勿修改或删除；可以删去不需核查的行，可以调整行的顺序。'],
  ['线索状态', '“已核实属实，待部门办理”的行不用再次入户；“超期未办理”的行请先了解办理情况。'],
  ['是否见到本人', '是、否。填“否”而没有核查结果的，视为未见到本人，线索仍待核实。'],
  ['核查结果（疑似漏保）', guide('missed')],
  ['核查结果（疑似错保）', guide('wrong')],
  ['核查结果（数据待核）', guide('data')],
  ['核查依据', `实际看到的，可以写多项，用顿号隔开：${Object.values(SEEN_LABELS).join('、')}。`],
  ['不符合原因、拟采取措施、本人意愿、困难描述', '按实际情况填写，留在清单中，不导入系统。'],
  ['核查人编号', '编号（字母、数字、短横线），不填姓名、身份证号或电话。'],
  ['核查时间', '入户日期，可以带时间，例如 2026-11-02 09:30。'],
  ['备注', '留在清单中；系统只保存校验值，用来发现雷同的填报。'],
];

function guide(kind: FindingKind): string {
  return `${OUTCOME_CHOICES[kind].join('、')}。${MEANINGS[kind]}`;
}

import { issue, type IssueSpec } from './issue.js';

/** Lists that come back, and what may be done about a finding: a row that is not taken leaves its finding open. */
export const OUTCOME_ISSUES: readonly IssueSpec[] = [
  issue('E_LIST_HEADER', 'error', ['文件中没有排查清单的表头', 'no row has the headers of a worklist'], ['在系统生成的清单上填写，保留表头行（至少有线索编号、核查结果）', 'fill in the list that yingbao wrote and keep its header row']),
  issue('E_OUTCOME_FINDING', 'error', ['该批次清单中没有这个线索编号', 'the list of that run has no such finding'], ['核对线索编号，不要改动清单中打印的列', 'copy the finding id; leave the printed columns as they are']),
  issue('E_OUTCOME_RUN', 'error', ['没有这个批次编号', 'there is no such run'], ['保留清单上的批次编号，或留空', 'leave the run id as printed, or empty']),
  issue('E_OUTCOME_WORD', 'error', ['核查结果的写法无法识别', 'the outcome is no word that is known'], ['填写使用手册所列的核查结果，如属实、不属实、未见到', 'use an outcome that the manual lists']),
  issue('E_OUTCOME_KIND', 'error', ['核查结果不适用于该类线索', 'the outcome does not fit this kind of finding'], ['疑似错保填属实、不属实或属实但仍符合条件；疑似漏保填属实、不属实、属实但不符合条件或已享受', 'say whether the suspicion holds, with an outcome of its kind']),
  issue('E_OUTCOME_WORKER', 'error', ['没有核查人编号，或不是编号', 'the id of whoever visited is missing or is no id'], ['填写工号：字母、数字、横线，2 至 32 位；不要写姓名、身份证号或电话', 'an id of letters, digits and dashes; no name, no ID number, no telephone']),
  issue('E_OUTCOME_EVIDENCE', 'error', ['没有核查依据，或写法无法识别', 'what was seen is missing or is no word that is known'], ['填写见到本人、入户、证件、系统记录、邻里、部门、电话中的一项或几项', 'name what was seen: person, home, document, record, neighbours, department, phone']),
  issue('E_OUTCOME_DATE', 'error', ['没有核查日期，或无法识别', 'the day of the visit is missing or cannot be read'], ['写成 2026-11-02', 'write it as 2026-11-02']),
  issue('E_OUTCOME_FUTURE', 'error', ['核查日期在将来', 'the visit lies in the future'], ['填写实际核查的日期', 'give the day of the visit']),
  issue('E_OUTCOME_EARLY', 'error', ['核查日期早于清单下发日期', 'the visit lies before the day on which the list was issued'], ['以清单下发之后的核查为准', 'only what was seen after the list was issued counts']),
  issue('E_OUTCOME_CONFLICT', 'error', ['同一人同一天对同一线索已有不同的核查结果', 'the same person said something else about the same visit'], ['核对后用 outcome import --correct 更正', 'check which is right; `outcome import --correct` takes the new one']),
  issue('E_OUTCOME_STATE', 'error', ['线索尚未核实，不能登记为已办理', 'a finding that is not settled cannot have been handled'], ['先登记核查结果', 'record the outcome of the visit first']),
  issue('W_OUTCOME_DISPUTED', 'warning', ['核查结果互相矛盾，线索仍待核实', 'two people say the opposite: the finding stays open'], ['请两人共同复核，再各自更新核查结果', 'have both look again and record what they agree on']),
  issue('W_OUTCOME_REVIEW', 'warning', ['核查结果填报过快或过于一致', 'answers that are too fast or too much alike'], ['抽查其中几条，由他人再核实一次；线索本身不受影响', 'have somebody else look at some of them again; the findings are not touched']),
  issue('E_APPROVE_NOTHING', 'error', ['该线索没有可复核的属实结果', 'nobody confirmed this finding on its present evidence'], ['先入户核实并导入核查结果；数据变化后须重新核实', 'visit and import the outcome first; once the data have changed, visit again']),
  issue('E_APPROVE_SELF', 'error', ['核实人不能复核自己的结果', 'whoever confirmed a finding cannot approve it'], ['由另一名工作人员复核', 'have another person approve it']),
  issue('E_NOTICE_KIND', 'error', ['告知书只用于疑似错保的线索', 'a notice is for a finding of somebody wrongly included'], ['疑似漏保的人员请直接告知如何申请', 'tell people who were missed how to apply']),
  issue('E_NOTICE_UNAPPROVED', 'error', ['线索尚未经两人核实，不能告知', 'the finding is not confirmed and approved by two people'], ['先用 outcome import 导入核查结果，再由另一人 outcome approve', 'import the outcome, then have another person run `outcome approve`']),
  issue('E_CLOSE_NOTHING', 'error', ['没有等待办结的疑似错保线索', 'no confirmed finding of somebody wrongly included waits to be closed'], ['疑似漏保和数据线索导入核查结果即可，不需要办结', 'other findings need no closing: their outcome counts when it is imported']),
  issue('E_CLOSE_UNAPPROVED', 'error', ['尚未由另一人复核', 'a second person has not approved the finding'], ['由另一名工作人员执行 outcome approve', 'have another person run `outcome approve`']),
  issue('E_CLOSE_UNTOLD', 'error', ['尚未告知本人', 'the person has not been told'], ['先用 yingbao notice 出具告知书并送达', 'write the notice with `yingbao notice` and deliver it']),
  issue('E_CLOSE_EARLY', 'error', ['告知后的等待期未满，不能办结为属实', 'the cooling time after the notice has not passed'], ['到所示日期以后再办结；期间本人可以提出异议', 'wait until the day named; the person may object until then']),
  issue('E_FINDING_PAUSED', 'error', ['本人有异议，线索暂停核查', 'the person objects and the finding is paused'], ['异议之后重新核实，以新的核查结果为准', 'visit again after the objection; what is found then counts']),
  issue('E_FINDING_RESOLVED', 'error', ['最近一次运行已不再发现该线索', 'the last run no longer finds this finding'], ['无需再办理', 'nothing is to be done about it']),
]; // prettier-ignore

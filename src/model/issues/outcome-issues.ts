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
]; // prettier-ignore

import type { ReportSection, Words } from './report-section.js';

/** What visits found about a rule, as far as a report shows it. */
export interface VisitedRule {
  readonly rule: string;
  readonly confirmed: number;
  readonly notConfirmed: number;
  readonly yield: { readonly rate: number; readonly low: number; readonly high: number } | null;
  readonly step: number | null;
  readonly low: boolean;
}

/** What visits found so far; `titled` gives a rule its name. */
export function yieldSection(
  rules: readonly VisitedRule[],
  titled: (rule: string) => Words | string,
): ReportSection {
  return {
    title: { zh: '历次核查结果（按规则）', en: 'What visits found so far, by rule' },
    head: [
      { zh: '规则', en: 'rule' },
      { zh: '已核实', en: 'decided' },
      { zh: '属实', en: 'confirmed' },
      { zh: '属实比例（95% 区间）', en: 'share (95 % interval)' },
      { zh: '同级疑点中的次序', en: 'order among equals' },
      { zh: '提示', en: 'note' },
    ],
    rows: rules
      .filter(({ yield: found }) => found !== null)
      .map(({ rule, confirmed, notConfirmed, yield: found, step, low }) => [
        titled(rule),
        confirmed + notConfirmed,
        confirmed,
        found === null ? '' : `${percent(found.rate)} (${percent(found.low)}–${percent(found.high)})`,
        orderWords(step),
        low ? { zh: '属实比例偏低', en: 'low' } : '',
      ]),
    note: {
      zh: '仅就已核实的疑点；疑似错保不按属实比例排序。比例偏低的规则请分析人员复核条件和参数。',
      en: 'of visited findings only; people suspected to be wrongly included are not ordered by it. Have an analyst look at a rule that is low.',
    },
  };
}

function orderWords(step: number | null): Words | string {
  if (step === null) return '';
  if (step === 0) return { zh: '不变', en: 'as before' };
  return step > 0 ? { zh: '靠前', en: 'earlier' } : { zh: '靠后', en: 'later' };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

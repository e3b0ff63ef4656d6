import type { LinkFigure, ReportSection, Words } from './report-section.js';

const CAPPED_WORDS: Readonly<Record<string, Words>> = {
  pairs_capped: { zh: '块过大，未逐对比较', en: 'pairs of blocks over the cap' },
  fetch_records_capped: { zh: '相同取值过多，未从大名单取出', en: 'records whose key too many share' },
};

/** What linkage left out because too many records share a value: people there may be missed as doubles. */
export function cappedSection(linkage: readonly LinkFigure[]): ReportSection {
  return {
    title: { zh: '未比对的部分', en: 'Left out of the comparison' },
    head: [
      { zh: '分块规则', en: 'blocking rule' },
      { zh: '原因', en: 'why' },
      { zh: '数量', en: 'number' },
    ],
    rows: linkage
      .filter(({ figure, value }) => figure in CAPPED_WORDS && value > 0)
      .map(({ figure, detail, value }) => [detail, CAPPED_WORDS[figure] ?? figure, value]),
    note: {
      zh: '同一对记录仍可能由其他规则比对。',
      en: 'another rule may still have compared the same pair.',
    },
  };
}

import { safeText } from '../normalize/text.js';
import type { PairFate, PairOfRecords } from '../run/explain-pair.js';
import { CLASS_WORDS, sideBySide, waterfallTable } from './print-explanation.js';
import { coloured, type Language, type Terminal, type Words } from './terminal.js';

/** Prints two records: side by side, what the run made of them and why, bar by bar, and what people said. */
export function printPair(terminal: Terminal, pair: PairOfRecords): void {
  if (terminal.options.format === 'json') {
    terminal.out(JSON.stringify(pair, null, 2));
    return;
  }
  const { lang } = terminal.options;
  const sections: readonly (readonly [Words, readonly string[]])[] = [
    [{ zh: '来源记录', en: 'Source rows' }, [sideBySide(pair.sources, lang)]],
    [{ zh: '是否同一人', en: 'One person?' }, verdictLines(pair).map((words) => words[lang])],
    [{ zh: '权重明细（比特）', en: 'Waterfall (bits)' }, waterfallLines(pair, lang)],
    [{ zh: '人工判定', en: 'Judgements' }, judgementLines(pair, lang)],
  ];
  for (const [title, lines] of sections) {
    if (lines.length > 0)
      terminal.out(`${coloured(terminal.options, 'bold', title[lang])}\n${lines.join('\n')}\n`);
  }
}

const FATES: Readonly<Record<PairFate, Words>> = {
  same_id: { zh: '同一有效身份证号，按证号关联。', en: 'joined by one valid ID number.' },
  same_record: {
    zh: '两行内容相同，按一条记录处理。',
    en: 'two rows with the same content, taken as one record.',
  },
  conflict: {
    zh: '身份冲突：同一有效身份证号下姓名互不相容，不按权重合并；以下不计证号。',
    en: 'identity conflict: one valid ID number under incompatible names, never joined by weight; the ID is left out below.',
  },
  compared: { zh: '本次运行比较过。', en: 'the run compared them.' },
  capped: {
    zh: '本次运行未比较：分块过大，已略去；以下为现场计算。',
    en: 'the run did not compare them, for the block was over its cap; weighed on the spot.',
  },
  hopeless: {
    zh: '权重远低于待核门槛，本次运行未保留；以下为现场计算。',
    en: 'far below review, so that the run did not keep them; weighed on the spot.',
  },
  not_found: {
    zh: '没有任何分块规则会把两者放在一起比较；以下为现场计算。',
    en: 'no blocking rule brings the two together; weighed on the spot.',
  },
};

function verdictLines(pair: PairOfRecords): readonly Words[] {
  const { link, fate, samePerson, blockingRules, foundBy } = pair;
  const rules = blockingRules.map((rule) => `“${safeText(rule)}”`).join(' ');
  return [
    samePerson
      ? { zh: '本次运行中是同一人。', en: 'one person in this run.' }
      : { zh: '本次运行中不是同一人。', en: 'not one person in this run.' },
    link === null
      ? { zh: '两者之间没有直接关联。', en: 'no direct link between the two.' }
      : {
          zh: `关联：${CLASS_WORDS.zh[link.class] ?? link.class}`,
          en: `link: ${link.class}`,
        },
    { zh: safeText(pair.sentence.zh), en: safeText(pair.sentence.en) },
    FATES[fate],
    ...(foundBy === null || foundBy === ''
      ? []
      : [{ zh: `发现该对的分块规则：“${safeText(foundBy)}”`, en: `found by “${safeText(foundBy)}”` }]),
    ...(rules === ''
      ? []
      : [
          {
            zh: `会把两者放在一起的分块规则：${rules}`,
            en: `blocking rules that bring them together: ${rules}`,
          },
        ]),
    ...(pair.modelChanged
      ? [
          {
            zh: '注意：此次运行之后模型已改，权重可能与当时不同。',
            en: 'note: the model has changed since that run; weights may differ from its.',
          },
        ]
      : []),
  ].filter(({ zh }) => zh !== '');
}

function waterfallLines({ bars, matchWeight, thresholds }: PairOfRecords, lang: Language): readonly string[] {
  if (bars.length === 0) return [];
  const weight = (matchWeight ?? 0).toFixed(1);
  const words: Words = {
    zh: `匹配权重 ${weight}；达到 ${thresholds.link} 关联，达到 ${thresholds.review} 待核。`,
    en: `match weight ${weight}; linked from ${thresholds.link}, for review from ${thresholds.review}.`,
  };
  return [waterfallTable(bars, lang), words[lang]];
}

const VERDICTS: Readonly<Record<string, Words>> = {
  same: { zh: '同一人', en: 'same' },
  different: { zh: '不是同一人', en: 'different' },
  unsure: { zh: '未能确定', en: 'unsure' },
  withdrawn: { zh: '撤回', en: 'taken back' },
};

function judgementLines({ judgements }: PairOfRecords, lang: Language): readonly string[] {
  const { given, verdict } = judgements;
  const lines = given.map(
    ({ no, verdict: said, by, at }) => `${no}. ${VERDICTS[said]?.[lang] ?? said} ${safeText(by)} ${at}`,
  );
  const all = verdict === null ? undefined : VERDICTS[verdict]?.[lang];
  const sum: Words = {
    zh: `全部有效判定合起来：${all ?? ''}`,
    en: `all judgements in force together: ${all ?? ''}`,
  };
  if (all !== undefined) return [...lines, sum[lang]];
  return lines.length === 0 ? [{ zh: '（没有判定）', en: '(none)' }[lang]] : lines;
}

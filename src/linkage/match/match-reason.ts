import type { LevelTest, MatchComparison, MatchModel } from './match-model.js';
import { matchUnits, type Levels } from './match-units.js';

export type ReasonLanguage = 'zh' | 'en';

/** Why two records are one or not, for a reader: agreements first, then near ones, then differences. */
export function matchReason(model: MatchModel, levels: Levels, lang: ReasonLanguage): string {
  const parts = model.comparisons.flatMap((comparison, index) => {
    const level = levels[index] ?? null;
    return level === null
      ? []
      : [{ rank: rankOf(comparison, level), text: phrase(model, comparison, level)[lang] }];
  });
  const sorted = parts
    .map((part, index) => ({ ...part, index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  return sorted.map(({ text }) => text).join(lang === 'zh' ? '；' : '; ');
}

function rankOf(comparison: MatchComparison, level: number): number {
  return level === 0 ? 0 : level === comparison.levels.length ? 2 : 1;
}

/** What a field is called: the header under which it came. */
export function fieldLabel(model: MatchModel, field: string): string {
  return model.fields.find(({ name }) => name === field)?.columns?.[0] ?? field;
}

function phrase(
  model: MatchModel,
  comparison: MatchComparison,
  level: number,
): Readonly<Record<ReasonLanguage, string>> {
  const label = fieldLabel(model, comparison.field);
  const reached = comparison.levels[level];
  if (reached === undefined) return { zh: `${label}不同`, en: `${label} different` };
  const words = testWords(model, reached.when);
  return { zh: `${label}${words.zh}`, en: `${label} ${words.en}` };
}

function testWords(model: MatchModel, when: LevelTest): Readonly<Record<ReasonLanguage, string>> {
  switch (when.test) {
    case 'equal':
      return { zh: '一致', en: 'equal' };
    case 'edits':
      return {
        zh: `相差不超过${when.most}个字符`,
        en: `at most ${when.most} character${when.most === 1 ? '' : 's'} off`,
      };
    case 'jaro_winkler':
      return { zh: '相近', en: 'alike' };
    case 'swapped':
      return {
        zh: `与${fieldLabel(model, when.with)}互换`,
        en: `swapped with ${fieldLabel(model, when.with)}`,
      };
    case 'same_start':
      return { zh: `前${when.characters}位一致`, en: `first ${when.characters} characters equal` };
    case 'cut_short':
      return { zh: '一方不完整', en: 'one cut short' };
    case 'same_words':
      return { zh: '词序不同', en: 'same words in another order' };
    case 'day_month_swapped':
      return { zh: '月日互换', en: 'day and month swapped' };
    case 'within':
      return { zh: `相差不超过${when.most}`, en: `differs by at most ${when.most}` };
    case 'chinese_name':
      return CHINESE_WORDS[when.least] ?? { zh: '相近', en: 'alike' };
    case 'citizen_id':
      return ID_WORDS[when.least];
  }
}

const ID_WORDS: Readonly<Record<'cut' | 'slip' | 'masked', Readonly<Record<ReasonLanguage, string>>>> = {
  cut: { zh: '末几位缺失，其余一致', en: 'equal but for a lost end' },
  slip: { zh: '有一处笔误', en: 'one slip apart' },
  masked: { zh: '可见位一致', en: 'equal where both show it' },
};

const CHINESE_WORDS: Readonly<Record<string, Readonly<Record<ReasonLanguage, string>>>> = {
  variant: { zh: '为异体写法', en: 'written with variant characters' },
  homophone: { zh: '同音', en: 'sounds the same' },
  edit_one: { zh: '音近、形近或差一字', en: 'near in sound or shape, or one character off' },
  sibling: { zh: '同姓且一字相同', en: 'same surname and one character' },
};

/** One bar of a pair's waterfall: from the prior to the match weight, in bits. */
export interface WaterfallBar {
  readonly of: readonly string[];
  readonly levels: readonly string[];
  readonly bits: number;
}

/** The weights of a pair by unit, with the prior as the first bar. */
export function waterfall(
  model: MatchModel,
  pair: { readonly levels: Levels; readonly weights: readonly number[]; readonly weight: number },
): readonly WaterfallBar[] {
  const sum = pair.weights.reduce((total, bits) => total + bits, 0);
  const prior = { of: ['prior'], levels: [], bits: Math.round((pair.weight - sum) * 1e4) / 1e4 };
  const bars = matchUnits(model).map((unit, index) => ({
    of: unit.comparisons.map((place) => model.comparisons[place]?.name ?? ''),
    levels: unit.comparisons.map((place) => levelLabel(model, place, pair.levels[place] ?? null)),
    bits: pair.weights[index] ?? 0,
  }));
  return [prior, ...bars];
}

function levelLabel(model: MatchModel, place: number, level: number | null): string {
  const comparison = model.comparisons[place];
  if (comparison === undefined || level === null) return 'missing';
  return comparison.levels[level]?.level ?? comparison.otherwise.level;
}

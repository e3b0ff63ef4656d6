import type { Vocabulary } from './vocabulary.js';

export const petitionFor: Vocabulary = {
  codes: { self: '本人', other: '代他人', unknown: '不明' },
  written: {
    self: ['本人', '自己', '为本人', '否', '0'],
    other: [
      '代他人',
      '他人',
      '代诉',
      '代办',
      '是',
      '邻居',
      '亲属',
      '父母',
      '父亲',
      '母亲',
      '子女',
      '配偶',
      '兄弟姐妹',
      '村干部',
      '1',
    ],
    unknown: ['不明', '未知', '不详', '其他'],
  },
  patterns: [
    ['本人|自己', 'self'],
    ['代|他人|邻|亲|父|母|子|女|配偶|妻|夫|兄|弟|姐|妹|祖|孙|村|社区|朋友', 'other'],
  ],
};

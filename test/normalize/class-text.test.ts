import { describe, expect, it } from 'vitest';
import { readsLikeClass } from '../../src/normalize/class-text.js';

describe('readsLikeClass', () => {
  it.each(['农村低保', '甲类', 'A', '高龄补贴', '高龄', '310', '单人户保障', '低保(城市)', '2级'])(
    'tells %s',
    (value) => {
      expect(readsLikeClass(value)).toBe(true);
    },
  );

  it.each([
    '许文梅',
    '许 文 梅',
    '许文梅(已故)',
    '许文梅、陈美',
    '欧阳文梅',
    '阿卜杜·热合曼',
    'Xu Wenmei',
    '13800001111',
    '350589********638X',
    '1978-04-21',
    '和平路12号',
    '12栋3室',
    '甲'.repeat(21),
  ])('keeps %s to itself', (value) => {
    expect(readsLikeClass(value)).toBe(false);
  });
});

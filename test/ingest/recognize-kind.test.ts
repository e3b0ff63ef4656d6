import { describe, expect, it } from 'vitest';
import { recognizeKind } from '../../src/ingest/recognize-kind.js';

describe('recognizeKind', () => {
  it.each([
    [
      '农村低保人员查询_20261031.csv',
      ['姓名', '身份证号', '救助类型', '保障状态', '户主姓名', '与户主关系'],
      'assistance',
    ],
    ['城乡居民参保.csv', ['psn_name', 'certno', 'insutype', 'psn_insu_stas', 'psn_idet_type'], 'insurance'],
    ['医保结算明细.csv', ['姓名', '身份证号', '结算日期', '个人负担', '医疗费总额'], 'settlement'],
    ['持证残疾人.csv', ['姓名', '残疾人证号', '残疾类别', '残疾等级'], 'disability'],
    ['信访件.csv', ['信访人', '信访日期', '信访内容'], 'petition'],
    ['火化名单.csv', ['逝者姓名', '死亡日期', '火化日期'], 'death'],
    ['低保金发放.csv', ['姓名', '发放月份', '补贴类型', '实发金额'], 'payment'],
  ])('%s', (name, headers, kind) => {
    const [first] = recognizeKind(name, headers);
    expect(first?.kind).toBe(kind);
    expect(first?.why.zh).not.toBe('');
  });

  it('guesses nothing for a table that fits no kind', () => {
    expect(recognizeKind('车辆.csv', ['号牌', '所有人'])).toEqual([]);
  });
});
